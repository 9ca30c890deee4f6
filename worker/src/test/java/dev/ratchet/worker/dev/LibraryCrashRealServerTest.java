package dev.ratchet.worker.dev;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.library.extraction.Packages;
import dev.ratchet.activities.library.extraction.Pdfs;
import dev.ratchet.worker.HoldingWorker;
import dev.ratchet.worker.HoldingWorker.Point;
import dev.ratchet.worker.library.LibraryWorker;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Workers are killed while they bring documents in. What tables and index have in the end is what they have of the same documents
 * that were brought in undisturbed, and at no time is a document visible in part.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 420, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("slow")
class LibraryCrashRealServerTest {
    private static final int DOCUMENTS = Integer.getInteger("ratchet.crash.library", 200);

    /** Of each that can be seen: whether the index has all passages of the version that the tables call current. */
    private static final String VISIBLE_IN_PART = """
            SELECT d.name FROM library_document d JOIN library_version v
                ON (v.tenant, v.document, v.version) = (d.tenant, d.id, d.current)
            WHERE v.state <> 'READY' OR v.count <> (SELECT count(*) FROM indexed_passage i
                    WHERE i.tenant = d.tenant AND i.document = d.id AND i.version = d.current)
                OR EXISTS (SELECT FROM library_content c LEFT JOIN content b USING (tenant, digest)
                    WHERE c.tenant = d.tenant AND c.document = d.id AND c.version = d.current AND b.digest IS NULL)""";

    private final ExecutorService watching = Executors.newSingleThreadExecutor();
    private final Map<Integer, byte[]> files = new TreeMap<>();
    private LibraryProduct product;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        product = LibraryProduct.start(folder);
    }

    @AfterAll
    void stop() {
        watching.shutdownNow();
        if (product != null) {
            product.close();
        }
    }

    // ---- documents

    private static String text(int number) {
        StringBuilder text = new StringBuilder();
        for (int section = 1; section <= 3; section++) {
            text.append("# Section ").append(section).append("\n\n");
            for (int sentence = 1; sentence <= 40 + number % 60; sentence++) {
                text.append("Pump ")
                        .append(number)
                        .append(" has part ")
                        .append(sentence)
                        .append(" of section ");
                text.append(section)
                        .append(", which costs ")
                        .append(sentence * 7 + number)
                        .append(".50 euro. ");
            }
            text.append("\n\n");
        }
        return text.toString();
    }

    /** Of every format, and one in twenty that is refused. PDF and DOCX know when they were made. */
    private static byte[] bytes(int number) {
        String text = text(number);
        if (number % 20 == 0) {
            return ("%PDF-1.7 broken " + number).getBytes(StandardCharsets.UTF_8);
        }
        return switch (number % 4) {
            case 0 -> Pdfs.of("1 Scope\nPump " + number + " is about to be used.", "It is used on page two, too.");
            case 1 -> Packages.docx(Packages.paragraph(text.replace("\n\n", "</w:t></w:r></w:p><w:p><w:r><w:t>")));
            case 2 -> ("<html><h1>Pump</h1><p>" + text.replace("\n\n", "</p><p>")).getBytes(StandardCharsets.UTF_8);
            default -> text.getBytes(StandardCharsets.UTF_8);
        };
    }

    private List<String> bringIn(String shelf, int first, int count) throws Exception {
        List<String> runs = new ArrayList<>();
        for (int number = first; number < first + count; number++) {
            byte[] bytes = files.computeIfAbsent(number, LibraryCrashRealServerTest::bytes);
            runs.add(product.bringIn(shelf + "/" + number + ".md", bytes));
        }
        return runs;
    }

    // ---- what there is

    private List<String> tables(String shelf) throws SQLException {
        return product.rows(
                "SELECT concat_ws(' ', split_part(d.name, '/', 2), d.current, d.versions, d.turns, d.indexing, v.version, v.content,"
                        + " v.format, v.body, v.count, v.state, v.turn, v.uploader, (SELECT count(*) FROM library_content c WHERE c.tenant ="
                        + " d.tenant AND c.document = d.id)) FROM library_document d JOIN library_version v ON (v.tenant, v.document) ="
                        + " (d.tenant, d.id) WHERE d.name LIKE '" + shelf + "/%' ORDER BY 1");
    }

    private List<String> index(String shelf) throws SQLException {
        return product.rows(
                "SELECT concat_ws(' ', split_part(d.name, '/', 2), i.version, i.number, i.page, i.heading, i.place, i.text) FROM"
                        + " indexed_passage i JOIN library_document d ON (d.tenant, d.id) = (i.tenant, i.document) WHERE d.name LIKE '"
                        + shelf + "/%' ORDER BY 1");
    }

    private int published(String shelf) {
        try {
            return product.rows(
                            "SELECT 1 FROM library_document WHERE current IS NOT NULL AND name LIKE '" + shelf + "/%'")
                    .size();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private Map<String, Long> results(List<String> runs) throws Exception {
        Map<String, Long> results = new TreeMap<>();
        for (String run : runs) {
            RunSummary summary = product.result(run);
            results.merge(summary.outcome() + " " + summary.code(), 1L, Long::sum);
        }
        return results;
    }

    /** Looks again and again until it is told to stop; answers with how often it looked. */
    private CompletableFuture<Integer> watch(AtomicBoolean over) {
        return CompletableFuture.supplyAsync(
                () -> {
                    int looks = 0;
                    while (!over.get()) {
                        try {
                            assertThat(product.rows(VISIBLE_IN_PART))
                                    .as("visible in part")
                                    .isEmpty();
                        } catch (SQLException e) {
                            throw new AssertionError(e);
                        }
                        looks++;
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
                    }
                    return looks;
                },
                watching);
    }

    private void requireSame(String calm, String storm) throws SQLException {
        assertThat(tables(storm)).isNotEmpty().isEqualTo(tables(calm));
        assertThat(index(storm)).isNotEmpty().isEqualTo(index(calm));
        assertThat(product.rows(VISIBLE_IN_PART)).isEmpty();
    }

    @Test
    void aLibraryOutlivesItsWorkers() throws Exception {
        Map<String, Long> undisturbed;
        long began = System.nanoTime();
        try (WorkerProcess worker = product.worker()) {
            undisturbed = results(bringIn("calm", 1, DOCUMENTS));
        }
        long calm = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
        assertThat(undisturbed).containsEntry("PUBLISHED PUBLISHED", (long) DOCUMENTS - DOCUMENTS / 20);
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Integer> looks = watch(over);
        List<Integer> kills = new ArrayList<>();
        List<String> runs = new ArrayList<>();
        for (int kill = 1; kill <= 4; kill++) {
            try (WorkerProcess worker = product.worker()) {
                if (runs.isEmpty()) {
                    runs.addAll(bringIn("storm", 1, DOCUMENTS));
                }
                int enough = kill * DOCUMENTS / 6;
                Installation.await("enough are published", () -> published("storm") >= enough);
                worker.kill();
            }
            kills.add(published("storm"));
        }
        Map<String, Long> disturbed;
        try (WorkerProcess another = product.worker()) {
            disturbed = results(runs);
        }
        over.set(true);
        assertThat(disturbed).isEqualTo(undisturbed);
        requireSame("calm", "storm");
        System.out.printf(
                "%d documents, undisturbed in %d s: %s; killed with %s of them published; %d looks saw none in part; then %d rows and"
                        + " %d passages, equal to the undisturbed ones%n",
                DOCUMENTS,
                calm,
                undisturbed,
                kills,
                looks.get(60, TimeUnit.SECONDS),
                tables("storm").size(),
                index("storm").size());
        List<Integer> largest = runs.stream()
                .map(product::historySize)
                .reduce((one, other) -> List.of(Math.max(one.get(0), other.get(0)), Math.max(one.get(1), other.get(1))))
                .orElseThrow();
        System.out.println("largest history " + largest.get(0) + " bytes, largest event " + largest.get(1));
        assertThat(largest.get(1)).isLessThan(32 * 1024);
    }

    @Test
    void aRunOutlivesAKillAtEachOfItsActivities() throws Exception {
        try (WorkerProcess worker = product.worker()) {
            results(bringIn("before", 1_001, 12));
        }
        Map<String, Point> points = new LinkedHashMap<>();
        List<String> runs = bringIn("held", 1_001, 12);
        for (int i = 0; i < runs.size(); i++) {
            points.put(runs.get(i), new Point(1 + i / 2, i % 2 == 1));
        }
        Path file = HoldingWorker.write(Files.createTempFile("held", ".points"), points);
        Map<String, String> held;
        try (WorkerProcess worker = product.process(LibraryWorker.Holding.class, file.toString())) {
            Installation.await("runs are held", () -> worker.held().size() >= 9);
            held = worker.held();
            worker.kill();
        }
        held.forEach((run, activity) -> System.out.println("killed " + points.get(run) + ", " + activity));
        assertThat(held.values().stream().distinct().collect(Collectors.toList()))
                .contains("LibraryExtract", "LibraryCut", "LibraryIndex", "LibraryPublish");
        try (WorkerProcess another = product.worker()) {
            for (String run : runs) {
                assertThat(product.result(run).status()).as(run).isIn(RunStatus.DONE, RunStatus.REFUSED);
            }
        }
        requireSame("before", "held");
    }

    @Test
    void aRemovalIsFinishedByAnyWorker() throws Exception {
        String document;
        try (WorkerProcess worker = product.worker()) {
            results(bringIn("gone", 2_001, 2));
            document = product.rows("SELECT id FROM library_document WHERE name = 'gone/2001.md'")
                    .get(0);
            assertThat(product.library().remove(LibraryProduct.TENANT, document, "carl"))
                    .isTrue();
            worker.kill();
        }
        try (WorkerProcess another = product.worker()) {
            product.finishRemoval(document);
        }
        assertThat(index("gone"))
                .isNotEmpty()
                .allSatisfy(passage -> assertThat(passage).startsWith("2002.md"));
        assertThat(product.rows("SELECT person FROM library_removal WHERE document = '" + document
                        + "' AND finished_at IS NOT NULL"))
                .containsExactly("carl");
    }
}
