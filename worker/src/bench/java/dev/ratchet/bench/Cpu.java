package dev.ratchet.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Processor time of processes, as the operating system counts it: in steps of 10 ms. */
final class Cpu {
    private final List<Long> pids;
    private final Map<Long, Long> millis;

    private Cpu(List<Long> pids) {
        this.pids = pids;
        this.millis = millis(pids);
    }

    /** From now on, of these processes and all that they start. */
    static Cpu of(List<Long> pids) {
        return new Cpu(pids);
    }

    static Cpu of(long pid) {
        return of(List.of(pid));
    }

    /** Since then. What a process used that has ended meanwhile is not known, and left out. */
    double seconds() {
        return millis(pids).entrySet().stream()
                        .mapToLong(now -> Math.max(0, now.getValue() - millis.getOrDefault(now.getKey(), 0L)))
                        .sum()
                / 1_000.0;
    }

    private static Map<Long, Long> millis(List<Long> pids) {
        return whole(pids)
                .distinct()
                .collect(Collectors.toMap(ProcessHandle::pid, process -> process.info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toMillis()));
    }

    /** Those of these processes that run, and all that they started. */
    static Stream<ProcessHandle> whole(List<Long> pids) {
        return pids.stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()));
    }
}
