package dev.ratchet.workflows.contract.access;

import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.access.AccessGrant.Purpose;
import dev.ratchet.workflows.contract.effect.Permission;
import dev.ratchet.workflows.contract.policy.PolicyActivities.Rulings;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.jspecify.annotations.Nullable;

/** Holds a request against the register of systems and grants, and against the rules. */
@ActivityInterface(namePrefix = "Access")
public interface AccessActivities {

    @ActivityMethod
    Checked check(Query query);

    /**
     * @param run which asks: what it wrote itself, before its worker died, is not held against it
     * @param intake the request as it was uploaded; it is read from there, and not from what the run says
     * @param purpose what a model made of the reason; absent while nobody has asked one
     * @param rules hash of the rule book that this run was ruled by before; absent for the one in force now
     */
    record Query(
            RunRef run,
            DocumentRef intake,
            @Nullable Purpose purpose,
            @Nullable Digest rules) {}

    /** @param permission present when the grant may be written, alone or with a person's consent */
    record Checked(Facts facts, Rulings rulings, @Nullable Attested<Permission> permission) {}

    /**
     * @param known whether the system is in the register
     * @param sensitive whether the register calls it so; false for an unknown one
     * @param held the same grant, if another run wrote it
     */
    record Facts(boolean known, boolean sensitive, @Nullable Receipt held) {}
}
