package dev.ratchet.bench;

import com.google.common.collect.Lists;
import dev.ratchet.workflows.agent.Intent;
import dev.ratchet.workflows.contract.Answered;
import dev.ratchet.workflows.contract.Authorization;
import dev.ratchet.workflows.contract.BooksFacts;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentReading;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.GroupActivities;
import dev.ratchet.workflows.contract.InvoiceFacts;
import dev.ratchet.workflows.contract.JournalEntry;
import dev.ratchet.workflows.contract.LedgerActivities.Posted;
import dev.ratchet.workflows.contract.LedgerActivities.Posting;
import dev.ratchet.workflows.contract.LedgerActivities.Receipt;
import dev.ratchet.workflows.contract.PolicyActivities.Query;
import dev.ratchet.workflows.contract.Rulebook;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.invoice.InvoiceBatchWorkflow;
import dev.ratchet.workflows.invoice.InvoiceWorkflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The limit: the same capabilities on the same pages with nothing in between. It forgets everything when it is killed,
 * keeps no audit record and has no gate.
 */
final class PlainLoop {
    private final GroupActivities group;

    PlainLoop(GroupActivities group) {
        this.group = group;
    }

    void book(List<DocumentRef> documents) {
        for (List<DocumentRef> page : Lists.partition(documents, InvoiceBatchWorkflow.PAGE)) {
            List<Posting> postings = new ArrayList<>();
            Lists.partition(page, GroupActivities.MOST_AT_LENGTH).forEach(some -> postings.addAll(asked(some)));
            for (Answered<Receipt> receipt : group.post(postings).each()) {
                if (!(answer(receipt) instanceof Posted)) {
                    throw new IllegalStateException("should be posted: " + receipt);
                }
            }
        }
    }

    private List<Posting> asked(List<DocumentRef> documents) {
        List<InvoiceFacts> invoices = group.read(documents).each().stream()
                .map(reading -> ((DocumentReading.Structured) answer(reading)).facts())
                .toList();
        List<Query> queries = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            queries.add(new Query(Uploads.TENANT, run(documents.get(i)), invoices.get(i)));
        }
        GroupActivities.Consultations answered = group.consult(queries, null);
        Rulebook rules = Objects.requireNonNull(answered.rules());
        List<Posting> postings = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            postings.add(posting(
                    documents.get(i), invoices.get(i), answer(answered.books().get(i)), rules));
        }
        return postings;
    }

    private static RunRef run(DocumentRef document) {
        return new RunRef(InvoiceWorkflow.workflowId(document.tenant(), document.digest()), "plain-loop");
    }

    private static <T> T answer(Answered<T> answered) {
        if (answered.answer() == null) {
            throw new IllegalStateException("there should be an answer: " + answered);
        }
        return answered.answer();
    }

    /** The conditions under which the shipped rules post without a person, and the entry. */
    static Posting posting(DocumentRef document, InvoiceFacts invoice, BooksFacts books, Rulebook rules) {
        if (books.duplicate() != BooksFacts.Duplicate.NONE
                || books.supplier() != BooksFacts.Supplier.KNOWN
                || books.account() == BooksFacts.Account.CHANGED
                || books.order() != BooksFacts.Order.NOT_REQUIRED
                || invoice.gross() > books.autoPostUpTo()) {
            throw new IllegalStateException("should be plain: " + books);
        }
        String supplier = Objects.requireNonNull(books.supplierId());
        JournalEntry entry = new JournalEntry(
                document.tenant(),
                invoice.kind(),
                supplier,
                invoice.number(),
                invoice.issueDate(),
                invoice.currency(),
                document.digest(),
                invoice.orderNumber(),
                invoice.correctedNumber(),
                List.of(
                        new JournalEntry.Line("expenses:purchases:" + supplier, invoice.net()),
                        new JournalEntry.Line("assets:vat-input", invoice.tax()),
                        new JournalEntry.Line("liabilities:payable:" + supplier, -invoice.payable())));
        Digest intent = new Intent(entry.businessKey(), "post_entry", entry.arguments()).digest();
        return new Posting(
                run(document),
                entry,
                new Authorization.PolicyGrant(intent, "within-ceiling", rules.version(), rules.hash()));
    }
}
