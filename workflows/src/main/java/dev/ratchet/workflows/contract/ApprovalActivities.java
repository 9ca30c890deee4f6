package dev.ratchet.workflows.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts what waits for a person where people look, and takes it away again. */
@ActivityInterface(namePrefix = "Approval")
public interface ApprovalActivities {

    /** Idempotent by run and {@code intent}: a later request of the same run replaces the earlier one. */
    @ActivityMethod
    void open(Request request);

    /** Takes the run's request off the list; fine when there is none. */
    @ActivityMethod
    void close(Closing closing);

    /**
     * @param intent what would happen on consent; absent when there is nothing to consent to and the person can only
     *     mend what is wrong and have it rechecked, or deny
     * @param role who may decide
     * @param name what the submitter called the document; for display only
     * @param amount what limits are held against; absent while unknown
     * @param reasons codes and sentences, most important first, at most {@link Finding#MOST}
     * @param expiresAt when the run stops waiting
     */
    record Request(
            TenantId tenant,
            RunRef run,
            @Nullable Digest intent,
            String role,
            String submitter,
            String name,
            @Nullable String supplierId,
            @Nullable String invoiceNumber,
            @Nullable Money amount,
            List<Finding> reasons,
            Instant expiresAt) {
        public Request {
            reasons = List.copyOf(reasons);
        }
    }

    record Closing(TenantId tenant, RunRef run) {}
}
