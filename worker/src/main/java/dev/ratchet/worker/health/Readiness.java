package dev.ratchet.worker.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether all that a process needs answers. An answer is good for a second, so that asking often asks nobody often; and
 * while one caller finds out anew, the others are told what was found last.
 */
public final class Readiness {
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** One of the needs, and the answer that is still awaited from before. */
    private static final class Need {
        private final String name;
        private final BooleanSupplier answers;
        private CompletableFuture<Boolean> asked = CompletableFuture.completedFuture(false);

        private Need(String name, BooleanSupplier answers) {
            this.name = name;
            this.answers = answers;
        }

        /** A need that hangs is not asked again: it would take a thread each time. */
        private void ask() {
            if (asked.isDone()) {
                CompletableFuture<Boolean> answer = new CompletableFuture<>();
                asked = answer;
                Thread thread = new Thread(() -> complete(answer), "readiness of " + name);
                thread.setDaemon(true);
                thread.start();
            }
        }

        private void complete(CompletableFuture<Boolean> answer) {
            try {
                answer.complete(answers.getAsBoolean());
            } catch (RuntimeException e) {
                answer.complete(false);
            }
        }

        private boolean answered(long withinNanos) throws InterruptedException {
            try {
                return asked.get(Math.max(0, withinNanos), TimeUnit.NANOSECONDS);
            } catch (TimeoutException | ExecutionException e) {
                return false;
            }
        }
    }

    private record Found(Optional<String> problem, long atNanos) {}

    private final List<Need> needs;
    private final Duration patience;
    private final LongSupplier nanos;
    private final AtomicBoolean finding = new AtomicBoolean();
    private volatile @Nullable Found last;

    /** @param needs what answers, by the name that a person is told, such as "the database" */
    public Readiness(Map<String, BooleanSupplier> needs) {
        this(needs, PATIENCE, System::nanoTime);
    }

    /** @param nanos the clock that tells whether an answer is still good */
    Readiness(Map<String, BooleanSupplier> needs, Duration patience, LongSupplier nanos) {
        this.needs = new TreeMap<>(needs)
                .entrySet().stream()
                        .map(need -> new Need(need.getKey(), need.getValue()))
                        .toList();
        this.patience = patience;
        this.nanos = nanos;
    }

    /** Names all that does not answer; empty when the process can work. */
    public Optional<String> notReady() {
        Found known = last;
        if (known != null && nanos.getAsLong() - known.atNanos() < FRESH.toNanos()) {
            return known.problem();
        }
        if (!finding.compareAndSet(false, true)) {
            return known == null ? Optional.of("nothing has answered yet") : known.problem();
        }
        try {
            Optional<String> problem = problem();
            last = new Found(problem, nanos.getAsLong());
            return problem;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("the process is stopping");
        } finally {
            finding.set(false);
        }
    }

    private Optional<String> problem() throws InterruptedException {
        needs.forEach(Need::ask);
        long until = System.nanoTime() + patience.toNanos();
        Collection<String> silent = new ArrayList<>();
        for (Need need : needs) {
            if (!need.answered(until - System.nanoTime())) {
                silent.add(need.name);
            }
        }
        return silent.isEmpty() ? Optional.empty() : Optional.of("no answer from " + String.join(" and ", silent));
    }
}
