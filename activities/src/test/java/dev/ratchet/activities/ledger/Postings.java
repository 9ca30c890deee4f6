package dev.ratchet.activities.ledger;

import dev.ratchet.activities.approval.ApprovalBuilder;
import dev.ratchet.activities.approval.ApprovalKeys;
import dev.ratchet.activities.effect.Permitted;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.Approval;
import dev.ratchet.workflows.contract.effect.Authorization;
import dev.ratchet.workflows.contract.effect.EffectActivities.Request;
import dev.ratchet.workflows.contract.invoice.BookedEntry;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts.Kind;
import dev.ratchet.workflows.contract.invoice.JournalEntry;
import dev.ratchet.workflows.contract.invoice.Ties;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes requests to post for tests: right ones, and right ones with one thing changed. */
public final class Postings {
    static final RunRef RUN = Permitted.run("what the run was started with");

    private final TenantId tenant;
    private final ApprovalKeys keys;

    public Postings(TenantId tenant, ApprovalKeys keys) {
        this.tenant = tenant;
        this.keys = keys;
    }

    /** One deviation from the plain entry. */
    public interface Change extends UnaryOperator<JournalEntry> {
        static Change none() {
            return entry -> entry;
        }

        static Change order(String number) {
            return e -> new JournalEntry(
                    e.tenant(),
                    e.kind(),
                    e.supplierId(),
                    e.invoiceNumber(),
                    e.date(),
                    e.currency(),
                    e.document(),
                    number,
                    e.correctedNumber(),
                    e.lines());
        }

        static Change currency(String currency) {
            return e -> new JournalEntry(
                    e.tenant(),
                    e.kind(),
                    e.supplierId(),
                    e.invoiceNumber(),
                    e.date(),
                    currency,
                    e.document(),
                    e.orderNumber(),
                    e.correctedNumber(),
                    e.lines());
        }

        /** A credit note, naming the invoice unless that is empty. */
        static Change credit(String corrected) {
            return e -> new JournalEntry(
                    e.tenant(),
                    Kind.CREDIT_NOTE,
                    e.supplierId(),
                    e.invoiceNumber(),
                    e.date(),
                    e.currency(),
                    e.document(),
                    e.orderNumber(),
                    corrected.isEmpty() ? null : corrected,
                    e.lines().stream()
                            .map(line -> new JournalEntry.Line(line.account(), -line.minor()))
                            .toList());
        }

        /** Refers to an earlier one and is owed in addition. */
        static Change refersTo(String number) {
            return e -> new JournalEntry(
                    e.tenant(),
                    e.kind(),
                    e.supplierId(),
                    e.invoiceNumber(),
                    e.date(),
                    e.currency(),
                    e.document(),
                    e.orderNumber(),
                    number,
                    e.lines());
        }

        static Change replaces(BookedEntry reversed) {
            return e -> tied(e, e.lines(), new Ties(null, null, reversed, List.of(), List.of()));
        }

        /** Takes up what was prepaid: its lines but the payable ones are undone, and what it owes pays for this. */
        static Change settles(BookedEntry settled) {
            return e -> {
                List<JournalEntry.Line> lines = new ArrayList<>(e.lines());
                for (JournalEntry.Line line : settled.lines()) {
                    boolean payable = line.account().startsWith("liabilities:payable");
                    lines.add(new JournalEntry.Line(payable ? "liabilities:prepaid" : line.account(), -line.minor()));
                }
                return tied(e, lines, new Ties(null, null, null, List.of(settled), List.of()));
            };
        }

        private static JournalEntry tied(JournalEntry e, List<JournalEntry.Line> lines, @Nullable Ties ties) {
            return new JournalEntry(
                    e.tenant(),
                    e.kind(),
                    e.supplierId(),
                    e.invoiceNumber(),
                    e.date(),
                    e.currency(),
                    e.document(),
                    e.orderNumber(),
                    e.correctedNumber(),
                    lines,
                    ties);
        }

        /** Paid in advance: the last line is split between what is payable and what was prepaid. */
        static Change prepaid(long minor) {
            return e -> {
                List<JournalEntry.Line> lines = new ArrayList<>(e.lines());
                JournalEntry.Line payable = lines.remove(lines.size() - 1);
                lines.add(new JournalEntry.Line("assets:prepayments:" + e.supplierId(), -minor));
                lines.add(new JournalEntry.Line(payable.account(), payable.minor() + minor));
                return tied(e, lines, null);
            };
        }

        /** Books in advance what is bought later. */
        static Change prepayment() {
            return e -> {
                List<JournalEntry.Line> lines = new ArrayList<>(e.lines());
                lines.set(
                        0,
                        new JournalEntry.Line(
                                "assets:prepayments:" + e.supplierId(),
                                lines.get(0).minor()));
                return tied(e, lines, null);
            };
        }

        default Change and(Change next) {
            return entry -> next.apply(apply(entry));
        }
    }

    public Request granted(String supplier, String number, long gross) {
        return granted(supplier, number, gross, Change.none());
    }

    public Request granted(String supplier, String number, long gross, Change change) {
        return granted(entry(supplier, number, gross, change));
    }

    private Request granted(JournalEntry entry) {
        Digest intent = entry.intent().digest();
        return request(entry, new Authorization.PolicyGrant(intent, "small", "1", Digest.of("the rules")));
    }

    public Request approved(String supplier, String number, long gross, String approver) {
        return approved(supplier, number, gross, approver, Change.none());
    }

    public Request approved(String supplier, String number, long gross, String approver, Change change) {
        JournalEntry entry = entry(supplier, number, gross, change);
        return approved(entry, List.of(approval(entry, approver).signedWith(keys)));
    }

    public Request approved(String supplier, String number, long gross, List<String> approvers) {
        JournalEntry entry = entry(supplier, number, gross, Change.none());
        return approved(
                entry,
                approvers.stream()
                        .map(who -> approval(entry, who).signedWith(keys))
                        .toList());
    }

    Request approved(JournalEntry entry, List<Approval> approvals) {
        return request(entry, new Authorization.Approved(entry.intent().digest(), approvals));
    }

    private Request request(JournalEntry entry, Authorization authorization) {
        return Permitted.request(tenant, RUN, entry.intent(), authorization);
    }

    /** The same, asked by another run. */
    public Request by(RunRef run, Request request) {
        return Permitted.request(request.tenant(), run, request.intent(), request.authorization());
    }

    JournalEntry entry(String supplier, String number, long gross, Change change) {
        long tax = gross * 19 / 119;
        return change.apply(new JournalEntry(
                tenant,
                Kind.INVOICE,
                supplier,
                number,
                LocalDate.of(2026, 11, 21),
                "EUR",
                Digest.of(supplier + number),
                null,
                null,
                List.of(
                        new JournalEntry.Line("expenses:" + supplier, gross - tax),
                        new JournalEntry.Line("assets:vat", tax),
                        new JournalEntry.Line("liabilities:payable:" + supplier, -gross))));
    }

    ApprovalBuilder approval(JournalEntry entry, String approver) {
        return new ApprovalBuilder(tenant, RUN, entry.intent().digest(), approver);
    }
}
