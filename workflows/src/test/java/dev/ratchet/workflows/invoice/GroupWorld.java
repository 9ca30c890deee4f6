package dev.ratchet.workflows.invoice;

import dev.ratchet.workflows.agent.RecordedRuns;
import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.batch.BatchActivities;
import dev.ratchet.workflows.contract.batch.ItemResult;
import dev.ratchet.workflows.contract.batch.ItemResults;
import dev.ratchet.workflows.contract.effect.EffectActivities;
import dev.ratchet.workflows.contract.invoice.BooksActivities.Consulted;
import dev.ratchet.workflows.contract.invoice.BooksActivities.Query;
import dev.ratchet.workflows.contract.invoice.BooksFacts;
import dev.ratchet.workflows.contract.invoice.DocumentReading;
import dev.ratchet.workflows.contract.invoice.InvoiceBatchActivities;
import dev.ratchet.workflows.contract.invoice.JournalEntry;
import dev.ratchet.workflows.contract.policy.Bundle;
import dev.ratchet.workflows.contract.policy.Rulebook;
import dev.ratchet.workflows.contract.record.RunRecord;
import dev.ratchet.workflows.contract.record.RunSummary;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A small world that is asked for groups; what a document holds and what the books say is set by its digest. */
public final class GroupWorld implements InvoiceBatchActivities, BatchActivities {
    final Map<Digest, Function<DocumentRef, ItemResult<DocumentReading>>> readings = new ConcurrentHashMap<>();
    final Map<String, BooksFacts> books = new ConcurrentHashMap<>();
    final Map<String, RunRef> booked = new ConcurrentHashMap<>();
    final List<String> bookedInOrder = new CopyOnWriteArrayList<>();
    final RecordedRuns<InvoiceState, InvoiceObservation> records = new RecordedRuns<>(new InvoiceAgent());
    final List<String> asked = new CopyOnWriteArrayList<>();
    final Semaphore mayLook = new Semaphore(1_000_000);
    final Semaphore mayRead = new Semaphore(1_000_000);
    final Semaphore mayPost = new Semaphore(1_000_000);
    volatile Rulebook rules = Samples.rules();
    volatile boolean recordsTogether = true;
    volatile @Nullable String forgotten;

    @Override
    public List<Known> known(TenantId tenant, List<String> workflowIds) {
        mayLook.acquireUninterruptibly();
        if (workflowIds.contains(forgotten)) {
            throw ApplicationFailure.newNonRetryableFailure("what was decided cannot be read", "UNREADABLE");
        }
        return records.all().stream()
                .map(RunRecord::summary)
                .filter(run -> workflowIds.contains(run.workflowId()))
                .map(GroupWorld::known)
                .toList();
    }

    private static Known known(RunSummary run) {
        return new Known(run.run(), run.result());
    }

    @Override
    public ItemResults<Attested<DocumentReading>> read(List<DocumentRef> documents) {
        mayRead.acquireUninterruptibly();
        asked.add("read " + documents.size());
        return new ItemResults<>(documents.stream()
                .map(document -> readings.getOrDefault(document.digest(), GroupWorld::plain)
                        .apply(document)
                        .map(Samples::attested))
                .toList());
    }

    /** Every document is another invoice. */
    static ItemResult<DocumentReading> plain(DocumentRef document) {
        return ItemResult.of(new DocumentReading.Structured(
                Samples.numbered("RE-" + document.digest().brief()), Digest.of("invoice"), List.of()));
    }

    @Override
    public Consultations consult(List<Query> queries) {
        asked.add("consult " + queries.size());
        List<ItemResult<Consulted>> answers = new ArrayList<>();
        for (Query query : queries) {
            BooksFacts known = query.invoice() == null
                    ? null
                    : books.getOrDefault(query.invoice().number(), Samples.books(50_000));
            answers.add(ItemResult.of(Samples.consulted(rules, query, known)));
        }
        return new Consultations(Bundle.of("invoice", "build-1", Map.of(), Map.of(), rules), answers);
    }

    @Override
    public ItemResults<EffectActivities.Result> post(List<EffectActivities.Request> requests) {
        mayPost.acquireUninterruptibly();
        asked.add("post " + requests.size());
        List<ItemResult<EffectActivities.Result>> results = new ArrayList<>();
        for (EffectActivities.Request request : requests) {
            String number = JournalEntry.of(request.intent()).invoiceNumber();
            RunRef first = booked.putIfAbsent(number, request.run());
            if (first == null) {
                bookedInOrder.add(number);
            }
            Receipt receipt = new Receipt("entry", String.valueOf(1 + bookedInOrder.indexOf(number)));
            results.add(ItemResult.of(
                    first == null || Objects.equals(first, request.run())
                            ? new EffectActivities.Done(receipt)
                            : new EffectActivities.AlreadyDone(receipt)));
        }
        return new ItemResults<>(results);
    }

    @Override
    public void record(List<RunRecord> group) {
        if (!recordsTogether) {
            throw ApplicationFailure.newNonRetryableFailure("one of these cannot be kept", "NOT_KEPT");
        }
        group.forEach(records::add);
    }
}
