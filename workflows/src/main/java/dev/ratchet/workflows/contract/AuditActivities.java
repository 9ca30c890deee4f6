package dev.ratchet.workflows.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the trail of every run beyond Temporal's retention. */
@ActivityInterface(namePrefix = "Audit")
public interface AuditActivities {

    /**
     * Idempotent: a run's summary is replaced by a later one. The steps of an account are added once, known by the number of
     * the first of them, and never changed.
     */
    @ActivityMethod
    void record(Account account);

    /**
     * A run as the record knows it, when it begins to wait and when it ends.
     *
     * @param name what the submitter called the document; for display only
     * @param outcome POSTED, DUPLICATE, REFUSED, WAITING or FAILED
     * @param code frozen reason code
     * @param why one sentence
     * @param waitingFor role of who may unblock it; absent when it does not wait
     * @param routeRule id of the rule that chose the route; absent when the run ended before routing
     * @param entry number in the books; absent when none
     * @param steps those since the last account, at most a few dozen
     */
    record Account(
            TenantId tenant,
            RunRef run,
            String agent,
            Digest document,
            String name,
            String submitter,
            @Nullable Bundle bundle,
            String phase,
            String outcome,
            String code,
            String why,
            @Nullable String waitingFor,
            @Nullable String route,
            @Nullable String routeRule,
            @Nullable String supplierId,
            @Nullable String invoiceNumber,
            @Nullable Money amount,
            @Nullable Long entry,
            long tokens,
            long micros,
            List<Step> steps) {
        public Account {
            steps = List.copyOf(steps);
        }
    }
}
