package dev.ratchet.planted.gateway.workflows.gateway;

import dev.ratchet.planted.gateway.workflows.contract.Money;
import dev.ratchet.planted.gateway.workflows.invoice.InvoiceState;
import dev.ratchet.planted.gateway.workflows.run.PersonDecision;

public record RunShown(InvoiceState state, Money amount, PersonDecision decision) {}
