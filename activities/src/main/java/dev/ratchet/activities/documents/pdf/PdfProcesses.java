package dev.ratchet.activities.documents.pdf;

import dev.ratchet.activities.documents.pdf.PdfRequest.What;
import dev.ratchet.activities.documents.refusal.Refusal;
import dev.ratchet.activities.documents.refusal.Refusal.RefusedException;
import dev.ratchet.workflows.contract.invoice.DocumentReading.Unreadable;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Reads PDFs in processes of their own, each with a small heap and a lower priority than this process. A PDF that takes
 * all memory of its process, or too much time, is refused; the next one gets a new process. They have none of this
 * process's environment: no password, no key. Threads may share it.
 *
 * <p>A process starts with the first PDF, which therefore waits about half a second.
 */
public final class PdfProcesses implements AutoCloseable {
    /** Of each process, in MB. */
    static final int HEAP = 256;

    /** By then the process is ended, and the PDF is tried again: the machine may have been too busy. */
    private static final Duration MOST_TIME = Duration.ofSeconds(20);

    private static final Duration MOST_WAIT = Duration.ofSeconds(20);

    /** PDFs that one process reads: the library keeps some things for ever. */
    private static final int USES = 1_000;

    private static final Path NICE = Path.of("/usr/bin/nice");

    private final Semaphore free;
    private final Deque<Child> idle = new ConcurrentLinkedDeque<>();
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "ends PDF processes that take too long");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean closed;

    /** As many processes as the machine has processors, but two at most. */
    public PdfProcesses() {
        this(Math.min(2, Runtime.getRuntime().availableProcessors()));
    }

    /** @param most processes at once, 1 or more */
    PdfProcesses(int most) {
        this.free = new Semaphore(most, true);
    }

    /** The embedded XML files; without any, the text. */
    public PdfContent read(byte[] pdf) throws RefusedException {
        return answer(new PdfRequest(What.XML_OR_TEXT, pdf));
    }

    /** The text, whatever is embedded. */
    public PdfContent text(byte[] pdf) throws RefusedException {
        return answer(new PdfRequest(What.TEXT, pdf));
    }

    /**
     * @throws IllegalStateException when all processes are busy or cannot be started; trying again later can help
     * @throws InternalError when the process ended, and neither its memory nor its time explains that
     */
    private PdfContent answer(PdfRequest request) throws RefusedException {
        awaitFree();
        try {
            Child child = idle.poll();
            return ask(child == null ? new Child() : child, request);
        } finally {
            free.release();
        }
    }

    private void awaitFree() {
        try {
            if (!free.tryAcquire(MOST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("all processes that read PDFs are busy");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while all processes that read PDFs were busy", e);
        }
    }

    private PdfContent ask(Child child, PdfRequest request) throws RefusedException {
        Future<?> deadline = deadlines.schedule(child::end, MOST_TIME.toMillis(), TimeUnit.MILLISECONDS);
        boolean usable = false;
        try {
            PdfContent content = child.ask(request);
            usable = true;
            return content;
        } catch (RefusedException e) {
            usable = true;
            throw e;
        } catch (IOException e) {
            throw ended(child);
        } finally {
            deadline.cancel(false);
            if (usable && child.uses < USES && !closed) {
                idle.push(child);
            } else {
                child.end();
            }
        }
    }

    /** Why a process ended before it answered. */
    private static RefusedException ended(Child child) {
        int code = child.exitCode();
        return switch (code) {
            case PdfProcess.OUT_OF_MEMORY -> Refusal.PDF_TOO_COMPLEX.refuse(HEAP + " MB of memory at most");
            case PdfProcess.TOO_SLOW ->
                Refusal.PDF_TOO_COMPLEX.refuse(PdfProcess.MOST_CPU.toSeconds() + " seconds of computing at most");
            default -> throw new InternalError("the process that read the PDF ended with exit code " + code);
        };
    }

    /** The ids of the processes that wait for a PDF. */
    List<Long> idle() {
        return idle.stream().map(child -> child.process.pid()).toList();
    }

    @Override
    public void close() {
        closed = true;
        deadlines.shutdownNow();
        for (Child child = idle.poll(); child != null; child = idle.poll()) {
            child.end();
        }
    }

    private static final class Child {
        private final Process process;
        private final DataOutputStream out;
        private final DataInputStream in;
        private int uses;

        Child() {
            ProcessBuilder builder = new ProcessBuilder(command()).redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().clear();
            try {
                this.process = builder.start();
            } catch (IOException e) {
                throw new IllegalStateException("a process that reads PDFs cannot be started", e);
            }
            this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
            this.in = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
        }

        private static List<String> command() {
            List<String> command = new ArrayList<>();
            if (Files.isExecutable(NICE)) {
                command.addAll(List.of(NICE.toString(), "-n", "10"));
            }
            command.addAll(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx" + HEAP + "m",
                    "-Xss512k",
                    "-XX:MaxMetaspaceSize=96m",
                    "-XX:MaxDirectMemorySize=16m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-XX:-UsePerfData",
                    "-Djava.awt.headless=true",
                    "-cp",
                    System.getProperty("java.class.path"),
                    PdfProcess.class.getName()));
            return command;
        }

        PdfContent ask(PdfRequest request) throws IOException, RefusedException {
            uses++;
            request.write(out);
            if (in.readByte() == PdfProcess.CONTENT) {
                return PdfContent.read(in);
            }
            throw new RefusedException(new Unreadable(in.readUTF(), in.readUTF()));
        }

        int exitCode() {
            try {
                return process.waitFor(MOST_TIME.toSeconds(), TimeUnit.SECONDS) ? process.exitValue() : -1;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return -1;
            }
        }

        void end() {
            process.destroyForcibly();
        }
    }
}
