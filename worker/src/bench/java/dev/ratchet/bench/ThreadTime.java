package dev.ratchet.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A thread of a process, and the processor time that it has used so far.
 *
 * @param name as the operating system shortens it, to 15 bytes
 */
record ThreadTime(long id, String name, long nanos) {

    /**
     * All that run.
     *
     * @param process "self", or its id
     * @throws IOException where there is no such process, and everywhere but on Linux
     */
    static List<ThreadTime> of(String process) throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc", process, "task"))) {
            return threads.flatMap(ThreadTime::read).toList();
        } catch (UncheckedIOException ended) {
            throw ended.getCause();
        }
    }

    /** Nothing, when it has ended. */
    private static Stream<ThreadTime> read(Path thread) {
        try {
            return Stream.of(new ThreadTime(
                    Long.parseLong(thread.getFileName().toString()),
                    Files.readString(thread.resolve("comm")).strip(),
                    Long.parseLong(
                            Files.readString(thread.resolve("schedstat")).split(" ")[0])));
        } catch (IOException ended) {
            return Stream.empty();
        }
    }
}
