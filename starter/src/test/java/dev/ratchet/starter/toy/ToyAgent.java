package dev.ratchet.starter.toy;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Fact;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.ApprovalRequest;
import dev.ratchet.workflows.contract.policy.Bundle;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.contract.record.Step;
import dev.ratchet.workflows.invoice.InvoiceWorkflow;
import dev.ratchet.workflows.run.AgentEntry;
import dev.ratchet.workflows.run.Explanation;
import dev.ratchet.workflows.run.Explanation.ActionNow;
import dev.ratchet.workflows.run.Explanation.BudgetLine;
import dev.ratchet.workflows.run.Explanation.RulingShown;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An agent of the tests, in what the command line sees of it.
 *
 * @param effect its irreversible action
 * @param done its word for done, and {@code why} the sentence of it
 */
public record ToyAgent(
        AgentEntry entry,
        String effect,
        List<Fact> subject,
        @Nullable Money amount,
        String done,
        String why,
        Receipt receipt) {

    public static final Instant UNTIL = Instant.parse("2026-11-28T12:00:00Z");
    public static final Digest INTENT = Digest.of("intent");

    /** Takes a document, and has an amount. */
    public static final ToyAgent INVOICE = new ToyAgent(
            new AgentEntry(
                    InvoiceWorkflow.AGENT,
                    "books an invoice",
                    new AgentEntry.Document(),
                    InvoiceWorkflow.TYPE,
                    InvoiceWorkflow.TASK_QUEUE),
            "post_entry",
            List.of(new Fact("supplier", "ACME"), new Fact("number", "RE-2026-0042")),
            new Money("EUR", 119_000),
            InvoiceWorkflow.POSTED,
            "booked as entry 7",
            new Receipt("entry", "7"));

    /** Takes JSON, and has no amount. */
    public static final ToyAgent GRANT = new ToyAgent(
            new AgentEntry("grant", "gives a person a role", new AgentEntry.Json("""
                            {"type": "object", "required": ["person", "role"], "properties": {
                              "person": {"type": "string"}, "role": {"type": "string"}, "days": {"type": "integer"}}}
                            """), ToyGrant.TYPE, "toy-grant"),
            "grant_role",
            List.of(new Fact("person who is given a role", "ann"), new Fact("role", "auditor")),
            null,
            "GRANTED",
            "ann is an auditor now",
            new Receipt("grant", "7"));

    public String id(Digest intake) {
        return RunRef.workflowId(entry.name(), TenantId.DEFAULT, intake);
    }

    public RunSummary done(String id, String name) {
        return summary(id, name, "olga", RunStatus.DONE, done, why);
    }

    public RunSummary waiting(String id, String name) {
        return summary(id, name, "olga", RunStatus.WAITING, "OVER_LIMIT", "an approver must consent");
    }

    /** The same, as the gateway knows it. */
    public ApprovalRequest requested(String id, String name) {
        List<Fact> whole = new ArrayList<>(List.of(new Fact("effect", "what agent " + entry.name() + " does")));
        whole.addAll(subject);
        return new ApprovalRequest(waiting(id, name), whole);
    }

    public RunSummary summary(String id, String name, String submitter, RunStatus status, String code, String why) {
        boolean isDone = status == RunStatus.DONE;
        boolean waits = status == RunStatus.WAITING;
        return new RunSummary(
                TenantId.DEFAULT,
                new RunRef(id, "run-1"),
                entry.name(),
                name,
                submitter,
                subject,
                amount,
                status,
                isDone ? done : status.name(),
                waits ? "CONSENT" : status.ended() ? "ENDED" : "READ",
                code,
                why,
                waits ? List.of(new Finding("OVER_LIMIT", "BT-112", "it is above what needs no consent")) : List.of(),
                "DIRECT",
                "structured",
                waits ? "over-ceiling" : null,
                isDone ? receipt : null,
                waits ? new RunSummary.Waiting("approver", INTENT, UNTIL, 3) : null,
                new Bundle(entry.name(), "build-1", new TreeMap<>(), new TreeMap<>(), "2026-11", Digest.of("rules")),
                12,
                340);
    }

    public Explanation explanation(RunSummary now) {
        return new Explanation(
                now,
                List.of(new Fact("read from", "UBL"), new Fact("account", "DE02…051, as on file")),
                List.of(
                        new ActionNow("request_approval", "REVERSIBLE", null, false),
                        new ActionNow("consult", "READ", "nothing has changed since it was consulted", false),
                        new ActionNow(effect, "IRREVERSIBLE", "an approver must consent", false)),
                List.of(
                        new RulingShown(
                                "route",
                                "DIRECT",
                                "structured",
                                "2026-11",
                                "what a machine can read needs no model",
                                List.of("source=UBL", "lines=3")),
                        new RulingShown(
                                "policy",
                                "APPROVAL",
                                "over-ceiling",
                                "2026-11",
                                "above the ceiling a person decides",
                                List.of("gross=119000", "ceiling=50000"))),
                List.of(step(1, "NEW", "read_document", "document_read"), step(2, "READ", "consult", "consulted")),
                List.of(
                        new BudgetLine("steps", "", 2, 40),
                        new BudgetLine("tokens", "tokens", 0, 20_000),
                        new BudgetLine("money", "micro-units", 0, 50_000)));
    }

    private static Step step(int number, String phase, String action, String observation) {
        long at = Instant.parse("2026-11-21T10:00:00Z").toEpochMilli() + number * 1000L;
        return new Step(
                number,
                at,
                at,
                at,
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
}
