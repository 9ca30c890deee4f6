package dev.ratchet.starter.screen;

import dev.ratchet.workflows.contract.Container;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.effect.ApprovalRequest;
import dev.ratchet.workflows.contract.policy.Bundle;
import dev.ratchet.workflows.contract.record.RunResult;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.contract.record.Step;
import dev.ratchet.workflows.run.Explanation;
import dev.ratchet.workflows.run.Explanation.ActionNow;
import dev.ratchet.workflows.run.Explanation.BudgetLine;
import dev.ratchet.workflows.run.Explanation.RulingShown;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The report of one run of any agent, for a person. */
public final class RunReport {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    /** Who answered. */
    public enum Source {
        TEMPORAL,
        /** The audit record, because Temporal does not have the run. */
        RECORD
    }

    private static final List<Column> FINDINGS =
            List.of(Column.whole("CODE"), Column.text("WHERE"), Column.text("WHY"));

    private static final List<Column> ACTIONS =
            List.of(Column.whole("ACTION"), Column.whole("EFFECT"), Column.text("NOW"));

    private static final List<Column> RULINGS = List.of(
            Column.whole("ABOUT"),
            Column.whole("DECISION"),
            Column.whole("RULE"),
            Column.text("WHY"),
            Column.text("FACTS"));

    private static final List<Column> STEPS = List.of(
            Column.figure("#"),
            Column.whole("AT"),
            Column.whole("PHASE"),
            Column.whole("PLANNER"),
            Column.whole("PROPOSED"),
            Column.whole("VERDICT"),
            Column.figure("TOKENS"),
            Column.figure("MICROS"),
            Column.text("OBSERVED"));

    private static final List<Column> BUDGET =
            List.of(Column.whole("RESOURCE"), Column.figure("SPENT"), Column.figure("LEFT"), Column.figure("ALLOWED"));

    private final int width;
    private final Source source;

    public RunReport(int width, Source source) {
        this.width = width;
        this.source = source;
    }

    /** Where it stands. */
    public String status(RunSummary run) {
        return lines(run).text(width) + findings(run);
    }

    /** What would be done, as the gateway knows it. */
    public String effect(ApprovalRequest request) {
        RunSummary run = request.run();
        return new LabelledLines()
                .add("agent", run.agent())
                .addAll(request.effect())
                .add("amount", run.amount())
                .add("intent", run.waiting() == null ? null : run.waiting().intent())
                .text(width);
    }

    /** What a person who is asked for consent should see of the run. */
    public String asked(Explanation explanation) {
        return status(explanation.summary()) + facts(explanation);
    }

    /** Why it stands there, and what may happen next. */
    public String explanation(Explanation explanation) {
        RunSummary run = explanation.summary();
        Bundle bundle = run.bundle();
        LabelledLines lines = lines(run)
                .add("bundle", bundle == null ? null : bundle.text())
                .add("spent", run.tokens() + " tokens, " + run.micros() + " millionths of the accounting currency");
        return lines.text(width)
                + findings(run)
                + PersonMay.text(explanation)
                + facts(explanation)
                + section("Actions", ACTIONS, explanation.actions(), RunReport::action)
                + section("Rules that decided", RULINGS, explanation.rulings(), RunReport::ruling)
                + section("Steps", STEPS, explanation.steps(), RunReport::step)
                + section("Budget", BUDGET, explanation.budget(), RunReport::budget);
    }

    /** How a submission came out, where there is no run to show. */
    public static String result(int width, String workflowId, RunResult result, String why) {
        return new LabelledLines()
                .add("run", workflowId)
                .add("outcome", result.outcome() + "  " + result.code())
                .add("why", why)
                .add("amount", result.amount())
                .add("receipt", text(result.receipt()))
                .text(width);
    }

    /** By what people recognise it, in one line. */
    public static String subject(RunSummary run) {
        return run.subject().stream()
                .map(fact -> fact.label() + " " + fact.value())
                .collect(Collectors.joining(", "));
    }

    public static @Nullable String text(@Nullable Receipt receipt) {
        return receipt == null ? null : receipt.text();
    }

    public static String time(@Nullable Instant at) {
        return at == null ? "" : TIME.format(at);
    }

    private LabelledLines lines(RunSummary run) {
        boolean recorded = source == Source.RECORD;
        RunSummary.Waiting waiting = run.waiting();
        Container container = run.container();
        return new LabelledLines()
                .add("agent", run.agent())
                .add("name", run.name() + ", submitted by " + run.submitter())
                .add("run", run.workflowId())
                .add("came in", container == null ? null : container.digest().brief() + ", as " + container.path())
                .add("sent by", container == null ? null : container.sender())
                .add("subject", container == null ? null : container.subject())
                .add(
                        "source",
                        recorded
                                ? "from the record of Temporal run " + run.run().runId()
                                : null)
                .add("outcome", run.outcome() + "  " + run.code())
                .add("why", run.why())
                .add("phase", run.phase())
                .addAll(run.subject())
                .add("amount", run.amount())
                .add("receipt", text(run.receipt()))
                .add("route", run.route() == null ? null : run.route() + " by rule " + run.routeRule())
                .add("policy", run.policyRule() == null ? null : "rule " + run.policyRule())
                .add("waits for", waiting == null ? null : waitsFor(waiting))
                .add("intent", waiting == null || waiting.intent() == null ? null : waiting.intent());
    }

    private static String waitsFor(RunSummary.Waiting waiting) {
        return "somebody with role " + waiting.role() + ", until " + time(waiting.until());
    }

    private String findings(RunSummary run) {
        return section("What is wrong", FINDINGS, run.findings(), RunReport::finding);
    }

    private static List<@Nullable Object> finding(Finding finding) {
        return Arrays.asList(finding.code(), finding.where(), finding.why());
    }

    private String facts(Explanation explanation) {
        return explanation.facts().isEmpty()
                ? ""
                : "\nFacts\n" + new LabelledLines().addAll(explanation.facts()).text(width);
    }

    private static List<@Nullable Object> action(ActionNow action) {
        return Arrays.asList(
                action.action(),
                action.effect(),
                action.personMay()
                        ? "a person may propose it"
                        : action.whyNotAllowed() == null ? "allowed" : "not allowed: " + action.whyNotAllowed());
    }

    private static List<@Nullable Object> ruling(RulingShown ruling) {
        return Arrays.asList(
                ruling.about(),
                ruling.decision(),
                ruling.version().isEmpty() ? ruling.rule() : ruling.rule() + "@" + ruling.version(),
                ruling.why(),
                String.join(", ", ruling.facts()));
    }

    private static List<@Nullable Object> step(Step step) {
        return Arrays.asList(
                step.number(),
                time(Instant.ofEpochMilli(step.atMillis())),
                step.phase(),
                step.planner(),
                step.proposal(),
                step.verdict(),
                step.tokens() == 0 ? null : step.tokens(),
                step.micros() == 0 ? null : step.micros(),
                step.observation() == null
                        ? null
                        : step.observation() + " " + step.observed().brief());
    }

    private static List<@Nullable Object> budget(BudgetLine line) {
        return Arrays.asList(
                line.unit().isBlank() || line.unit().equals(line.resource())
                        ? line.resource()
                        : line.resource() + " (" + line.unit() + ")",
                line.spent(),
                line.allowed() - line.spent(),
                line.allowed());
    }

    /** Empty when there is nothing to show. */
    private <T> String section(
            String title, List<Column> columns, List<T> items, Function<T, List<@Nullable Object>> row) {
        return items.isEmpty()
                ? ""
                : "\n" + title + "\n"
                        + Tables.of(width, columns, items.stream().map(row).toList()) + "\n";
    }
}
