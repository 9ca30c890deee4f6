package dev.ratchet.worker.restart;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Which of an agent's two task queues: what it usually works on, and what is kept away from that. */
public enum WorkQueue {
    USUAL(""),
    /** Of runs that took their workers with them, whose room is {@code poison}. */
    POISON("-poison");

    private final String suffix;

    WorkQueue(String suffix) {
        this.suffix = suffix;
    }

    /** @param taskQueue as the agent's registration names it */
    public String of(String taskQueue) {
        return taskQueue + suffix;
    }

    /** Whether it is a queue of this kind; every queue is one of {@link #USUAL}. */
    public boolean has(String taskQueue) {
        return taskQueue.endsWith(suffix);
    }

    /** As a person writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException naming what there is */
    public static WorkQueue parse(String word) {
        return Arrays.stream(values())
                .filter(each -> each.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + word + "' should be "
                        + Arrays.stream(values()).map(WorkQueue::word).collect(Collectors.joining(" or "))));
    }
}
