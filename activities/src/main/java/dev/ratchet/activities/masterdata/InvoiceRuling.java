package dev.ratchet.activities.masterdata;

import dev.ratchet.workflows.agent.rules.CompiledRules;
import dev.ratchet.workflows.contract.invoice.BooksActivities.Query;
import dev.ratchet.workflows.contract.invoice.BooksFacts;
import org.jspecify.annotations.Nullable;

/** How the invoice agent derives the facts that its rules speak about. The agent gives it; no activity knows the agent. */
@FunctionalInterface
public interface InvoiceRuling {

    /** @param books present when the query names an invoice */
    CompiledRules.Decided rule(CompiledRules rules, Query query, @Nullable BooksFacts books);
}
