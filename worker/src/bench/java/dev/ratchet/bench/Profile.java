package dev.ratchet.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/** Where the time goes, and what is allocated, by subsystem: from a flight recording. */
final class Profile {
    /** System property of a forked JVM that should have its worker recorded. */
    static final String WANTED = "bench.jfr";

    private static final int SHOWN = 10;

    /** Class name prefixes of each subsystem; the innermost frame that is somebody's decides. */
    private static final Map<String, List<String>> SUBSYSTEMS = subsystems();

    private Profile() {}

    private static Map<String, List<String>> subsystems() {
        Map<String, List<String>> names = new LinkedHashMap<>();
        names.put(
                "validation: XSLT, schema (phive, Saxon, Xerces, JAXB)",
                List.of(
                        "net.sf.saxon",
                        "com.helger",
                        "com.sun.org.apache.xerces.internal.impl.xs",
                        "com.sun.org.apache.xerces.internal.jaxp.validation",
                        "dev.ratchet.activities.documents.rules.OfficialRules"));
        names.put(
                "reading documents (our parser, arithmetic, PDF)",
                List.of("dev.ratchet.activities.documents", "org.apache.pdfbox", "com.sun.org.apache.xerces"));
        names.put(
                "database (JDBC, Jdbi, pool)",
                List.of(
                        "org.postgresql",
                        "org.jdbi",
                        "com.zaxxer",
                        "dev.ratchet.activities.ledger",
                        "dev.ratchet.activities.audit",
                        "dev.ratchet.activities.content",
                        "dev.ratchet.activities.masterdata"));
        names.put("JSON (Jackson)", List.of("com.fasterxml.jackson"));
        names.put("rules (CEL)", List.of("dev.cel"));
        names.put("protobuf", List.of("com.google.protobuf", "io.temporal.api"));
        names.put("gRPC, netty", List.of("io.grpc"));
        names.put("Temporal SDK", List.of("io.temporal"));
        names.put("DBOS", List.of("dev.dbos"));
        names.put("hashing", List.of("sun.security.provider", "java.security.MessageDigest"));
        names.put("kernel and agents", List.of("dev.ratchet.workflows"));
        names.put("gateway, worker", List.of("dev.ratchet"));
        return names;
    }

    /** Options of a JVM that leaves a recording in the folder when it ends. */
    static List<String> recording(Path folder) {
        return List.of(
                "-XX:StartFlightRecording=filename=" + folder.resolve("profile.jfr") + ",settings=profile,dumponexit=true",
                "-Xlog:jfr*=off");
    }

    /** Prints the biggest costs of the folder's recording; nothing when there is none. */
    static void print(Path folder, PrintStream screen) throws IOException {
        Path file = folder.resolve("profile.jfr");
        if (!Files.exists(file)) {
            return;
        }
        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        table(screen, "processor time", events, List.of("jdk.ExecutionSample"), event -> 1);
        table(
                screen,
                "allocation",
                events,
                List.of("jdk.ObjectAllocationSample"),
                event -> event.getLong("weight"));
    }

    private static void table(
            PrintStream screen, String what, List<RecordedEvent> events, List<String> types, ToLongFunction<RecordedEvent> weight) {
        Map<String, Long> subsystems = new TreeMap<>();
        Map<String, Long> frames = new TreeMap<>();
        long all = 0;
        for (RecordedEvent event : events) {
            if (types.contains(event.getEventType().getName()) && event.getStackTrace() != null) {
                long weighs = weight.applyAsLong(event);
                all += weighs;
                subsystems.merge(subsystem(event.getStackTrace()), weighs, Long::sum);
                frames.merge(top(event.getStackTrace()), weighs, Long::sum);
            }
        }
        screen.println("   " + what + " by subsystem:");
        show(screen, subsystems, all);
        screen.println("   " + what + " by method:");
        show(screen, frames, all);
    }

    private static void show(PrintStream screen, Map<String, Long> weights, long all) {
        weights.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(SHOWN)
                .forEach(entry ->
                        screen.printf("     %5.1f %%  %s%n", 100.0 * entry.getValue() / Math.max(1, all), entry.getKey()));
    }

    private static String subsystem(RecordedStackTrace trace) {
        return trace.getFrames().stream()
                .map(Profile::owner)
                .flatMap(owner -> Stream.ofNullable(named(owner)))
                .findFirst()
                .orElse("the JDK alone");
    }

    private static @Nullable String named(String owner) {
        for (Map.Entry<String, List<String>> subsystem : SUBSYSTEMS.entrySet()) {
            if (subsystem.getValue().stream().anyMatch(owner::startsWith)) {
                return subsystem.getKey();
            }
        }
        return null;
    }

    private static String top(RecordedStackTrace trace) {
        RecordedFrame frame = trace.getFrames().get(0);
        return owner(frame) + "." + frame.getMethod().getName();
    }

    private static String owner(RecordedFrame frame) {
        return frame.getMethod().getType().getName();
    }
}
