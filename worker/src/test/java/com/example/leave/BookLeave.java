package com.example.leave;

import dev.ratchet.activities.effect.RequestedEffect;
import dev.ratchet.activities.effect.SimpleEffect;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.effect.Authorization;
import dev.ratchet.workflows.contract.effect.EffectActivities.Refused;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Books leave, once. It runs in the transaction that uses up the authorization, and believes no run. */
final class BookLeave implements SimpleEffect {
    static final String NAME = "book_leave";

    /** A rule alone may book so much, whatever a rule book says. */
    private static final int DAYS_WITHOUT_A_PERSON = 2;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean acceptsPolicyGrant() {
        return true;
    }

    @Override
    public @Nullable Refused refuse(Handle handle, RequestedEffect effect) {
        LeaveRequest request = effect.intent().argumentsAs(LeaveRequest.class, LeaveRequest::intent);
        return effect.authorization() instanceof Authorization.PolicyGrant && request.days() > DAYS_WITHOUT_A_PERSON
                ? new Refused("NEEDS_A_PERSON", "more than two days are for a person to decide", null)
                : null;
    }

    /** The effect log has it by now; with a table of your own, insert your row here, with this handle. */
    @Override
    public Receipt perform(Handle handle, RequestedEffect effect) {
        return new Receipt("leave", effect.intent().businessKey());
    }
}
