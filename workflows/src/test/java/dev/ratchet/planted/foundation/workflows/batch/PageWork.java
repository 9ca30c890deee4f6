package dev.ratchet.planted.foundation.workflows.batch;

import dev.ratchet.planted.foundation.workflows.contract.invoice.JournalEntry;

final class PageWork {
    Class<?> books() {
        return JournalEntry.class;
    }
}
