package dev.ratchet.workflows.invoice;

import dev.ratchet.workflows.contract.Answered;
import dev.ratchet.workflows.contract.Answers;
import dev.ratchet.workflows.contract.AuditActivities.Account;
import dev.ratchet.workflows.contract.BooksFacts;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentReading;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.GroupActivities;
import dev.ratchet.workflows.contract.LedgerActivities.AlreadyBooked;
import dev.ratchet.workflows.contract.LedgerActivities.Posted;
import dev.ratchet.workflows.contract.LedgerActivities.Posting;
import dev.ratchet.workflows.contract.LedgerActivities.Receipt;
import dev.ratchet.workflows.contract.PolicyActivities.Query;
import dev.ratchet.workflows.contract.Recorded;
import dev.ratchet.workflows.contract.Rulebook;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A small world that is asked for groups; what a document holds and what the books say is set by its digest. */
public final class GroupWorld implements GroupActivities {
    final Map<Digest, Function<DocumentRef, Answered<DocumentReading>>> readings = new ConcurrentHashMap<>();
    final Map<String, BooksFacts> books = new ConcurrentHashMap<>();
    final Map<String, RunRef> booked = new ConcurrentHashMap<>();
    final List<Account> accounts = new CopyOnWriteArrayList<>();
    final List<String> asked = new CopyOnWriteArrayList<>();
    final Semaphore mayLook = new Semaphore(1_000_000);
    final Semaphore mayRead = new Semaphore(1_000_000);
    final Semaphore mayPost = new Semaphore(1_000_000);
    final AtomicInteger rulesTold = new AtomicInteger();
    volatile Rulebook rules = Samples.rules();
    volatile boolean recordsTogether = true;
    volatile @Nullable String forgotten;

    @Override
    public List<Recorded> known(TenantId tenant, List<String> workflowIds) {
        mayLook.acquireUninterruptibly();
        if (workflowIds.contains(forgotten)) {
            throw ApplicationFailure.newNonRetryableFailure("what was decided cannot be read", "UNREADABLE");
        }
        return accounts.stream()
                .filter(account -> workflowIds.contains(account.run().workflowId()))
                .map(Recorded::of)
                .toList();
    }

    @Override
    public Answers<DocumentReading> read(List<DocumentRef> documents) {
        mayRead.acquireUninterruptibly();
        asked.add("read " + documents.size());
        return new Answers<>(documents.stream()
                .map(document -> readings.getOrDefault(document.digest(), GroupWorld::plain)
                        .apply(document))
                .toList());
    }

    @Override
    public void readAhead(List<DocumentRef> documents) {
        asked.add("read ahead " + documents.size());
    }

    /** Every document is another invoice. */
    static Answered<DocumentReading> plain(DocumentRef document) {
        return Answered.of(new DocumentReading.Structured(
                Samples.numbered("RE-" + document.digest().brief()), Digest.of("invoice"), List.of()));
    }

    @Override
    public Consultations consult(List<Query> queries, @Nullable Digest known) {
        asked.add("consult " + queries.size());
        List<Answered<BooksFacts>> answers = new ArrayList<>();
        for (Query query : queries) {
            String number = java.util.Objects.requireNonNull(query.invoice()).number();
            answers.add(Answered.of(books.getOrDefault(number, Samples.books(50_000))));
        }
        Rulebook inForce = rules;
        if (inForce.hash().equals(known)) {
            return new Consultations(null, answers, "build-1");
        }
        rulesTold.incrementAndGet();
        return new Consultations(inForce, answers, "build-1");
    }

    @Override
    public Answers<Receipt> post(List<Posting> postings) {
        mayPost.acquireUninterruptibly();
        asked.add("post " + postings.size());
        List<Answered<Receipt>> receipts = new ArrayList<>();
        for (Posting posting : postings) {
            RunRef first = booked.putIfAbsent(posting.entry().invoiceNumber(), posting.run());
            receipts.add(Answered.of(
                    first == null || first.equals(posting.run())
                            ? new Posted(booked.size(), Digest.of("row"))
                            : new AlreadyBooked(1)));
        }
        return new Answers<>(receipts);
    }

    @Override
    public void record(List<Account> group) {
        if (!recordsTogether) {
            throw ApplicationFailure.newNonRetryableFailure("one of these cannot be kept", "NOT_KEPT");
        }
        accounts.addAll(group);
    }
}
