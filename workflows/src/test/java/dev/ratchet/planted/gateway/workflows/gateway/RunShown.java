package dev.ratchet.planted.gateway.workflows.gateway;

import dev.ratchet.planted.gateway.workflows.contract.Money;
import dev.ratchet.planted.gateway.workflows.invoice.InvoiceState;

public record RunShown(InvoiceState state, Money amount) {}
