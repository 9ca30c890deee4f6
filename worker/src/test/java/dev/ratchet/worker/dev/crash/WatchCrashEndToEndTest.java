package dev.ratchet.worker.dev.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.worker.dev.DemoInbox;
import dev.ratchet.worker.dev.SampleInvoices;
import dev.ratchet.worker.dev.WholeRatchet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code submit --watch} is killed at each point where it matters, and begun again: nothing is lost, nothing happens twice. */
@Tag("slow")
class WatchCrashEndToEndTest {
    @TempDir
    static Path folder;

    private static WholeRatchet whole;

    @BeforeAll
    static void start() throws Exception {
        whole = WholeRatchet.start(folder, Map.of());
        Path masterData = Files.writeString(folder.resolve("masterdata.yaml"), DemoInbox.masterData());
        assertThat(whole.ratchet("masterdata", "load", masterData).code()).isZero();
    }

    @AfterAll
    static void stop() {
        if (whole != null) {
            whole.close();
        }
    }

    private enum Point {
        BEFORE_UPLOAD("gateway.GatewayClient", "upload", 1, 110),
        BETWEEN_UPLOAD_AND_START("run.RunStarter", "start", 1, 120),
        BETWEEN_START_AND_MOVE("submit.DropFolder", "done", 1, 130),
        BETWEEN_REASON_AND_MOVE("submit.DropFolder", "move", 1, 140),
        IN_THE_MIDDLE_OF_A_CONTAINER("run.RunStarter", "start", 2, 150);

        private final String type;
        private final String method;
        private final int times;
        private final int sample;

        /** @param sample number of its first invoice */
        Point(String type, String method, int times, int sample) {
            this.type = "dev.ratchet.starter." + type;
            this.method = method;
            this.times = times;
            this.sample = sample;
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_kill_loses_nothing_and_repeats_nothing(Point point) throws Exception {
        Path drop = Files.createDirectory(folder.resolve(point.name()));
        int first = point.sample;
        Path file = switch (point) {
            case BETWEEN_REASON_AND_MOVE ->
                Files.writeString(drop.resolve("broken.xml"), "<Invoice number='" + first + "'>");
            case IN_THE_MIDDLE_OF_A_CONTAINER -> zip(drop.resolve("inbox.zip"), first, first + 1, first + 2);
            default -> Files.write(drop.resolve("one.xml"), SampleInvoices.ubl(first));
        };
        try (HeldCommand held = HeldCommand.start(environment(), watching(drop))) {
            held.killAt(point.type, point.method, point.times);
        }
        assertThat(file).as("it is there until the very end").exists();
        untilEmpty(drop);
        boolean refused = point == Point.BETWEEN_REASON_AND_MOVE;
        String name = file.getFileName().toString();
        assertThat(names(drop.resolve("failed"))).isEqualTo(refused ? List.of(name, name + ".why.txt") : List.of());
        assertThat(names(drop.resolve("done"))).isEqualTo(refused ? List.of() : List.of(name));
        for (int number = first; number < first + 3; number++) {
            boolean expected = !refused && (number == first || point == Point.IN_THE_MIDDLE_OF_A_CONTAINER);
            assertThat(entries(number)).as("entries of sample " + number).isEqualTo(expected ? 1 : 0);
        }
    }

    @Test
    void the_same_content_twice_is_booked_once_and_both_files_are_moved() throws Exception {
        Path drop = Files.createDirectory(folder.resolve("twice"));
        Files.write(drop.resolve("a.xml"), SampleInvoices.ubl(500));
        Files.write(drop.resolve("b.xml"), SampleInvoices.ubl(500));
        zip(drop.resolve("c.zip"), 500);
        assertThat(untilEmpty(drop))
                .as("it ends when it is told to, by SIGTERM")
                .isEqualTo(128 + 15);
        assertThat(names(drop.resolve("done"))).containsExactly("a.xml", "b.xml", "c.zip");
        assertThat(entries(500)).isEqualTo(1);
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>(whole.services().starterEnvironment());
        environment.keySet().removeIf(name -> name.startsWith("TEMPORAL"));
        return environment;
    }

    private static String[] watching(Path drop) {
        return new String[] {"submit", "--as", "anna.behrens", "--watch", drop.toString()};
    }

    /** Its exit code. */
    private static int untilEmpty(Path drop) throws IOException, InterruptedException {
        Process watch = HeldCommand.plain(environment(), watching(drop));
        try {
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
            while (!names(drop).isEmpty()) {
                assertThat(watch.isAlive() && System.nanoTime() < end)
                        .as("everything is moved")
                        .isTrue();
                watch.waitFor(100, TimeUnit.MILLISECONDS);
            }
            watch.destroy();
            assertThat(watch.waitFor(1, TimeUnit.MINUTES)).isTrue();
            return watch.exitValue();
        } finally {
            watch.destroyForcibly();
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(each -> each.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private static long entries(int number) {
        String invoice = "S-" + "0".repeat(4) + number;
        return whole.ratchet("ledger", "export")
                .out()
                .lines()
                .filter(line -> line.matches("\\d{4}-.*") && line.contains(invoice))
                .count();
    }

    private static Path zip(Path file, int... numbers) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (int number : numbers) {
                zip.putNextEntry(new ZipEntry("in/" + SampleInvoices.name(number)));
                zip.write(SampleInvoices.ubl(number));
            }
        }
        return Files.write(file, bytes.toByteArray());
    }
}
