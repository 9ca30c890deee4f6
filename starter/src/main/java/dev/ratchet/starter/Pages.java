package dev.ratchet.starter;

import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.invoice.InvoiceBatchWorkflow.Became;
import dev.ratchet.workflows.invoice.InvoiceBatchWorkflow.Item;
import dev.ratchet.workflows.invoice.InvoiceBatchWorkflow.Opening;
import dev.ratchet.workflows.invoice.InvoiceBatchWorkflow.Page;
import dev.ratchet.workflows.invoice.InvoiceBatchWorkflow.Taken;
import dev.ratchet.workflows.invoice.InvoiceWorkflow;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Standing;
import io.temporal.client.WorkflowUpdateStage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Deals pages to the lanes of a submission, in turn, and completes each document's line. */
final class Pages implements AutoCloseable {
    private static final int OWN_RUNS_ASKED_AT_ONCE = 8;

    /** Where the gateway keeps a document, and who waits for its line. */
    record Document(Slot slot, DocumentRef kept) {
        String id() {
            return InvoiceWorkflow.workflowId(kept.tenant(), kept.digest());
        }
    }

    private final Temporal temporal;
    private final BatchName name;
    private final Opening opening;
    private final Choices choices;
    private final Consumer<BatchName> opened;
    private final Runs runs;
    private final List<Lane> lanes = new ArrayList<>();
    private final ExecutorService senders = Executors.newCachedThreadPool(Submission::daemon);
    private final ExecutorService askers = Executors.newFixedThreadPool(OWN_RUNS_ASKED_AT_ONCE, Submission::daemon);
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile long answered = System.nanoTime();
    private volatile Lane.@Nullable Over over;
    private int dealt;

    /** @param opened hears the name of each batch when it has been started */
    Pages(Temporal temporal, BatchName name, Opening opening, Choices choices, Consumer<BatchName> opened) {
        this.temporal = temporal;
        this.name = name;
        this.opening = opening;
        this.choices = choices;
        this.opened = opened;
        this.runs = new Runs(temporal);
    }

    /** Pages between one and that which is sent when it is answered. */
    int between() {
        return choices.lanes() * Lane.IN_FLIGHT - 1;
    }

    /** Whether a batch has ended before its time: then nothing more is sent. */
    boolean over() {
        return over != null;
    }

    /** What is said of a document that no batch has looked at, after the end. */
    Line unseen(Path file) {
        Lane.Over end = over;
        return Line.withoutRun(
                file,
                Standing.FAILED,
                end == null ? "BATCH_ENDED" : end.code(),
                end == null ? "the batch has ended" : String.valueOf(end.getMessage()));
    }

    /** For how long pages have been waiting for an answer; zero when none waits. */
    Duration silence() {
        return inFlight.get() == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - answered);
    }

    /**
     * Returns when the page is under way; waits while enough others are.
     *
     * @param soon asked when the page sets out; see {@link Page}
     */
    void send(List<Document> documents, Supplier<List<DocumentRef>> soon) throws InterruptedException {
        try {
            Lane lane = lane(dealt++ % choices.lanes());
            int number = lane.admit();
            if (inFlight.getAndIncrement() == 0) {
                answered = System.nanoTime();
            }
            List<DocumentRef> named = soon.get();
            senders.execute(() -> answer(lane, number, documents, named));
        } catch (RuntimeException e) {
            documents.forEach(each -> each.slot().line().completeExceptionally(e));
        }
    }

    private Lane lane(int index) {
        if (index == lanes.size()) {
            BatchName next = name.lane(index + 1);
            Lane lane = new Lane(temporal, next.workflowId(), opening);
            lane.open();
            lanes.add(lane);
            opened.accept(next);
        }
        return lanes.get(index);
    }

    private void answer(Lane lane, int number, List<Document> documents, List<DocumentRef> soon) {
        Page page = new Page(
                number,
                documents.stream()
                        .map(each -> new Item(each.kept(), each.slot().name()))
                        .toList(),
                soon);
        try {
            if (choices.waits()) {
                told(lane.take(page), documents);
            } else {
                lane.accept(page);
                documents.forEach(this::accepted);
            }
        } catch (Lane.Over e) {
            over = e;
            documents.forEach(
                    each -> each.slot().line().complete(unseen(each.slot().file())));
        } catch (Refused e) {
            documents.forEach(each -> failed(each, e));
        } catch (RuntimeException e) {
            documents.forEach(each -> each.slot().line().completeExceptionally(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            answered = System.nanoTime();
            inFlight.decrementAndGet();
        }
    }

    private void accepted(Document document) {
        document.slot()
                .line()
                .complete(Line.started(
                        document.slot().file(),
                        document.id(),
                        "taken by batch " + name.name() + "; 'ratchet batch " + name.name() + "' tells"));
    }

    private static void failed(Document document, Refused e) {
        document.slot()
                .line()
                .complete(Line.failed(document.slot().file(), document.id(), e.code(), String.valueOf(e.getMessage())));
    }

    private void told(Taken taken, List<Document> documents) {
        if (taken.documents().size() != documents.size()) {
            throw new Refused(
                    "BATCH_ANSWER",
                    "the batch answered for " + taken.documents().size() + " of " + documents.size()
                            + " documents; 'ratchet status' tells what became of this one");
        }
        for (int n = 0; n < documents.size(); n++) {
            Document document = documents.get(n);
            Became became = taken.documents().get(n);
            if (became.standing() == Standing.RUNNING) {
                askers.execute(() -> ask(document));
            } else {
                document.slot().line().complete(Line.of(document.slot().file(), document.id(), became));
            }
        }
    }

    private void ask(Document document) {
        Slot slot = document.slot();
        try {
            Runs.Submitted own =
                    runs.own(document.kept(), slot.name(), opening.submitter(), id -> id.startsWith(name.workflowId()));
            slot.line().complete(Single.told(slot.file(), document.kept(), own));
        } catch (Refused e) {
            failed(document, e);
        } catch (RuntimeException e) {
            slot.line().completeExceptionally(e);
        }
    }

    /** When all pages have been answered, tells the batches that there are no more; they would find out for themselves. */
    void finish() throws InterruptedException {
        senders.shutdown();
        senders.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        WorkflowUpdateStage stage = choices.waits() ? WorkflowUpdateStage.COMPLETED : WorkflowUpdateStage.ACCEPTED;
        for (Lane lane : lanes) {
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
