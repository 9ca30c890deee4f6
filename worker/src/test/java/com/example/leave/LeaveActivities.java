package com.example.leave;

import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.effect.Permission;
import dev.ratchet.workflows.contract.policy.PolicyActivities.Rulings;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.jspecify.annotations.Nullable;

/** What only this agent asks of the world. */
@ActivityInterface(namePrefix = "Leave")
public interface LeaveActivities {

    /** Looks up how many days are left, and applies the rules. */
    @ActivityMethod
    Checked check(Query query);

    /**
     * @param intake the request as it was uploaded: what the run says of it is not believed
     * @param rules hash of the rule book that ruled this run before; null for the one in force
     */
    record Query(RunRef run, DocumentRef intake, @Nullable Digest rules) {}

    /** @param permission present when the leave may be booked, alone or with a person's consent */
    record Checked(Facts facts, Rulings rulings, @Nullable Attested<Permission> permission) {}

    /** What the rules speak about: {@code known}, {@code days} and {@code days_left}. */
    record Facts(boolean known, int days, int daysLeft) {}
}
