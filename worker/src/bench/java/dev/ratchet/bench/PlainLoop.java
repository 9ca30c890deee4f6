package dev.ratchet.bench;

import dev.ratchet.workflows.contract.invoice.BooksActivities.Consulted;
import dev.ratchet.workflows.contract.Attested;
import com.google.common.collect.Lists;
import dev.ratchet.workflows.batch.BatchWorkflow;
import dev.ratchet.workflows.contract.effect.Authorization;
import dev.ratchet.workflows.contract.batch.BatchActivities;
import dev.ratchet.workflows.contract.policy.Bundle;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.effect.EffectActivities;
import dev.ratchet.workflows.contract.effect.Intent;
import dev.ratchet.workflows.contract.batch.ItemResult;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.invoice.BooksActivities.Query;
import dev.ratchet.workflows.contract.invoice.BooksFacts;
import dev.ratchet.workflows.contract.invoice.DocumentReading;
import dev.ratchet.workflows.contract.invoice.InvoiceBatchActivities;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import dev.ratchet.workflows.contract.invoice.JournalEntry;
import dev.ratchet.workflows.invoice.InvoiceWorkflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The limit: the same capabilities on the same pages with nothing in between. It forgets everything when it is killed,
 * keeps no audit record and has no gate.
 */
final class PlainLoop {
    private final InvoiceBatchActivities group;

    PlainLoop(InvoiceBatchActivities group) {
        this.group = group;
    }

    void book(List<DocumentRef> documents) {
        for (List<DocumentRef> page : Lists.partition(documents, BatchWorkflow.PAGE)) {
            List<EffectActivities.Request> requests = new ArrayList<>();
            Lists.partition(page, BatchActivities.MOST_AT_LENGTH).forEach(some -> requests.addAll(asked(some)));
            for (ItemResult<EffectActivities.Result> result : group.post(requests).each()) {
                if (!(value(result) instanceof EffectActivities.Done)) {
                    throw new IllegalStateException("should be posted: " + result);
                }
            }
        }
    }

    private List<EffectActivities.Request> asked(List<DocumentRef> documents) {
        List<Attested<DocumentReading>> readings =
                group.read(documents).each().stream().map(PlainLoop::value).toList();
        List<Query> queries = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            queries.add(query(documents.get(i), readings.get(i)));
        }
        InvoiceBatchActivities.Consultations answered = group.consult(queries);
        List<EffectActivities.Request> requests = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            InvoiceFacts invoice = ((DocumentReading.Structured) readings.get(i).value()).facts();
            requests.add(posting(documents.get(i), invoice, value(answered.each().get(i)), answered.bundle()));
        }
        return requests;
    }

    static Query query(DocumentRef document, Attested<DocumentReading> reading) {
        return new Query(run(document), document, reading, null, null, null);
    }

    private static RunRef run(DocumentRef document) {
        return new RunRef(InvoiceWorkflow.workflowId(document.tenant(), document.digest()), "plain-loop");
    }

    private static <T> T value(ItemResult<T> result) {
        if (result.value() == null) {
            throw new IllegalStateException("there should be a value: " + result);
        }
        return result.value();
    }

    /** The conditions under which the shipped rules post without a person, and the entry. */
    static EffectActivities.Request posting(
            DocumentRef document, InvoiceFacts invoice, Consulted consulted, Bundle bundle) {
        BooksFacts books = Objects.requireNonNull(consulted.books());
        if (books.duplicate() != BooksFacts.Duplicate.NONE
                || books.supplier() != BooksFacts.Supplier.KNOWN
                || books.account() == BooksFacts.Account.CHANGED
                || books.order() != BooksFacts.Order.NOT_REQUIRED
                || invoice.gross() > books.autoPostUpTo()) {
            throw new IllegalStateException("should be plain: " + books);
        }
        String supplier = Objects.requireNonNull(books.supplierId());
        Intent intent = new JournalEntry(
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
                                new JournalEntry.Line("liabilities:payable:" + supplier, -invoice.payable())))
                .intent();
        return new EffectActivities.Request(
                document.tenant(),
                run(document),
                intent,
                new Authorization.PolicyGrant(
                        intent.digest(), "within-ceiling", bundle.rules(), bundle.rulesHash()),
                Objects.requireNonNull(consulted.permission()));
    }
}
