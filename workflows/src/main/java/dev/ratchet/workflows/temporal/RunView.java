package dev.ratchet.workflows.temporal;

import dev.ratchet.workflows.contract.Fact;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.Texts;
import dev.ratchet.workflows.contract.record.RunSummary;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.SearchAttributeUpdate;
import io.temporal.workflow.Workflow;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people see of a run of any agent in the Web UI: search attributes to find it by, and its details in a few lines. */
public final class RunView {
    public static final SearchAttributeKey<String> TENANT = SearchAttributeKey.forKeyword("RatchetTenant");
    public static final SearchAttributeKey<String> AGENT = SearchAttributeKey.forKeyword("RatchetAgent");
    public static final SearchAttributeKey<String> OUTCOME = SearchAttributeKey.forKeyword("RatchetOutcome");
    public static final SearchAttributeKey<String> ROUTE = SearchAttributeKey.forKeyword("RatchetRoute");
    public static final SearchAttributeKey<String> PHASE = SearchAttributeKey.forKeyword("RatchetPhase");
    public static final SearchAttributeKey<List<String>> SUBJECT = SearchAttributeKey.forKeywordList("RatchetSubject");
    public static final SearchAttributeKey<String> WAITING_FOR = SearchAttributeKey.forKeyword("RatchetWaitingFor");
    public static final SearchAttributeKey<String> CURRENCY = SearchAttributeKey.forKeyword("RatchetCurrency");
    public static final SearchAttributeKey<Long> AMOUNT = SearchAttributeKey.forLong("RatchetAmountMinor");

    /** Those a server must know before a worker takes tasks; seven keywords, one list of keywords and one number. */
    public static final List<SearchAttributeKey<?>> SEARCH_ATTRIBUTES =
            List.of(TENANT, AGENT, OUTCOME, ROUTE, PHASE, SUBJECT, WAITING_FOR, CURRENCY, AMOUNT);

    /** A server that keeps them in SQL takes 255 characters. */
    private static final int MOST_CHARACTERS = 200;

    private RunView() {}

    /** Absent values are unset. One history event. */
    public static void publish(RunSummary run) {
        Money amount = run.amount();
        RunSummary.Waiting waiting = run.waiting();
        List<String> subject = run.subject().stream()
                .map(fact -> Texts.upTo(MOST_CHARACTERS, fact.value()))
                .toList();
        Workflow.upsertTypedSearchAttributes(
                TENANT.valueSet(run.tenant().value()),
                AGENT.valueSet(run.agent()),
                OUTCOME.valueSet(run.outcome()),
                PHASE.valueSet(run.phase()),
                set(ROUTE, run.route()),
                set(SUBJECT, subject.isEmpty() ? null : subject),
                set(WAITING_FOR, waiting == null ? null : waiting.role()),
                set(CURRENCY, amount == null ? null : amount.currency()),
                set(AMOUNT, amount == null ? null : (Long) amount.minor()));
        Workflow.setCurrentDetails(markdown(title(run), rows(run)));
    }

    /** For a batch, which is no run of the agent. One history event. */
    public static void publishBatch(TenantId tenant, String agent, String outcome) {
        Workflow.upsertTypedSearchAttributes(
                TENANT.valueSet(tenant.value()),
                AGENT.valueSet(agent),
                OUTCOME.valueSet(outcome),
                PHASE.valueSet("BATCH"));
    }

    /** As {@link #markdown} says it. */
    public static void details(String title, List<Fact> rows) {
        Workflow.setCurrentDetails(markdown(title, rows));
    }

    private static <T> SearchAttributeUpdate<T> set(SearchAttributeKey<T> key, @Nullable T value) {
        return value == null ? key.valueUnset() : key.valueSet(value);
    }

    /** One line: what a person must know first. */
    static String title(RunSummary run) {
        RunSummary.Waiting waiting = run.waiting();
        return waiting == null
                ? run.outcome()
                : run.outcome() + " for " + waiting.role() + " until "
                        + waiting.until().truncatedTo(ChronoUnit.MINUTES);
    }

    /** The Web UI shows seven rows without scrolling. No name of a person and no text of a document. */
    static List<Fact> rows(RunSummary run) {
        List<Fact> rows = new ArrayList<>();
        RunSummary.Waiting waiting = run.waiting();
        if (waiting != null) {
            rows.add(new Fact(
                    "to unblock",
                    waiting.intent() == null
                            ? "mend what is wrong, then ratchet recheck; or ratchet deny"
                            : "ratchet approve or ratchet deny"));
        }
        rows.add(new Fact("code", run.code()));
        rows.addAll(run.subject());
        if (run.amount() != null) {
            rows.add(new Fact("amount", run.amount().text()));
        }
        if (run.receipt() != null) {
            rows.add(new Fact(run.receipt().kind(), run.receipt().id()));
        }
        rows.add(new Fact("phase", run.phase()));
        if (run.route() != null) {
            rows.add(new Fact("route", run.route() + " by rule " + run.routeRule()));
        }
        if (run.policyRule() != null) {
            rows.add(new Fact("policy", "rule " + run.policyRule()));
        }
        return rows;
    }

    /**
     * @param title one line
     * @param rows shown as a table
     */
    static String markdown(String title, List<Fact> rows) {
        StringBuilder markdown = new StringBuilder("### " + cell(title) + "\n\n| | |\n|---|---|\n");
        for (Fact row : rows) {
            markdown.append("| ")
                    .append(cell(row.label()))
                    .append(" | ")
                    .append(cell(row.value()))
                    .append(" |\n");
        }
        return markdown.toString();
    }

    private static String cell(String text) {
        return text.replace('\n', ' ').replace("|", "\\|");
    }
}
