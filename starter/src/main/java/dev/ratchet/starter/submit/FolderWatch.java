package dev.ratchet.starter.submit;

import dev.ratchet.starter.command.Refused;
import dev.ratchet.starter.command.Unreachable;
import dev.ratchet.starter.submit.DropFolder.Stamp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Submits what is dropped into a folder, one file after another, and moves each when there is a result. It keeps nothing of its
 * own: a file that is still there is submitted (again), and the same bytes are one run, so it may be killed at any point.
 */
final class FolderWatch {
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** How the files of one look are submitted. */
    interface Submitter extends AutoCloseable {
        void submit(Path file, Consumer<SubmitResult> results);

        @Override
        void close();
    }

    /** Opens it; throws what a command would end with. */
    interface Opener {
        Submitter open();
    }

    private final DropFolder folder;
    private final Opener opener;
    private final Duration interval;
    private final Consumer<SubmitResult> results;
    private final Consumer<String> notices;
    private final Settling settling = new Settling();
    private final Map<Path, Retry> retries = new HashMap<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private Duration pause;
    private String trouble = "";

    /** When a file that got no answer is submitted again. */
    private record Retry(Duration pause, long atNanos, String why) {}

    /**
     * @param interval between two looks
     * @param results told of every document
     * @param notices told what stands in the way, once, and when it is gone
     */
    FolderWatch(
            DropFolder folder,
            Opener opener,
            Duration interval,
            Consumer<SubmitResult> results,
            Consumer<String> notices) {
        this.folder = folder;
        this.opener = opener;
        this.interval = interval;
        this.results = results;
        this.notices = notices;
        this.pause = interval;
    }

    /** The file in hand is finished first. */
    void stop() {
        stopped.countDown();
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    /** Returns when it was stopped. */
    void run() throws InterruptedException {
        do {
            try {
                look();
                ended();
            } catch (Unreachable | Refused e) {
                inTheWay(String.valueOf(e.getMessage()));
            } catch (IOException e) {
                inTheWay("the folder cannot be read or written: " + e);
            }
        } while (!stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS));
    }

    private void ended() {
        pause = interval;
        if (!trouble.isEmpty()) {
            notices.accept("it goes on");
            trouble = "";
        }
    }

    private void inTheWay(String why) {
        pause = longer(pause);
        if (!trouble.equals(why)) {
            notices.accept(why + "; files stay where they are, and are tried again");
            trouble = why;
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    /** Looks once, and submits what is complete. */
    void look() throws IOException {
        SortedMap<Path, Stamp> files = folder.files();
        retries.keySet().retainAll(files.keySet());
        SortedMap<Path, Stamp> complete = settling.complete(files);
        complete.keySet().removeIf(this::isToWait);
        if (complete.isEmpty() || isStopped()) {
            return;
        }
        try (Submitter submitter = opener.open()) {
            for (Map.Entry<Path, Stamp> file : complete.entrySet()) {
                take(file.getKey(), file.getValue(), submitter);
                if (isStopped()) {
                    return;
                }
            }
        }
    }

    private boolean isToWait(Path file) {
        Retry retry = retries.get(file);
        return retry != null && retry.atNanos() - System.nanoTime() > 0;
    }

    private void take(Path file, Stamp seen, Submitter submitter) throws IOException {
        List<SubmitResult> all = new ArrayList<>();
        submitter.submit(file, result -> {
            all.add(result);
            if (!isUnanswered(result)) {
                results.accept(result);
            }
        });
        if (!seen.equals(folder.stamp(file))) {
            notices.accept(file + " changed while it was submitted; it stays, and is submitted again");
        } else if (all.stream().anyMatch(FolderWatch::isUnanswered)) {
            again(file, all);
        } else {
            move(file, all);
            retries.remove(file);
        }
    }

    /** Nobody has said anything about the document itself. */
    private static boolean isUnanswered(SubmitResult result) {
        return result.outcome() == SubmitOutcome.FAILED && result.id() == null;
    }

    private void again(Path file, List<SubmitResult> all) {
        String why = all.stream()
                .filter(FolderWatch::isUnanswered)
                .map(each -> each.why() + " (" + each.code() + ")")
                .findFirst()
                .orElseThrow();
        Retry last = retries.get(file);
        Duration next = longer(last == null ? interval : last.pause());
        retries.put(file, new Retry(next, System.nanoTime() + next.toNanos(), why));
        if (last == null || !last.why().equals(why)) {
            notices.accept(file + " stays, and is tried again: " + why);
        }
    }

    private void move(Path file, List<SubmitResult> all) throws IOException {
        List<SubmitResult> wrong = all.stream().filter(FolderWatch::needsLook).toList();
        if (wrong.isEmpty()) {
            folder.done(file);
        } else {
            folder.failed(file, wrong.stream().map(FolderWatch::told).collect(Collectors.joining("\n")));
        }
    }

    private static boolean needsLook(SubmitResult result) {
        return switch (result.outcome()) {
            case REFUSED, FAILED -> true;
            case POSTED, DUPLICATE, WAITING, RUNNING, SKIPPED -> false;
        };
    }

    private static String told(SubmitResult result) {
        return result.file() + "\n" + result.outcome() + " " + result.code() + "\n" + result.why() + "\n"
                + (result.id() == null ? "" : "run " + result.id() + "; 'ratchet explain' says more\n");
    }
}
