package dev.ratchet.activities.policy;

import dev.ratchet.activities.Failures;
import dev.ratchet.activities.masterdata.MasterData;
import dev.ratchet.workflows.contract.InvoiceFacts;
import dev.ratchet.workflows.contract.PolicyActivities;
import dev.ratchet.workflows.contract.Rulebook;
import java.util.function.Supplier;

/** Answers with the rules in force and, for an invoice, with what the books know. */
public final class PolicyActivitiesImpl implements PolicyActivities {
    private final Supplier<Rulebook> rules;
    private final MasterData books;
    private final String build;

    /**
     * @param rules the rule book in force now
     * @param build id of the running code
     */
    public PolicyActivitiesImpl(Supplier<Rulebook> rules, MasterData books, String build) {
        this.rules = rules;
        this.books = books;
        this.build = build;
    }

    @Override
    public Consultation consult(Query query) {
        return Failures.guard(() -> {
            InvoiceFacts invoice = query.invoice();
            return new Consultation(
                    rules.get(), invoice == null ? null : books.look(query.tenant(), query.run(), invoice), build);
        });
    }
}
