package dev.ratchet.activities.ledger;

import dev.ratchet.activities.approval.ApprovalKeys;
import dev.ratchet.workflows.agent.Intent;
import dev.ratchet.workflows.contract.Approval;
import dev.ratchet.workflows.contract.Authorization;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.InvoiceFacts.Kind;
import dev.ratchet.workflows.contract.JournalEntry;
import dev.ratchet.workflows.contract.LedgerActivities.Posting;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Makes postings for tests: right ones, and right ones with one thing changed. */
public final class Postings {
    static final RunRef RUN = new RunRef("invoice/test/1", "run-1");

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

        default Change and(Change next) {
            return entry -> next.apply(apply(entry));
        }
    }

    public Posting granted(String supplier, String number, long gross) {
        return granted(supplier, number, gross, Change.none());
    }

    public Posting granted(String supplier, String number, long gross, Change change) {
        JournalEntry entry = entry(supplier, number, gross, change);
        return new Posting(
                RUN, entry, new Authorization.PolicyGrant(intent(entry), "small", "1", Digest.of("the rules")));
    }

    public Posting approved(String supplier, String number, long gross, String approver) {
        return approved(supplier, number, gross, approver, Change.none());
    }

    public Posting approved(String supplier, String number, long gross, String approver, Change change) {
        JournalEntry entry = entry(supplier, number, gross, change);
        return approved(entry, List.of(approval(entry, approver)));
    }

    public Posting approved(String supplier, String number, long gross, List<String> approvers) {
        JournalEntry entry = entry(supplier, number, gross, Change.none());
        return approved(
                entry, approvers.stream().map(who -> approval(entry, who)).toList());
    }

    Posting approved(JournalEntry entry, List<Approval> approvals) {
        return new Posting(RUN, entry, new Authorization.Approved(intent(entry), approvals));
    }

    public Posting by(RunRef run, Posting posting) {
        return new Posting(run, posting.entry(), posting.authorization());
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

    static Digest intent(JournalEntry entry) {
        return new Intent(entry.businessKey(), "post_entry", entry.arguments()).digest();
    }

    Approval approval(JournalEntry entry, String approver) {
        return keys.sign(unsigned(entry, approver, "clerk", "sub", RUN.workflowId(), Duration.ofHours(1)));
    }

    Approval unsigned(
            JournalEntry entry, String approver, String role, String submitter, String workflowId, Duration validFor) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return new Approval(
                tenant,
                UUID.randomUUID().toString(),
                workflowId,
                intent(entry),
                approver,
                role,
                submitter,
                now,
                now.plus(validFor),
                "",
                "");
    }
}
