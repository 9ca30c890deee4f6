package dev.ratchet.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Processor time from now on, as the operating system counts it. */
final class Cpu {
    private final Supplier<Map<Long, Long>> nanos;
    private final Map<Long, Long> before;

    /** @param nanos of each process or thread so far, by its id */
    private Cpu(Supplier<Map<Long, Long>> nanos) {
        this.nanos = nanos;
        this.before = nanos.get();
    }

    /** Of these processes and all that they start, in steps of 10 ms. */
    static Cpu of(List<Long> pids) {
        return new Cpu(() -> ofProcesses(pids));
    }

    static Cpu of(long pid) {
        return of(List.of(pid));
    }

    /**
     * Of a JVM's compilers. Which of several takes turns they fall to is chance, so they are told apart. Linux only: 0
     * elsewhere.
     */
    static Cpu ofCompilers(long pid) {
        return new Cpu(() -> ofCompilerThreads(pid));
    }

    /** Since then. What was used by one that has ended meanwhile is not known, and left out. */
    double seconds() {
        return nanos.get().entrySet().stream()
                        .mapToLong(now -> Math.max(0, now.getValue() - before.getOrDefault(now.getKey(), 0L)))
                        .sum()
                / 1e9;
    }

    private static Map<Long, Long> ofProcesses(List<Long> pids) {
        return whole(pids)
                .distinct()
                .collect(Collectors.toMap(ProcessHandle::pid, process -> process.info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toNanos()));
    }

    private static Map<Long, Long> ofCompilerThreads(long pid) {
        try {
            return ThreadTime.of(String.valueOf(pid)).stream()
                    .filter(thread -> thread.name().matches("C[12] Comp.*"))
                    .collect(Collectors.toMap(ThreadTime::id, ThreadTime::nanos));
        } catch (IOException notLinux) {
            return Map.of();
        }
    }

    /** Those of these processes that run, and all that they started. */
    static Stream<ProcessHandle> whole(List<Long> pids) {
        return pids.stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()));
    }
}
