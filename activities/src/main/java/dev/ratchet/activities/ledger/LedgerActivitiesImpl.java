package dev.ratchet.activities.ledger;

import dev.ratchet.activities.Failures;
import dev.ratchet.workflows.contract.LedgerActivities;

/** Posts to the {@link Ledger}. */
public final class LedgerActivitiesImpl implements LedgerActivities {
    private final Ledger ledger;

    public LedgerActivitiesImpl(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public Receipt post(Posting posting) {
        return Failures.guard(() -> ledger.post(posting));
    }
}
