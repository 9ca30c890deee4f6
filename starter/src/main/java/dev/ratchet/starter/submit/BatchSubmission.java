package dev.ratchet.starter.submit;

import dev.ratchet.starter.batch.BatchName;
import dev.ratchet.starter.batch.BatchSender;
import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.command.DaemonThreads;
import dev.ratchet.starter.command.Refused;
import dev.ratchet.starter.gateway.ActingPerson;
import dev.ratchet.starter.gateway.GatewayClient;
import dev.ratchet.starter.gateway.WarmUp;
import dev.ratchet.starter.temporal.TemporalConnection;
import dev.ratchet.workflows.batch.BatchWorkflow;
import dev.ratchet.workflows.batch.BatchWorkflow.Opening;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.gateway.Whoami;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Submits many documents to batch workflows, and returns their results in the order of the input.
 *
 * <p>There are three stages, each a thread with a bounded queue before it. The first reads the intake and uploads files, a
 * few at a time and at most {@link #UPLOADED} ahead. The second fills pages, in order, and sends them. The third is the
 * caller, which takes results; at most {@link #UNREAD} are kept for it. A page that is not full is sent when the intake
 * pauses.
 */
final class BatchSubmission implements AutoCloseable {
    static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration CHECK = Duration.ofSeconds(1);
    private static final Duration SILENCE = Duration.ofSeconds(15);
    private static final int UPLOADS_AT_ONCE = 4;
    private static final int UPLOADED = (BatchSender.IN_FLIGHT + 1) * BatchWorkflow.PAGE;

    private static final int FIRST_PAGE = 20;
    private static final int UNREAD = 10_000;
    private static final PendingDocument END =
            PendingDocument.of("", "", null, CompletableFuture.completedFuture(null));

    private final Intake intake;
    private final TemporalConnection temporal;
    private final Uploader uploader;
    private final PageDispatcher pages;
    private final BatchName name;
    private final ExecutorService uploaders = Executors.newFixedThreadPool(UPLOADS_AT_ONCE, threads());
    private final ExecutorService stages = Executors.newFixedThreadPool(2, threads());
    private final BlockingQueue<PendingDocument> toPage = new ArrayBlockingQueue<>(UPLOADED);
    private final BlockingQueue<PendingDocument> toReport = new ArrayBlockingQueue<>(UNREAD);
    private final Deque<PendingDocument> parts = new ArrayDeque<>();
    private final Map<Digest, CompletableFuture<SubmitResult>> firsts = new HashMap<>();
    private final Future<?> reading;
    private final Future<?> paging;

    private BatchSubmission(
            Intake intake, TemporalConnection temporal, Uploader uploader, PageDispatcher pages, BatchName name) {
        this.intake = intake;
        this.temporal = temporal;
        this.uploader = uploader;
        this.pages = pages;
        this.name = name;
        this.reading = stages.submit(this::read);
        this.paging = stages.submit(this::fill);
    }

    /** @param opened called with the name of each batch when it has been started */
    static BatchSubmission begin(
            CommandContext here, Intake intake, SubmitOptions options, Consumer<BatchName> opened) {
        GatewayClient gateway = GatewayClient.of(here);
        WarmUp.await(here, gateway);
        Whoami whoami = gateway.whoami();
        String submitter = ActingPerson.of(whoami, options.as());
        TemporalConnection temporal = TemporalConnection.open(here);
        BatchName name = BatchName.fresh(whoami.tenant(), Instant.now(), RandomGenerator.getDefault());
        PageDispatcher pages = new PageDispatcher(
                temporal, name, Opening.of(whoami.tenant(), submitter, options.again()), options, opened);
        return new BatchSubmission(intake, temporal, new Uploader(gateway, submitter, whoami.limit()), pages, name);
    }

    static ThreadFactory threads() {
        return DaemonThreads.named("submission");
    }

    BatchName name() {
        return name;
    }

    /** The result of the next document; waits for it. Absent after the last, when the batches are finished. */
    @Nullable
    SubmitResult next() {
        try {
            while (parts.isEmpty()) {
                PendingDocument pending = toReport.poll(CHECK.toMillis(), TimeUnit.MILLISECONDS);
                if (pending == null) {
                    check();
                } else if (END.equals(pending)) {
                    paging.get();
                    return null;
                } else {
                    parts.addAll(await(pending.parts()));
                }
            }
            return await(parts.remove().result());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused("INTERRUPTED", "interrupted; what was accepted goes on in batch " + name.name());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e);
        }
    }

    private <T> T await(CompletableFuture<T> wanted) throws InterruptedException, ExecutionException {
        while (true) {
            try {
                return wanted.get(CHECK.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                check();
            }
        }
    }

    /** Throws the error of a stage that has failed, because no result would come. */
    private void check() throws InterruptedException, ExecutionException {
        if (reading.isDone()) {
            reading.get();
        }
        if (paging.isDone()) {
            paging.get();
        }
        if (pages.silence().compareTo(SILENCE) > 0) {
            temporal.warnNoAnswer();
        }
    }

    private void read() {
        try {
            for (Intake.Entry entry = intake.next(); entry != null; entry = intake.next()) {
                if (pages.ended() && intake.size().isEmpty()) {
                    break;
                }
                take(entry);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (IOException e) {
            broken(e);
        }
        end();
    }

    private void take(Intake.Entry entry) throws InterruptedException {
        if (entry instanceof Intake.Wanted wanted) {
            Future<Uploader.Result> upload = pages.ended()
                    ? CompletableFuture.completedFuture(
                            new Uploader.NotKept(pages.notTaken(wanted.file().toString())))
                    : uploaders.submit(() -> uploader.uploadWithRetry(wanted.file()));
            PendingDocument pending = PendingDocument.of(wanted.file().toString(), wanted.name(), null, upload);
            toReport.put(pending);
            toPage.put(pending);
        } else {
            toReport.put(completed(((Intake.Unusable) entry).result()));
        }
    }

    private static PendingDocument completed(SubmitResult result) {
        PendingDocument known = PendingDocument.of(
                result.file(), result.file(), null, CompletableFuture.completedFuture(new Uploader.NotKept(result)));
        known.result().complete(result);
        known.isOne();
        return known;
    }

    private void broken(IOException e) {
        try {
            toReport.put(completed(SubmitResult.withoutRun(
                    "-",
                    SubmitOutcome.FAILED,
                    "UNREADABLE",
                    "the list of documents cannot be read on: " + e.getMessage())));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() {
        try {
            toPage.put(END);
            toReport.put(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Puts documents on pages, in order, and the same bytes once. The first pages are small, for early first results. */
    private @Nullable Void fill() throws InterruptedException {
        List<PageDispatcher.Document> page = new ArrayList<>();
        int full = FIRST_PAGE;
        while (true) {
            PendingDocument pending =
                    page.isEmpty() ? toPage.take() : toPage.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            if (pending != null && !END.equals(pending)) {
                add(pending, page);
            }
            if (pending == null || END.equals(pending) || page.size() >= full) {
                send(page);
                full = Math.min(2 * full, BatchWorkflow.PAGE);
            }
            if (END.equals(pending)) {
                pages.finish();
                return null;
            }
        }
    }

    private void send(List<PageDispatcher.Document> page) throws InterruptedException {
        if (!page.isEmpty()) {
            pages.send(List.copyOf(page));
            page.clear();
        }
    }

    private void add(PendingDocument pending, List<PageDispatcher.Document> page) throws InterruptedException {
        Uploader.Result upload;
        try {
            upload = uploaded(pending, page);
        } catch (ExecutionException e) {
            pending.isOne();
            pending.result().completeExceptionally(e.getCause());
            return;
        }
        if (upload instanceof Uploader.Unpacked unpacked) {
            addAll(new ContainerParts(pending.file(), pending.name(), unpacked.contents()), pending, page);
            return;
        }
        pending.isOne();
        if (upload instanceof Uploader.Kept kept) {
            add(pending, kept.document(), page);
        } else {
            pending.result().complete(((Uploader.NotKept) upload).result());
        }
    }

    /** Each document of a container as if it had come alone. */
    private void addAll(ContainerParts container, PendingDocument pending, List<PageDispatcher.Document> page)
            throws InterruptedException {
        List<PendingDocument> inner = new ArrayList<>();
        for (ContainerParts.Inner each : container.documents()) {
            PendingDocument document = PendingDocument.of(
                    each.file(),
                    each.name(),
                    each.from(),
                    CompletableFuture.completedFuture(new Uploader.Kept(each.document())));
            inner.add(document);
            add(document, each.document(), page);
            if (page.size() >= BatchWorkflow.PAGE) {
                send(page);
            }
        }
        container.others().forEach(each -> inner.add(completed(each)));
        pending.parts().complete(List.copyOf(inner));
    }

    private void add(PendingDocument pending, DocumentRef kept, List<PageDispatcher.Document> page) {
        CompletableFuture<SubmitResult> first = firsts.putIfAbsent(kept.digest(), pending.result());
        if (first == null) {
            page.add(new PageDispatcher.Document(pending, kept));
        } else {
            var unused = first.whenComplete((result, e) -> complete(pending, result, e));
        }
    }

    private static void complete(PendingDocument duplicate, @Nullable SubmitResult first, @Nullable Throwable e) {
        if (first != null) {
            duplicate.result().complete(first.sameBytes(duplicate.file()));
        } else if (e != null) {
            duplicate.result().completeExceptionally(e);
        }
    }

    /** Sends the page first when the upload is slow, so that the documents on it do not wait. */
    private Uploader.Result uploaded(PendingDocument pending, List<PageDispatcher.Document> page)
            throws InterruptedException, ExecutionException {
        try {
            return pending.upload().get(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            send(page);
            return pending.upload().get();
        }
    }

    @Override
    public void close() {
        uploaders.shutdownNow();
        stages.shutdownNow();
        pages.close();
        temporal.close();
    }
}
