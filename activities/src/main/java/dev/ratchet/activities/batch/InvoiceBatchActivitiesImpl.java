package dev.ratchet.activities.batch;

import dev.ratchet.activities.Failures;
import dev.ratchet.activities.effect.Effects;
import dev.ratchet.activities.masterdata.BooksActivitiesImpl;
import dev.ratchet.workflows.agent.rules.CompiledRules;
import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.batch.BatchActivities;
import dev.ratchet.workflows.contract.batch.ItemResult;
import dev.ratchet.workflows.contract.batch.ItemResults;
import dev.ratchet.workflows.contract.effect.EffectActivities;
import dev.ratchet.workflows.contract.invoice.BooksActivities.Consulted;
import dev.ratchet.workflows.contract.invoice.BooksActivities.Query;
import dev.ratchet.workflows.contract.invoice.DocumentReading;
import dev.ratchet.workflows.contract.invoice.InvoiceBatchActivities;
import java.util.List;

/** Asks the ports for many invoices in as few trips as they need, and for each alone where one of them prevents that. */
public final class InvoiceBatchActivitiesImpl implements InvoiceBatchActivities {
    private final BatchReading reading;
    private final BooksActivitiesImpl books;
    private final Effects effects;

    public InvoiceBatchActivitiesImpl(BatchReading reading, BooksActivitiesImpl books, Effects effects) {
        this.reading = reading;
        this.books = books;
        this.effects = effects;
    }

    @Override
    public ItemResults<Attested<DocumentReading>> read(List<DocumentRef> documents) {
        return Failures.guard(() ->
                new ItemResults<>(reading.read(BatchActivitiesImpl.atMost(BatchActivities.MOST_AT_LENGTH, documents))));
    }

    @Override
    public Consultations consult(List<Query> queries) {
        return Failures.guard(() -> {
            CompiledRules rules = books.inForce();
            Digest hash = rules.book().hash();
            List<ItemResult<Query>> asked = BatchActivitiesImpl.atMost(BatchActivities.MOST_AT_LENGTH, queries).stream()
                    .map(query -> query.rules() == null || query.rules().equals(hash)
                            ? ItemResult.of(query)
                            : ItemResult.<Query>error(
                                    "OTHER_RULES",
                                    "rules",
                                    "This document was ruled by another rule book. It is worked on by itself."))
                    .toList();
            List<ItemResult<Consulted>> consulted = BatchWithFallback.then(
                    asked, some -> BatchWithFallback.ask(some, all -> books.consultAll(rules, all)));
            return new Consultations(books.bundle(rules), SmallAnswers.of(consulted));
        });
    }

    @Override
    public ItemResults<EffectActivities.Result> post(List<EffectActivities.Request> requests) {
        return Failures.guard(() -> new ItemResults<>(BatchWithFallback.ask(
                BatchActivitiesImpl.atMost(BatchActivities.MOST, requests), effects::performAll)));
    }
}
