package dev.ratchet.workflows.invoice;

import dev.ratchet.workflows.agent.Progress;
import dev.ratchet.workflows.contract.AuditActivities.Account;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.LedgerActivities.Posting;
import dev.ratchet.workflows.contract.PolicyActivities.Query;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.Step;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Status;
import java.util.List;
import java.util.Objects;

/** What the agent's state asks of the world, alone or in a batch. Pure. */
final class InvoiceQuestions {
    private InvoiceQuestions() {}

    static Query query(RunRef run, InvoiceState state) {
        return new Query(state.document().tenant(), run, state.facts());
    }

    static Posting posting(RunRef run, InvoiceState state) {
        return new Posting(run, InvoiceEntry.of(state).orElseThrow(), Objects.requireNonNull(state.authorization()));
    }

    /** @param fresh the steps that are not on record yet */
    static Account account(
            InvoiceAgent agent,
            RunRef run,
            DocumentRef document,
            Status now,
            Progress<InvoiceState> progress,
            List<Step> fresh) {
        return new Account(
                document.tenant(),
                run,
                agent.name(),
                document.digest(),
                now.name(),
                now.submitter(),
                progress.state().bundle(),
                now.phase(),
                now.standing().name(),
                now.code(),
                now.why(),
                now.waitingFor(),
                now.route(),
                now.routeRule(),
                now.supplierId(),
                now.invoiceNumber(),
                now.total(),
                now.entry(),
                progress.budget().spent().tokens(),
                progress.budget().spent().micros(),
                fresh);
    }
}
