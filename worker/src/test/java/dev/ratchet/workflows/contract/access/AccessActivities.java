package dev.ratchet.workflows.contract.access;

import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.RunRef;
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

    /**
     * @param run which asks: what it wrote itself, before its worker died, is not held against it
     * @param until last day; absent for access without an end
     */
    record Query(
            TenantId tenant,
            RunRef run,
            String person,
            String system,
            @Nullable LocalDate until) {}

    /**
     * @param known whether the system is in the register
     * @param sensitive whether the register calls it so; false for an unknown one
     * @param held the same grant, if another run wrote it
     */
    record Facts(boolean known, boolean sensitive, @Nullable Receipt held) {}
}
