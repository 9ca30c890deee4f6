package dev.ratchet.workflows.invoice;

import dev.ratchet.workflows.agent.Budget;
import dev.ratchet.workflows.agent.Progress;
import dev.ratchet.workflows.agent.Ruling;
import dev.ratchet.workflows.contract.BooksFacts;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.InvoiceFacts;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Explanation;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Standing;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Status;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A run in words: its state as people are shown it. Pure. */
final class InvoiceView {
    private InvoiceView() {}

    /**
     * What a run waits for.
     *
     * @param intent what consent would allow; absent when there is nothing to consent to
     */
    record Pending(@Nullable Digest intent, String role, List<Finding> reasons, Instant until) {}

    static Status status(
            String workflowId, String name, InvoiceState state, @Nullable Pending pending, @Nullable Outcome ended) {
        InvoiceFacts facts = state.facts();
        Finding waiting = pending == null ? null : pending.reasons().get(0);
        return new Status(
                workflowId,
                ended != null ? ended.standing() : pending != null ? Standing.WAITING : Standing.RUNNING,
                state.phase().name(),
                ended != null ? ended.code() : waiting != null ? waiting.code() : "RUNNING",
                ended != null ? ended.why() : waiting != null ? waiting.why() : "being worked on",
                pending != null ? pending.reasons() : state.findings(),
                state.route() == null ? null : state.route().then(),
                state.route() == null ? null : state.route().rule(),
                state.policy() == null ? null : state.policy().rule(),
                state.books() == null ? null : state.books().supplierId(),
                facts == null ? null : facts.number(),
                facts == null ? null : facts.amount(),
                entry(ended),
                pending == null ? null : pending.intent(),
                pending == null ? null : pending.role(),
                pending == null ? null : pending.until(),
                name,
                state.submitter());
    }

    private static @Nullable Long entry(@Nullable Outcome ended) {
        if (ended instanceof Outcome.Posted posted) {
            return posted.entry();
        }
        return ended instanceof Outcome.Duplicate duplicate && duplicate.entry() > 0 ? duplicate.entry() : null;
    }

    /** Why a person is asked, most important first. */
    static List<Finding> reasons(InvoiceState state) {
        List<Finding> reasons = new ArrayList<>();
        Finding stuck = state.stuck();
        if (stuck != null) {
            reasons.add(stuck);
        }
        Ruling policy = state.policy();
        BooksFacts books = state.books();
        if (policy != null && stuck == null) {
            reasons.add(new Finding(
                    policy.with()
                            .getOrDefault(
                                    "code",
                                    policy.rule().toUpperCase(Locale.ROOT).replace('-', '_')),
                    policy.rule(),
                    policy.why() + accounts(state)));
        }
        InvoiceFacts facts = state.facts();
        if (facts != null && !facts.ambiguous().isEmpty()) {
            reasons.add(new Finding(
                    "AMBIGUOUS",
                    String.join(", ", facts.ambiguous()),
                    "these fields can be read in more than one way"));
        }
        if (books != null && books.orderRemaining() != null && books.order() == BooksFacts.Order.OVER) {
            reasons.add(new Finding(
                    "ORDER_REMAINING",
                    "order",
                    "the order still allows "
                            + new Money(Objects.requireNonNull(facts).currency(), books.orderRemaining()).text()));
        }
        if (reasons.isEmpty()) {
            reasons.add(new Finding("HANDED_OVER", "model", "the model handed the document to a person"));
        }
        return reasons;
    }

    private static String accounts(InvoiceState state) {
        BooksFacts books = state.books();
        InvoiceFacts facts = state.facts();
        if (books == null
                || books.account() != BooksFacts.Account.CHANGED
                || facts == null
                || facts.account() == null) {
            return "";
        }
        return " (on file " + books.onFile() + ", on the document "
                + facts.account().masked() + ")";
    }

    static Explanation explain(Status status, InvoiceAgent agent, Progress<InvoiceState> progress) {
        InvoiceState state = progress.state();
        return new Explanation(
                status,
                facts(state),
                agent.vocabulary().stream()
                        .map(kind -> new Explanation.ActionNow(
                                kind.wire(),
                                kind.effect().name(),
                                agent.legal(state).contains(kind) ? null : agent.barred(state, kind)))
                        .toList(),
                rulings(state),
                progress.trail(),
                budget(progress.budget()),
                Optional.ofNullable(state.bundle())
                        .map(bundle -> bundle.build() + ", rules " + bundle.rules() + ", "
                                + bundle.hash().brief())
                        .orElse(null));
    }

    private static List<Explanation.Fact> facts(InvoiceState state) {
        List<Explanation.Fact> facts = new ArrayList<>();
        facts.add(new Explanation.Fact("document", state.document().digest().brief()));
        InvoiceFacts invoice = state.facts();
        if (invoice != null) {
            Function<Long, String> money = minor -> new Money(invoice.currency(), minor).text();
            facts.add(new Explanation.Fact("kind", invoice.kind() + " read from " + invoice.source()));
            facts.add(new Explanation.Fact("number", invoice.number()));
            facts.add(new Explanation.Fact("date", invoice.issueDate().toString()));
            facts.add(new Explanation.Fact("net", money.apply(invoice.net())));
            facts.add(new Explanation.Fact("VAT", money.apply(invoice.tax())));
            facts.add(new Explanation.Fact("gross", money.apply(invoice.gross())));
            facts.add(new Explanation.Fact("payable", money.apply(invoice.payable())));
            if (invoice.account() != null) {
                facts.add(new Explanation.Fact("account", invoice.account().masked()));
            }
            if (invoice.orderNumber() != null) {
                facts.add(new Explanation.Fact("order named", invoice.orderNumber()));
            }
        }
        BooksFacts books = state.books();
        if (books != null) {
            facts.add(new Explanation.Fact(
                    "supplier", books.supplier() + (books.supplierId() == null ? "" : " " + books.supplierId())));
            facts.add(new Explanation.Fact(
                    "account on file",
                    books.account() + (books.onFile() == null ? "" : ", on file " + books.onFile())));
            facts.add(new Explanation.Fact("order", books.order().name()));
            facts.add(new Explanation.Fact("duplicate", books.duplicate().name()));
            facts.add(new Explanation.Fact("correction", books.correction().name()));
        }
        return facts;
    }

    private static List<Explanation.RulingShown> rulings(InvoiceState state) {
        List<Explanation.RulingShown> rulings = new ArrayList<>();
        Ruling route = state.route();
        if (route != null) {
            rulings.add(shown("route", route));
        }
        Ruling policy = state.policy();
        if (policy != null) {
            rulings.add(shown("policy", policy));
        }
        return rulings;
    }

    private static Explanation.RulingShown shown(String about, Ruling ruling) {
        return new Explanation.RulingShown(
                about, ruling.then(), ruling.rule(), ruling.version(), ruling.why(), ruling.facts());
    }

    private static List<Explanation.BudgetLine> budget(Budget budget) {
        List<Explanation.BudgetLine> lines = new ArrayList<>();
        for (Budget.Resource resource : Budget.Resource.values()) {
            lines.add(new Explanation.BudgetLine(
                    resource.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    resource.unit(),
                    budget.spent().of(resource),
                    budget.allowed().of(resource)));
        }
        return lines;
    }

    /** One line for the Web UI: what a person must know first. */
    static String title(Status status) {
        return status.waitingFor() == null || status.waitsUntil() == null
                ? status.standing().name()
                : status.standing() + " for " + status.waitingFor() + " until "
                        + status.waitsUntil().truncatedTo(ChronoUnit.MINUTES);
    }

    /**
     * The state in a few rows for the Web UI, which shows seven without scrolling: no name of a person or supplier, no
     * text of the document.
     */
    static List<List<String>> rows(Status status) {
        List<List<String>> rows = new ArrayList<>();
        if (status.waitingFor() != null) {
            rows.add(List.of(
                    "to unblock",
                    status.intent() == null
                            ? "mend what is wrong, then ratchet recheck; or ratchet deny"
                            : "ratchet approve or ratchet deny"));
        }
        rows.add(List.of("code", status.code()));
        if (status.total() != null) {
            rows.add(List.of("amount", status.total().text()));
        }
        if (status.supplierId() != null) {
            rows.add(List.of("supplier", status.supplierId()));
        }
        if (status.entry() != null) {
            rows.add(List.of("entry", String.valueOf(status.entry())));
        }
        rows.add(List.of("phase", status.phase()));
        if (status.route() != null) {
            rows.add(List.of("route", status.route() + " by rule " + status.routeRule()));
        }
        if (status.policyRule() != null) {
            rows.add(List.of("policy", "rule " + status.policyRule()));
        }
        return rows;
    }

    static String batchTitle(InvoiceBatchWorkflow.Tally tally) {
        return tally.documents() + " documents decided or under way, " + tally.waiting() + " pages wait";
    }

    static List<List<String>> batchRows(InvoiceBatchWorkflow.Tally tally) {
        return List.of(
                List.of("posted", String.valueOf(tally.posted())),
                List.of("duplicate", String.valueOf(tally.duplicate())),
                List.of("refused", String.valueOf(tally.refused())),
                List.of("failed", String.valueOf(tally.failed())),
                List.of("in a run of their own", String.valueOf(tally.ownRuns())));
    }
}
