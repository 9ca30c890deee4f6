package dev.ratchet.bench;

import dev.ratchet.workflows.agent.Intent;
import dev.ratchet.workflows.contract.AuditActivities;
import dev.ratchet.workflows.contract.Authorization;
import dev.ratchet.workflows.contract.BooksFacts;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentActivities;
import dev.ratchet.workflows.contract.DocumentReading;
import dev.ratchet.workflows.contract.InvoiceFacts;
import dev.ratchet.workflows.contract.JournalEntry;
import dev.ratchet.workflows.contract.LedgerActivities;
import dev.ratchet.workflows.contract.PolicyActivities;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.temporal.RunView;
import dev.ratchet.workflows.temporal.Stubs;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads, asks the books, posts and records, one local activity each. */
public final class HandWrittenInvoiceImpl implements HandWrittenInvoice {
    private final DocumentActivities documents = Stubs.quick(DocumentActivities.class, "reads the document");
    private final PolicyActivities policy = Stubs.quick(PolicyActivities.class, "asks the rules and the books");
    private final LedgerActivities ledger = Stubs.quick(LedgerActivities.class, "asks the ledger to post");
    private final AuditActivities audit = Stubs.quick(AuditActivities.class, "writes the audit record");

    private @Nullable Answer answer;

    @Override
    public Answer run(Order order) {
        RunRef run = new RunRef(
                Workflow.getInfo().getWorkflowId(), Workflow.getInfo().getFirstExecutionRunId());
        DocumentReading reading = documents.read(order.document());
        InvoiceFacts invoice = reading instanceof DocumentReading.Structured structured
                        && structured.findings().isEmpty()
                ? structured.facts()
                : null;
        var consultation = policy.consult(new PolicyActivities.Query(order.document().tenant(), run, invoice));
        BooksFacts books = consultation.books();
        Answer now;
        if (invoice == null || books == null || !plain(invoice, books)) {
            now = new Answer("REFUSED", "NOT_PLAIN", null);
        } else {
            JournalEntry entry = entry(order, invoice, Objects.requireNonNull(books.supplierId()));
            Digest intent = new Intent(entry.businessKey(), "post_entry", entry.arguments()).digest();
            now = answer(ledger.post(new LedgerActivities.Posting(
                    run,
                    entry,
                    new Authorization.PolicyGrant(
                            intent,
                            "within-ceiling",
                            consultation.rules().version(),
                            consultation.rules().hash()))));
        }
        if (order.visible()) {
            publish(order, now, invoice, books);
        }
        audit.record(account(order, run, now, invoice, books));
        answer = now;
        Workflow.await(Workflow::isEveryHandlerFinished);
        return now;
    }

    /** The conditions under which the shipped rules post without a person. */
    private static boolean plain(InvoiceFacts invoice, BooksFacts books) {
        boolean order = books.order() == BooksFacts.Order.NOT_REQUIRED || books.order() == BooksFacts.Order.MATCHES;
        boolean account = books.account() != BooksFacts.Account.CHANGED && invoice.otherAccounts() == 0;
        return books.duplicate() == BooksFacts.Duplicate.NONE
                && books.supplier() == BooksFacts.Supplier.KNOWN
                && invoice.kind() == InvoiceFacts.Kind.INVOICE
                && invoice.ambiguous().isEmpty()
                && invoice.gross() > 0
                && invoice.gross() <= books.autoPostUpTo()
                && order
                && account;
    }

    private static JournalEntry entry(Order order, InvoiceFacts invoice, String supplier) {
        List<JournalEntry.Line> lines = new ArrayList<>();
        lines.add(new JournalEntry.Line("expenses:purchases:" + supplier, invoice.net()));
        lines.add(new JournalEntry.Line("assets:vat-input", invoice.tax()));
        lines.add(new JournalEntry.Line("liabilities:payable:" + supplier, -invoice.payable()));
        return new JournalEntry(
                order.document().tenant(),
                invoice.kind(),
                supplier,
                invoice.number(),
                invoice.issueDate(),
                invoice.currency(),
                order.document().digest(),
                invoice.orderNumber(),
                invoice.correctedNumber(),
                lines);
    }

    private static Answer answer(LedgerActivities.Receipt receipt) {
        if (receipt instanceof LedgerActivities.Posted posted) {
            return new Answer("POSTED", "BOOKED", posted.entry());
        }
        return receipt instanceof LedgerActivities.AlreadyBooked booked
                ? new Answer("DUPLICATE", "SAME_NUMBER", booked.entry())
                : new Answer("REFUSED", ((LedgerActivities.NotPosted) receipt).code(), null);
    }

    private static void publish(
            Order order, Answer now, @Nullable InvoiceFacts invoice, @Nullable BooksFacts books) {
        RunView.publish(
                order.document().tenant(),
                now.standing(),
                "ENDED",
                "DIRECT",
                books == null ? null : books.supplierId(),
                invoice == null ? null : invoice.number(),
                null,
                invoice == null ? null : invoice.currency(),
                invoice == null ? null : invoice.gross());
        RunView.details(now.standing() + " " + order.name(), List.of(List.of("code", now.code())));
    }

    private static AuditActivities.Account account(
            Order order, RunRef run, Answer now, @Nullable InvoiceFacts invoice, @Nullable BooksFacts books) {
        return new AuditActivities.Account(
                order.document().tenant(),
                run,
                "handwritten",
                order.document().digest(),
                order.name(),
                order.submitter(),
                null,
                "ENDED",
                now.standing(),
                now.code(),
                now.code(),
                null,
                "DIRECT",
                "plain",
                books == null ? null : books.supplierId(),
                invoice == null ? null : invoice.number(),
                invoice == null ? null : invoice.amount(),
                now.entry(),
                0,
                0,
                List.of());
    }

    @Override
    public Answer settled() {
        Workflow.await(() -> answer != null);
        return Objects.requireNonNull(answer);
    }
}
