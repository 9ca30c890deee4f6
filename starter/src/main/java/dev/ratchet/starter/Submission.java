package dev.ratchet.starter;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.gateway.Whoami;
import dev.ratchet.workflows.invoice.InvoiceBatchWorkflow;
import dev.ratchet.workflows.invoice.InvoiceBatchWorkflow.Opening;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Standing;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Takes many documents to batch workflows and tells of each, in the order in which they came in, as they are decided.
 *
 * <p>Three stages, each a thread with a bounded queue before it: one reads the intake and has files uploaded, a few at a time
 * and at most {@link #UPLOADED} ahead; one fills pages, in order, and has them sent; the caller takes lines, at most
 * {@link #UNTOLD} of which are kept for it. A page that is not full goes out when the intake pauses.
 */
final class Submission implements AutoCloseable {
    static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration SILENCE = Duration.ofSeconds(15);
    private static final int UPLOADS_AT_ONCE = 4;
    private static final int UPLOADED = (Lane.IN_FLIGHT + 1) * InvoiceBatchWorkflow.PAGE;

    private static final int FIRST_PAGE = 20;
    private static final int UNTOLD = 10_000;
    private static final Slot END =
            new Slot(Path.of(""), "", CompletableFuture.completedFuture(null), new CompletableFuture<>());

    private final Intake intake;
    private final Temporal temporal;
    private final Uploads uploads;
    private final Pages pages;
    private final BatchName name;
    private final ExecutorService uploaders = Executors.newFixedThreadPool(UPLOADS_AT_ONCE, Submission::daemon);
    private final ExecutorService stages = Executors.newFixedThreadPool(2, Submission::daemon);
    private final BlockingQueue<Slot> toPage = new ArrayBlockingQueue<>(UPLOADED);
    private final BlockingQueue<Slot> toTell = new ArrayBlockingQueue<>(UNTOLD);
    private final Map<Digest, CompletableFuture<Line>> firsts = new HashMap<>();
    private final Future<?> reading;
    private final Future<?> paged;

    private Submission(Intake intake, Temporal temporal, Uploads uploads, Pages pages, BatchName name) {
        this.intake = intake;
        this.temporal = temporal;
        this.uploads = uploads;
        this.pages = pages;
        this.name = name;
        this.reading = stages.submit(this::read);
        this.paged = stages.submit(this::fill);
    }

    /** @param opened hears the workflow id of each batch when it has been started */
    static Submission begin(Surroundings here, Intake intake, Choices choices, Consumer<BatchName> opened) {
        GatewayClient gateway = GatewayClient.of(here);
        Whoami whoami = gateway.whoami();
        String submitter = Persons.acting(whoami, choices.as());
        Temporal temporal = Temporal.open(here);
        BatchName name = BatchName.fresh(whoami.tenant(), Instant.now(), RandomGenerator.getDefault());
        Pages pages =
                new Pages(temporal, name, Opening.of(whoami.tenant(), submitter, choices.again()), choices, opened);
        return new Submission(intake, temporal, new Uploads(gateway, submitter, whoami.limit()), pages, name);
    }

    static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "submission");
        thread.setDaemon(true);
        return thread;
    }

    BatchName name() {
        return name;
    }

    /** The next document's; waits for it. Absent after the last, when the batches have been told that it was. */
    @Nullable
    Line next() {
        try {
            Slot slot = toTell.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            while (slot == null) {
                look();
                slot = toTell.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            }
            if (slot == END) {
                paged.get();
                return null;
            }
            while (true) {
                try {
                    return slot.line().get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    look();
                }
            }
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

    /** A stage that broke would never tell. */
    private void look() throws InterruptedException, ExecutionException {
        if (reading.isDone()) {
            reading.get();
        }
        if (paged.isDone()) {
            paged.get();
        }
        if (pages.silence().compareTo(SILENCE) > 0) {
            temporal.noticed();
        }
    }

    private void read() {
        try {
            for (Intake.Entry entry = intake.next(); entry != null; entry = intake.next()) {
                if (pages.over() && intake.size().isEmpty()) {
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
            Future<Uploads.Result> upload = pages.over()
                    ? CompletableFuture.completedFuture(new Uploads.Not(pages.unseen(wanted.file())))
                    : uploaders.submit(() -> uploads.takePatiently(wanted.file()));
            Slot slot = new Slot(wanted.file(), wanted.name(), upload, new CompletableFuture<>());
            toTell.put(slot);
            toPage.put(slot);
        } else {
            toTell.put(told(((Intake.Unusable) entry).line()));
        }
    }

    private static Slot told(Line line) {
        return new Slot(
                Path.of(line.file()),
                line.file(),
                CompletableFuture.completedFuture(new Uploads.Not(line)),
                CompletableFuture.completedFuture(line));
    }

    private void broken(IOException e) {
        try {
            toTell.put(told(Line.withoutRun(
                    Path.of("-"),
                    Standing.FAILED,
                    "UNREADABLE",
                    "the list of documents cannot be read on: " + e.getMessage())));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() {
        try {
            toPage.put(END);
            toTell.put(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Puts documents on pages, in order; the same bytes once. The first pages are small, so that the first lines are soon there. */
    private @Nullable Void fill() throws InterruptedException {
        List<Pages.Document> page = new ArrayList<>();
        int full = FIRST_PAGE;
        while (true) {
            Slot slot = page.isEmpty() ? toPage.take() : toPage.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            if (slot != null && slot != END) {
                add(slot, page);
            }
            if (slot == null || slot == END || page.size() == full) {
                send(page);
                full = Math.min(2 * full, InvoiceBatchWorkflow.PAGE);
            }
            if (slot == END) {
                pages.finish();
                return null;
            }
        }
    }

    private void send(List<Pages.Document> page) throws InterruptedException {
        if (!page.isEmpty()) {
            pages.send(List.copyOf(page), this::soon);
            page.clear();
        }
    }

    /** Of the page that is sent when the one that sets out now is answered, what is uploaded already. */
    private List<DocumentRef> soon() {
        return toPage.stream()
                .skip((long) pages.between() * InvoiceBatchWorkflow.PAGE)
                .limit(InvoiceBatchWorkflow.SOON)
                .flatMap(slot -> slot.kept().stream())
                .toList();
    }

    private void add(Slot slot, List<Pages.Document> page) throws InterruptedException {
        Uploads.Result upload;
        try {
            upload = uploaded(slot, page);
        } catch (ExecutionException e) {
            slot.line().completeExceptionally(e.getCause());
            return;
        }
        if (upload instanceof Uploads.Kept kept) {
            CompletableFuture<Line> first = firsts.putIfAbsent(kept.document().digest(), slot.line());
            if (first == null) {
                page.add(new Pages.Document(slot, kept.document()));
            } else {
                first.whenComplete((line, e) -> complete(slot, line, e));
            }
        } else {
            slot.line().complete(((Uploads.Not) upload).line());
        }
    }

    private static void complete(Slot twin, @Nullable Line first, @Nullable Throwable e) {
        if (first != null) {
            twin.line().complete(first.under(twin.file()));
        } else if (e != null) {
            twin.line().completeExceptionally(e);
        }
    }

    /** Nothing that is ready waits for a slow upload. */
    private Uploads.Result uploaded(Slot slot, List<Pages.Document> page)
            throws InterruptedException, ExecutionException {
        try {
            return slot.upload().get(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            send(page);
            return slot.upload().get();
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
