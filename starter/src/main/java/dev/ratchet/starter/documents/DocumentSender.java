package dev.ratchet.starter.documents;

import dev.ratchet.starter.command.DaemonThreads;
import dev.ratchet.starter.command.Refused;
import dev.ratchet.starter.command.Unreachable;
import dev.ratchet.starter.gateway.LibraryClient;
import dev.ratchet.workflows.gateway.Problem;
import dev.ratchet.workflows.gateway.library.DocumentUpload.State;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Uploads many documents. A few are on their way to the gateway at a time; runs bring them in, and go on when this is broken off.
 * What was uploaded before is known there, so that doing it again only goes on.
 */
final class DocumentSender {
    /** On their way to the gateway at a time; it takes four times as many of one person. */
    private static final int AT_ONCE = 4;

    /** Whose runs are asked in one look: those that were uploaded first. */
    private static final int LOOKED_AT = 16;

    /** For the end of a single document's run, in seconds. */
    private static final int PATIENCE = 20;

    private static final Duration PAUSE = Duration.ofMillis(200);

    /** For how long the gateway may be unreachable, or too busy, for one document. */
    private static final Duration AWAY = Duration.ofMinutes(1);

    private static final Set<String> TRANSIENT =
            Set.of(Problem.NOT_READY, Problem.BUSY, Problem.RUNS_UNAVAILABLE, "HTTP_502", "HTTP_503", "HTTP_504");

    private final LibraryClient library;
    private final @Nullable String as;
    private final Consumer<DocumentResult> results;
    private final Deque<Sent> running = new ArrayDeque<>();

    private record Sent(DocumentFile file, DocumentResult result) {}

    /** @param results told of each document, by the thread that sends */
    DocumentSender(LibraryClient library, @Nullable String as, Consumer<DocumentResult> results) {
        this.library = library;
        this.as = as;
        this.results = results;
    }

    /**
     * @param wait for each document until it is in the library, or refused
     * @throws Unreachable when the gateway cannot be reached; what was uploaded goes on
     */
    void send(List<DocumentFile> files, boolean wait) {
        int seconds = wait && files.size() == 1 ? PATIENCE : 0;
        ExecutorService sending = Executors.newFixedThreadPool(AT_ONCE, DaemonThreads.named("uploads"));
        try {
            Deque<Future<Sent>> sent = new ArrayDeque<>();
            for (DocumentFile file : files) {
                sent.add(sending.submit(() -> new Sent(file, uploaded(file, seconds))));
                if (sent.size() >= AT_ONCE * 2) {
                    take(sent.removeFirst(), wait);
                }
            }
            while (!sent.isEmpty()) {
                take(sent.removeFirst(), wait);
            }
        } finally {
            sending.shutdownNow();
        }
        while (!running.isEmpty()) {
            if (!look()) {
                pause();
            }
        }
    }

    private void take(Future<Sent> sent, boolean wait) {
        Sent each = answer(sent);
        if (!wait || each.result().state() != State.RUNNING) {
            results.accept(each.result());
            return;
        }
        running.add(each);
        if (running.size() % LOOKED_AT == 0) {
            look();
        }
    }

    private static Sent answer(Future<Sent> sent) {
        try {
            return sent.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException why) {
                throw why;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Asks for those that were uploaded first; whether one of them has come to an end. */
    private boolean look() {
        boolean ended = false;
        Deque<Sent> stay = new ArrayDeque<>();
        for (int asked = 0; asked < LOOKED_AT && !running.isEmpty(); asked++) {
            Sent each = running.removeFirst();
            DocumentResult now = now(each);
            if (now.state() == State.RUNNING) {
                stay.addFirst(each);
            } else {
                ended = true;
                results.accept(now);
            }
        }
        stay.forEach(running::addFirst);
        return ended;
    }

    private DocumentResult now(Sent each) {
        try {
            return DocumentResult.of(
                    each.file(), library.upload(String.valueOf(each.result().uploadId())));
        } catch (Refused e) {
            return TRANSIENT.contains(e.code()) ? each.result() : refused(each.file(), e);
        }
    }

    private DocumentResult uploaded(DocumentFile file, int seconds) {
        long until = System.nanoTime() + AWAY.toNanos();
        while (true) {
            boolean late = System.nanoTime() - until > 0;
            try {
                return DocumentResult.of(file, library.upload(file.file(), file.name(), seconds, as));
            } catch (UncheckedIOException e) {
                String why = Files.exists(file.file()) ? "the file cannot be read" : "there is no such file";
                return DocumentResult.refused(file, "UNREADABLE", why);
            } catch (Refused e) {
                if (late || !TRANSIENT.contains(e.code())) {
                    return refused(file, e);
                }
            } catch (Unreachable e) {
                if (late || seconds > 0) {
                    throw e;
                }
            }
            pause();
        }
    }

    private static DocumentResult refused(DocumentFile file, Refused e) {
        return DocumentResult.refused(file, e.code(), String.valueOf(e.getMessage()));
    }

    private static void pause() {
        LockSupport.parkNanos(PAUSE.toNanos());
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted();
        }
    }

    private static Refused interrupted() {
        return new Refused(
                "INTERRUPTED", "interrupted; what was uploaded goes on, and doing this again goes on with the rest");
    }
}
