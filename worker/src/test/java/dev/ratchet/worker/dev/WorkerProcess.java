package dev.ratchet.worker.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of its own, on the class path of the tests; gone at the latest when the tests are. */
public final class WorkerProcess implements AutoCloseable {
    private final Process process;
    private final Path output;
    private final Thread atTheEnd;

    private WorkerProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
        this.atTheEnd = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(atTheEnd);
    }

    /** @param output file for what it says; overwritten */
    public static WorkerProcess start(Path output, Map<String, String> environment, Class<?> main, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().put("PATH", System.getenv("PATH"));
        builder.environment().put("RATCHET_LOG", "text");
        builder.environment().putAll(environment);
        return new WorkerProcess(
                builder.redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start(),
                output);
    }

    /** {@code kill -9}. */
    public void kill() {
        process.destroyForcibly();
        exit();
    }

    /** {@code SIGTERM}. */
    public void terminate() {
        process.destroy();
    }

    /** Waits for its end; answers with its exit code. */
    public int exit() {
        try {
            if (!process.waitFor(3, TimeUnit.MINUTES)) {
                throw new AssertionError("the process did not end within three minutes; it said:\n" + said());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public String said() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Workflow id and activity type of every run that a {@code HoldingWorker} holds, in the order of their arrival. */
    public Map<String, String> held() {
        Map<String, String> held = new LinkedHashMap<>();
        said().lines()
                .map(line -> line.split(" "))
                .filter(words -> words[0].equals("held"))
                .forEach(words -> {
                    held.putIfAbsent(words[1], words[2]);
                });
        return held;
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    public boolean alive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(atTheEnd);
    }
}
