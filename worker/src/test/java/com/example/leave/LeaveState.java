package com.example.leave;

import com.example.leave.LeaveAction.Kind;
import dev.ratchet.workflows.agent.Outcome;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.effect.Authorization;
import dev.ratchet.workflows.contract.policy.PolicyActivities.Rulings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a run knows; what is null is not known yet.
 *
 * @param checked what the last check found
 * @param problem what a person must mend before anything can go on
 */
record LeaveState(
        Phase phase,
        DocumentRef intake,
        LeaveRequest request,
        LeaveActivities.@Nullable Checked checked,
        @Nullable Authorization authorization,
        @Nullable Finding problem,
        @Nullable Outcome outcome) {

    /** Where a run stands, and what may be proposed there. */
    enum Phase {
        CHECKING(Kind.CHECK),
        MENDING(Kind.ASK_PERSON),
        CONSENTING(Kind.ASK_PERSON),
        CLEARED(Kind.BOOK),
        ENDED();

        final List<Kind> legal;

        Phase(Kind... legal) {
            this.legal = List.of(legal);
        }
    }

    static LeaveState asked(DocumentRef intake, LeaveRequest request) {
        return new LeaveState(Phase.CHECKING, intake, request, null, null, null, null);
    }

    @Nullable
    Rulings rulings() {
        return checked == null ? null : checked.rulings();
    }

    LeaveState found(LeaveActivities.Checked now) {
        return new LeaveState(phase, intake, request, now, authorization, null, null);
    }

    LeaveState in(Phase next, @Nullable Authorization authority) {
        return new LeaveState(next, intake, request, checked, authority, null, null);
    }

    LeaveState mending(Finding what) {
        return new LeaveState(Phase.MENDING, intake, request, checked, null, what, null);
    }

    LeaveState ended(Outcome how) {
        return new LeaveState(Phase.ENDED, intake, request, checked, authorization, problem, how);
    }
}
