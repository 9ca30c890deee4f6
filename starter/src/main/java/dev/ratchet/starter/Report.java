package dev.ratchet.starter;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.Step;
import dev.ratchet.workflows.gateway.RunShown;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Explanation;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Explanation.BudgetLine;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Status;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a person reads about one run. */
final class Report {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);
    private static final int LABEL = 11;

    private final int width;
    private final StringBuilder text = new StringBuilder();

    Report(int width) {
        this.width = width;
    }

    /** @param known a {@link Status}, an {@link Explanation} or a {@link RunShown} */
    String of(Object known) {
        if (known instanceof Explanation explanation) {
            explanation(explanation);
        } else if (known instanceof Status status) {
            status(status);
            findings(status.findings());
        } else if (known instanceof RunShown run) {
            record(run);
        }
        return text.toString();
    }

    static String time(@Nullable Instant at) {
        return at == null ? "" : TIME.format(at);
    }

    private void status(Status status) {
        line("document", status.name() + ", brought in by " + status.submitter());
        line("run", status.workflowId());
        line("outcome", status.standing() + "  " + status.code());
        line("why", status.why());
        line("phase", status.phase());
        line("supplier", status.supplierId());
        line("number", status.invoiceNumber());
        line("total", status.total());
        line("entry", status.entry());
        line("route", status.route() == null ? null : status.route() + " by rule " + status.routeRule());
        line("policy", status.policyRule() == null ? null : "rule " + status.policyRule());
        if (status.waitingFor() != null) {
            line("waits for", "somebody with role " + status.waitingFor() + ", until " + time(status.waitsUntil()));
        }
        line("intent", status.intent() == null ? null : status.intent().brief());
    }

    private void findings(List<Finding> findings) {
        if (!findings.isEmpty()) {
            section("What is wrong");
            table(
                    List.of("CODE", "WHERE", "WHY"),
                    findings.stream()
                            .map(each -> Arrays.<@Nullable Object>asList(each.code(), each.where(), each.why()))
                            .toList());
        }
    }

    private void explanation(Explanation explanation) {
        status(explanation.status());
        line("bundle", explanation.bundle());
        findings(explanation.status().findings());
        facts(explanation);
        section("Actions");
        table(
                List.of("ACTION", "EFFECT", "NOW"),
                explanation.actions().stream()
                        .map(each -> Arrays.<@Nullable Object>asList(
                                each.action(),
                                each.effect(),
                                each.barred() == null ? "may happen" : "barred: " + each.barred()))
                        .toList());
        section("Rules that decided");
        table(
                List.of("ABOUT", "DECISION", "RULE", "WHY", "FACTS"),
                explanation.rulings().stream()
                        .map(each -> Arrays.<@Nullable Object>asList(
                                each.about(),
                                each.decision(),
                                each.rule() + "@" + each.version(),
                                each.why(),
                                String.join(", ", each.facts())))
                        .toList());
        steps(explanation.steps());
        section("Budget");
        text.append(Tables.of(
                        width,
                        List.of("RESOURCE", "SPENT", "LEFT", "ALLOWED"),
                        List.of(1, 2, 3),
                        explanation.budget().stream().map(Report::budget).toList()))
                .append('\n');
    }

    private void facts(Explanation explanation) {
        if (!explanation.facts().isEmpty()) {
            section("Facts");
            table(
                    List.of("FACT", "VALUE"),
                    explanation.facts().stream()
                            .map(each -> Arrays.<@Nullable Object>asList(each.name(), each.value()))
                            .toList());
        }
    }

    private static List<@Nullable Object> budget(BudgetLine line) {
        return Arrays.asList(
                line.unit().isBlank() ? line.resource() : line.resource() + " (" + line.unit() + ")",
                line.spent(),
                line.allowed() - line.spent(),
                line.allowed());
    }

    private void steps(List<Step> steps) {
        section("Steps");
        table(
                List.of("#", "AT", "PHASE", "PLANNER", "PROPOSED", "VERDICT", "OBSERVED", "TOKENS", "MICROS"),
                steps.stream().map(Report::step).toList());
    }

    private static List<@Nullable Object> step(Step step) {
        Digest observed = step.observed();
        return Arrays.asList(
                step.number(),
                time(Instant.ofEpochMilli(step.atMillis())),
                step.phase(),
                step.planner(),
                step.proposal(),
                step.verdict(),
                step.observation() == null ? "" : step.observation() + (observed == null ? "" : " " + observed.brief()),
                step.tokens(),
                step.micros());
    }

    private void record(RunShown run) {
        line("document", run.name() + ", brought in by " + run.submitter());
        line("run", run.workflowId() + " (from the record)");
        line("digest", run.document());
        line("decided in", "Temporal run " + run.runId());
        line("outcome", run.outcome() + "  " + run.code());
        line("why", run.why());
        line("phase", run.phase());
        line("supplier", run.supplierId());
        line("number", run.invoiceNumber());
        line("total", run.amount());
        line("entry", run.entry());
        line("route", run.route() == null ? null : run.route() + " by rule " + run.routeRule());
        line("waits for", run.waitingFor());
        line("bundle", run.bundle());
        line("spent", run.tokens() + " tokens, " + run.micros() + " micro-units");
        steps(run.steps());
    }

    private void section(String title) {
        text.append('\n').append(title).append('\n');
    }

    private void table(List<String> header, List<List<@Nullable Object>> rows) {
        text.append(Tables.of(width, header, List.of(), rows)).append('\n');
    }

    /** One labelled value, continued under itself; nothing when there is no value. */
    private void line(String label, @Nullable Object value) {
        if (value == null) {
            return;
        }
        String indent = " ".repeat(LABEL);
        int room = Math.max(20, width - LABEL);
        StringBuilder at = new StringBuilder();
        text.append(label).append(" ".repeat(LABEL - label.length()));
        for (String word : Tables.plain(value.toString()).split(" ")) {
            if (at.length() > 0 && at.length() + 1 + word.length() > room) {
                text.append(at).append('\n').append(indent);
                at.setLength(0);
            }
            at.append(at.length() == 0 ? "" : " ").append(word);
        }
        text.append(at).append('\n');
    }
}
