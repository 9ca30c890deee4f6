package dev.ratchet.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a JVM's compilers used so far. Which of several takes turns they fall to is chance, so it is told apart. */
final class Compilers {
    private Compilers() {}

    /** Processor time. Linux only: 0 elsewhere. A compiler thread that has ended takes its time with it. */
    static double seconds(long pid) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", String.valueOf(pid), "task"))) {
            return threads.mapToLong(Compilers::nanos).sum() / 1e9;
        } catch (IOException | UncheckedIOException notLinux) {
            return 0;
        }
    }

    private static long nanos(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).matches("(?s)C[12] Comp.*")
                    ? Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ")[0])
                    : 0;
        } catch (IOException ended) {
            return 0;
        }
    }
}
