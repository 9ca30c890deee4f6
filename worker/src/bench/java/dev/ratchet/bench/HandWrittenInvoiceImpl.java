package dev.ratchet.bench;

import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.record.AuditActivities;
import dev.ratchet.workflows.contract.effect.Authorization;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.effect.EffectActivities;
import dev.ratchet.workflows.contract.Fact;
import dev.ratchet.workflows.contract.effect.Intent;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.record.RunRecord;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.contract.invoice.BooksActivities;
import dev.ratchet.workflows.contract.invoice.BooksFacts;
import dev.ratchet.workflows.contract.invoice.DocumentActivities;
import dev.ratchet.workflows.contract.invoice.DocumentReading;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import dev.ratchet.workflows.contract.invoice.JournalEntry;
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
    private final BooksActivities asked = Stubs.quick(BooksActivities.class, "asks the rules and the books");
    private final EffectActivities effects = Stubs.quick(EffectActivities.class, "asks the ledger to post");
    private final AuditActivities audit = Stubs.quick(AuditActivities.class, "writes the audit record");

    private @Nullable Answer answer;

    @Override
    public Answer run(Order order) {
        RunRef run = new RunRef(
                Workflow.getInfo().getWorkflowId(), Workflow.getInfo().getFirstExecutionRunId());
        Attested<DocumentReading> reading = documents.read(order.document());
        InvoiceFacts invoice = reading.value() instanceof DocumentReading.Structured structured
                        && structured.findings().isEmpty()
                ? structured.facts()
                : null;
        var consultation = asked.consult(
                new BooksActivities.Query(run, order.document(), reading, null, null, null));
        BooksFacts books = consultation.consulted().books();
        Answer now;
        if (invoice == null || books == null || !plain(invoice, books)) {
            now = new Answer("REFUSED", "NOT_PLAIN", null);
        } else {
            Intent intent = entry(order, invoice, Objects.requireNonNull(books.supplierId())).intent();
            now = answer(effects.perform(new EffectActivities.Request(
                    order.document().tenant(),
                    run,
                    intent,
                    new Authorization.PolicyGrant(
                            intent.digest(),
                            "within-ceiling",
                            consultation.bundle().rules(),
                            consultation.bundle().rulesHash()),
                    Objects.requireNonNull(consultation.consulted().permission()))));
        }
        RunSummary summary = summary(order, run, now, invoice, books);
        if (order.visible()) {
            RunView.publish(summary);
        }
        audit.record(new RunRecord(summary, Workflow.currentTimeMillis(), "{}", Digest.of("{}"), List.of()));
        answer = now;
        Workflow.await(Workflow::isEveryHandlerFinished);
        return now;
    }

    /** The conditions under which the shipped rules post without a person. */
    private static boolean plain(InvoiceFacts invoice, BooksFacts books) {
        boolean order = books.order() == BooksFacts.Order.NOT_REQUIRED || books.order() == BooksFacts.Order.MATCHES;
        boolean account = books.account() != BooksFacts.Account.CHANGED && invoice.accounts().size() <= 1;
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

    private static Answer answer(EffectActivities.Result result) {
        if (result instanceof EffectActivities.Done done) {
            return new Answer("POSTED", "BOOKED", Long.parseLong(done.receipt().id()));
        }
        return result instanceof EffectActivities.AlreadyDone already
                ? new Answer(
                        "DUPLICATE", "SAME_NUMBER", Long.parseLong(already.receipt().id()))
                : new Answer("REFUSED", ((EffectActivities.Refused) result).code(), null);
    }

    private static RunSummary summary(
            Order order, RunRef run, Answer now, @Nullable InvoiceFacts invoice, @Nullable BooksFacts books) {
        List<Fact> subject = new ArrayList<>();
        if (books != null && books.supplierId() != null) {
            subject.add(new Fact("supplier", books.supplierId()));
        }
        if (invoice != null) {
            subject.add(new Fact("number", invoice.number()));
        }
        return new RunSummary(
                order.document().tenant(),
                run,
                "handwritten",
                order.name(),
                order.submitter(),
                subject,
                invoice == null ? null : invoice.amount(),
                now.entry() == null ? RunStatus.REFUSED : RunStatus.DONE,
                now.standing(),
                "ENDED",
                now.code(),
                now.code(),
                List.of(),
                "DIRECT",
                "plain",
                null,
                now.entry() == null ? null : new Receipt("entry", String.valueOf(now.entry())),
                null,
                null,
                0,
                0);
    }

    @Override
    public Answer settled() {
        Workflow.await(() -> answer != null);
        return Objects.requireNonNull(answer);
    }
}
