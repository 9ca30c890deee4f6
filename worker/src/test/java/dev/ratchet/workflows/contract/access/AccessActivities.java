package dev.ratchet.workflows.contract.access;

import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.TenantId;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Reads the register of systems and grants. */
@ActivityInterface(namePrefix = "Access")
public interface AccessActivities {

    @ActivityMethod
    Facts lookUp(Query query);

    /** @param until last day; absent for access without an end */
    record Query(
            TenantId tenant,
            String person,
            String system,
            @Nullable LocalDate until) {}

    /**
     * @param known whether the system is in the register
     * @param sensitive whether the register calls it so; false for an unknown one
     * @param held the same grant, if it was written before
     */
    record Facts(boolean known, boolean sensitive, @Nullable Receipt held) {}
}
