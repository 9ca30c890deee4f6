package dev.ratchet.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A process of ours, ended with this one however that ends, its children before it. */
final class Owned implements AutoCloseable {
    private final Process process;
    private final Path log;
    private final Thread reaper;

    private Owned(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.reaper = new Thread(this::kill);
        Runtime.getRuntime().addShutdownHook(reaper);
    }

    /** @param log takes what it prints, errors too */
    static Owned start(List<String> command, Map<String, String> environment, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("TEMPORAL_") || name.startsWith("RATCHET_"));
        builder.environment().putAll(environment);
        return new Owned(builder.start(), log);
    }

    long pid() {
        return process.pid();
    }

    void requireRunning() {
        if (!process.isAlive()) {
            throw new IllegalStateException("a process has ended; it printed: " + printed());
        }
    }

    String printed() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitPrinted(String phrase) {
        await(phrase, () -> printed().contains(phrase));
    }

    /** @throws IllegalStateException when it ends, or three minutes pass, before that is so */
    void await(String what, BooleanSupplier so) {
        long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
        while (!so.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > until) {
                throw new IllegalStateException("a process did not get to '" + what + "'; it printed: " + printed());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    private void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Asks it to end, and makes it after half a minute. */
    @Override
    public void close() throws InterruptedException {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        children.forEach(ProcessHandle::destroyForcibly);
        Runtime.getRuntime().removeShutdownHook(reaper);
    }
}
