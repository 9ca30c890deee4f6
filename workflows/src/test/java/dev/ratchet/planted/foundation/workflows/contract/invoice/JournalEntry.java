package dev.ratchet.planted.foundation.workflows.contract.invoice;

import dev.ratchet.planted.foundation.workflows.contract.Money;

public record JournalEntry(Money amount) {}
