package dev.ratchet.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.worker.WorkerMain;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs one benchmark in a fresh JVM, so that no other one's classes, profile or heap are in it. */
final class Fork {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Fork() {}

    /** @param args the suite, the file with the place, the file for the results */
    public static void main(String[] args) throws Exception {
        WorkerMain.logEverythingInOnePlace();
        List<Result> results = Suite.valueOf(args[0]).benchmark().run(Place.read(new File(args[1])));
        JSON.writeValue(new File(args[2]), results);
        System.exit(0);
    }

    /** @param jvm further options of that JVM */
    static List<Result> run(Suite suite, Place place, List<String> jvm) throws Exception {
        Path in = place.file("place.json");
        Path out = place.file("results.json");
        place.write(in.toFile());
        List<String> options = new ArrayList<>(List.of("-Xmx2g", "-XX:+UseG1GC"));
        options.addAll(jvm);
        try (Owned process = java(options, Fork.class, place, suite.name(), in.toString(), out.toString())) {
            if (process.awaitEnd() != 0 || !Files.exists(out)) {
                throw new IllegalStateException(suite + " failed: " + last(process.printed()));
            }
        }
        return List.of(JSON.readValue(out.toFile(), Result[].class));
    }

    /** A JVM with this one's class path. */
    static Owned java(List<String> options, Class<?> main, Place place, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return Owned.start(command, place.environment(), place.file(main.getSimpleName() + ".log"));
    }

    private static String last(String log) {
        List<String> lines = log.lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }
}
