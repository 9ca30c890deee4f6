package dev.ratchet.planted.starter.workflows.contract;

public interface LedgerActivities {
    record Receipt(long entry) {}
}
