package dev.ratchet.workflows.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.jspecify.annotations.Nullable;

/**
 * The rules in force and the books they speak about, read together at one instant so that a decision can be explained
 * from one snapshot.
 */
@ActivityInterface(namePrefix = "Policy")
public interface PolicyActivities {

    @ActivityMethod
    Consultation consult(Query query);

    /**
     * @param run who asks: what this run itself has booked is no duplicate of it
     * @param invoice absent while nothing is known of the invoice yet: then only the rules are answered
     */
    record Query(TenantId tenant, RunRef run, @Nullable InvoiceFacts invoice) {}

    /**
     * @param books present when the query named an invoice
     * @param build id of the code that answered, for the bundle of the run
     */
    record Consultation(Rulebook rules, @Nullable BooksFacts books, String build) {}
}
