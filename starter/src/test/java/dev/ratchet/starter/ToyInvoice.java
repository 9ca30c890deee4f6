package dev.ratchet.starter;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.Step;
import dev.ratchet.workflows.invoice.InvoiceWorkflow;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Explanation.ActionNow;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Explanation.BudgetLine;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Explanation.Fact;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Explanation.RulingShown;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Does what the document's name says: post, refuse, fail, wait. Same wire behaviour as the real run, no rules. */
public final class ToyInvoice implements InvoiceWorkflow {
    static final Instant UNTIL = Instant.parse("2026-11-28T12:00:00Z");
    private final Request request;
    private Status now;

    @WorkflowInit
    public ToyInvoice(Request request) {
        this.request = request;
        this.now = status(Standing.RUNNING, "READ", "RUNNING", "it is being read", null);
    }

    @Override
    public Status run(Request given) {
        String name = given.name();
        if (name.contains("fail")) {
            throw ApplicationFailure.newNonRetryableFailure("the toy broke", "UNEXPECTED");
        }
        if (name.contains("refuse")) {
            now = status(Standing.REFUSED, "REFUSED", "TOTAL_WRONG", "the total is not the sum of the lines", null);
        } else if (name.contains("wait")) {
            now = status(Standing.WAITING, "AWAIT_APPROVAL", "OVER_LIMIT", "1190.00 EUR needs an approver", null);
            Workflow.await(() -> now.standing() != Standing.WAITING);
        } else {
            now = posted();
        }
        Workflow.await(Workflow::isEveryHandlerFinished);
        return now;
    }

    @Override
    public Status settled() {
        Workflow.await(() -> now.standing() != Standing.RUNNING);
        return now;
    }

    @Override
    public Status decide(Verdict verdict) {
        now = verdict instanceof Deny deny
                ? status(Standing.REFUSED, "DENIED", "DENIED", deny.by() + " denied it: " + deny.why(), null)
                : posted();
        return now;
    }

    @Override
    public void checkDecide(Verdict verdict) {
        if (now.standing() != Standing.WAITING) {
            throw ApplicationFailure.newFailure("the run does not wait for a decision", "NOT_WAITING");
        }
    }

    @Override
    public Status recheck(String by) {
        return now;
    }

    @Override
    public void checkRecheck(String by) {
        checkDecide(new Deny(by, "x"));
    }

    @Override
    public Status status() {
        return now;
    }

    @Override
    public Explanation explain() {
        return new Explanation(
                now,
                List.of(
                        new Fact("kind", "INVOICE"),
                        new Fact("number", "RE-2026-0042"),
                        new Fact("gross", "1190.00 EUR"),
                        new Fact("account", "DE02…051, as on file")),
                List.of(
                        new ActionNow("request_approval", "REVERSIBLE", null),
                        new ActionNow(
                                "consult_books", "READ", "the books were consulted already, nothing changed since"),
                        new ActionNow(
                                "post_entry",
                                "IRREVERSIBLE",
                                "1190.00 EUR is above the supplier's ceiling of 500.00 EUR: an approver must consent")),
                List.of(
                        new RulingShown(
                                "route",
                                "DIRECT",
                                "structured-invoice",
                                "2026-11",
                                "a machine-readable invoice needs no model",
                                List.of("source=UBL", "lines=3")),
                        new RulingShown(
                                "policy",
                                "APPROVAL",
                                "over-ceiling",
                                "2026-11",
                                "above the supplier's ceiling a person decides",
                                List.of("gross=119000", "autoPostUpTo=50000"))),
                List.of(
                        step(1, "NEW", "read_document", "document_read"),
                        step(2, "READ", "consult_books", "books_consulted")),
                List.of(
                        new BudgetLine("steps", "", 2, 40),
                        new BudgetLine("tokens", "", 0, 20_000),
                        new BudgetLine("money", "micro-units", 0, 50_000)),
                "build-1 rules 2026-11");
    }

    private static Step step(int number, String phase, String action, String observation) {
        return new Step(
                number,
                Instant.parse("2026-11-21T10:00:00Z").toEpochMilli() + number * 1000L,
                phase,
                "rules",
                action,
                Digest.of("{}"),
                Step.ACCEPTED,
                observation,
                Digest.of(observation),
                0,
                0);
    }

    private Status posted() {
        return status(Standing.POSTED, "POSTED", "POSTED", "booked as entry 7", 7L);
    }

    private Status status(Standing standing, String phase, String code, String why, @Nullable Long entry) {
        boolean waits = standing == Standing.WAITING;
        return new Status(
                InvoiceWorkflow.workflowId(
                        request.document().tenant(), request.document().digest()),
                standing,
                phase,
                code,
                why,
                waits
                        ? List.of(new Finding("OVER_LIMIT", "BT-112", "the gross amount is above 500.00 EUR"))
                        : List.of(),
                "DIRECT",
                "structured-invoice",
                waits ? "over-ceiling" : null,
                "ACME",
                "RE-2026-0042",
                new Money("EUR", 119_000),
                entry,
                waits ? Digest.of("intent") : null,
                waits ? "approver" : null,
                waits ? UNTIL : null,
                request.name(),
                request.submitter());
    }
}
