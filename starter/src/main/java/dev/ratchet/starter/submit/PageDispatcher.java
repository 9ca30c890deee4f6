package dev.ratchet.starter.submit;

import dev.ratchet.starter.batch.BatchName;
import dev.ratchet.starter.batch.BatchSender;
import dev.ratchet.starter.command.Refused;
import dev.ratchet.starter.command.Unreachable;
import dev.ratchet.starter.live.Submitted;
import dev.ratchet.starter.temporal.RunClient;
import dev.ratchet.starter.temporal.TemporalConnection;
import dev.ratchet.workflows.batch.BatchWorkflow.Item;
import dev.ratchet.workflows.batch.BatchWorkflow.Opening;
import dev.ratchet.workflows.batch.BatchWorkflow.Page;
import dev.ratchet.workflows.batch.BatchWorkflow.PageResult;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.record.RunResult;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.run.RunRequest;
import io.temporal.client.WorkflowUpdateStage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sends pages to the lanes of a submission, round robin, and completes each document's result. */
final class PageDispatcher implements AutoCloseable {
    private static final int OWN_RUNS_ASKED_AT_ONCE = 8;

    /** A document that the gateway keeps, and the result that waits for it. */
    record Document(PendingDocument pending, DocumentRef kept) {
        String id() {
            return InvoiceRuns.id(kept);
        }
    }

    private final TemporalConnection temporal;
    private final BatchName name;
    private final Opening opening;
    private final SubmitOptions options;
    private final Consumer<BatchName> opened;
    private final RunClient runs;
    private final List<BatchSender> lanes = new ArrayList<>();
    private final ExecutorService senders = Executors.newCachedThreadPool(BatchSubmission.threads());
    private final ExecutorService askers =
            Executors.newFixedThreadPool(OWN_RUNS_ASKED_AT_ONCE, BatchSubmission.threads());
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile long answered = System.nanoTime();
    private volatile BatchSender.@Nullable BatchEnded end;
    private int dealt;

    /** @param opened called with the name of each batch when it has been started */
    PageDispatcher(
            TemporalConnection temporal,
            BatchName name,
            Opening opening,
            SubmitOptions options,
            Consumer<BatchName> opened) {
        this.temporal = temporal;
        this.name = name;
        this.opening = opening;
        this.options = options;
        this.opened = opened;
        this.runs = new RunClient(temporal);
    }

    /** Whether a batch has ended too early. Then nothing more is sent. */
    boolean ended() {
        return end != null;
    }

    /** The result of a document that no batch has taken, when a batch has ended too early. */
    SubmitResult notTaken(String file) {
        BatchSender.BatchEnded known = end;
        return SubmitResult.withoutRun(
                file,
                SubmitOutcome.FAILED,
                known == null ? "BATCH_ENDED" : known.code(),
                known == null ? "the batch has ended" : String.valueOf(known.getMessage()));
    }

    /** For how long pages have waited for an answer; zero when none waits. */
    Duration silence() {
        return inFlight.get() == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - answered);
    }

    /** Returns when the page is being sent; waits while enough others are in flight. */
    void send(List<Document> documents) throws InterruptedException {
        try {
            BatchSender lane = lane(dealt++ % options.lanes());
            int number = lane.admit();
            if (inFlight.getAndIncrement() == 0) {
                answered = System.nanoTime();
            }
            senders.execute(() -> answer(lane, number, documents));
        } catch (RuntimeException e) {
            documents.forEach(each -> each.pending().result().completeExceptionally(e));
        }
    }

    private BatchSender lane(int index) {
        if (index == lanes.size()) {
            BatchName next = name.lane(index + 1);
            BatchSender lane = new BatchSender(temporal, InvoiceRuns.BATCH, next.workflowId(), opening);
            lane.open();
            lanes.add(lane);
            opened.accept(next);
        }
        return lanes.get(index);
    }

    private void answer(BatchSender lane, int number, List<Document> documents) {
        Page page = new Page(
                number,
                documents.stream()
                        .map(each -> new Item(
                                each.kept(),
                                each.pending().name(),
                                each.pending().container()))
                        .toList());
        try {
            if (options.waits()) {
                complete(lane.submit(page), documents);
            } else {
                lane.accept(page);
                documents.forEach(this::accepted);
            }
        } catch (BatchSender.BatchEnded e) {
            end = e;
            documents.forEach(each ->
                    each.pending().result().complete(notTaken(each.pending().file())));
        } catch (Refused e) {
            documents.forEach(each -> failed(each, e));
        } catch (RuntimeException e) {
            documents.forEach(each -> each.pending().result().completeExceptionally(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            answered = System.nanoTime();
            inFlight.decrementAndGet();
        }
    }

    private void accepted(Document document) {
        document.pending()
                .result()
                .complete(SubmitResult.started(
                        document.pending().file(),
                        document.id(),
                        "taken by batch " + name.name() + "; 'ratchet batch " + name.name() + "' shows its progress"));
    }

    private static void failed(Document document, Refused e) {
        document.pending()
                .result()
                .complete(SubmitResult.failed(
                        document.pending().file(), document.id(), e.code(), String.valueOf(e.getMessage())));
    }

    private void complete(PageResult page, List<Document> documents) {
        if (page.documents().size() != documents.size()) {
            throw new Refused(
                    "BATCH_ANSWER",
                    "the batch answered for " + page.documents().size() + " of " + documents.size()
                            + " documents; 'ratchet status' shows the state of this one");
        }
        for (int n = 0; n < documents.size(); n++) {
            Document document = documents.get(n);
            RunResult result = page.documents().get(n);
            if (result.status() == RunStatus.RUNNING) {
                askers.execute(() -> ask(document));
            } else {
                document.pending()
                        .result()
                        .complete(SubmitResult.of(document.pending().file(), document.id(), result));
            }
        }
    }

    private void ask(Document document) {
        PendingDocument pending = document.pending();
        try {
            Submitted own = runs.awaitOwnRun(
                    InvoiceRuns.AGENT,
                    RunRequest.of(document.kept(), pending.name(), opening.submitter())
                            .from(pending.container()),
                    id -> id.startsWith(name.workflowId()));
            pending.result().complete(SubmitResult.of(pending.file(), document.id(), own));
        } catch (Refused e) {
            failed(document, e);
        } catch (RuntimeException e) {
            pending.result().completeExceptionally(e);
        }
    }

    /** Finishes the batches when all pages have been answered. Batches that are not finished end by themselves later. */
    void finish() throws InterruptedException {
        senders.shutdown();
        senders.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        WorkflowUpdateStage stage = options.waits() ? WorkflowUpdateStage.COMPLETED : WorkflowUpdateStage.ACCEPTED;
        for (BatchSender lane : lanes) {
            try {
                lane.finish(stage);
            } catch (Refused | Unreachable e) {
                return;
            }
        }
    }

    @Override
    public void close() {
        senders.shutdownNow();
        askers.shutdownNow();
    }
}
