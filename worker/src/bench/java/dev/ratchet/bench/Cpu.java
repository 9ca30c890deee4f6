package dev.ratchet.bench;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Processor time of processes, as the operating system counts it: in steps of 10 ms. */
final class Cpu {
    private Cpu() {}

    static double seconds(long pid) {
        return seconds(List.of(pid));
    }

    /** Of these processes and all that they started. */
    static double seconds(List<Long> pids) {
        return whole(pids).map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                        .mapToLong(Duration::toMillis)
                        .sum()
                / 1_000.0;
    }

    /** Those of these processes that run, and all that they started. */
    static Stream<ProcessHandle> whole(List<Long> pids) {
        return pids.stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()));
    }
}
