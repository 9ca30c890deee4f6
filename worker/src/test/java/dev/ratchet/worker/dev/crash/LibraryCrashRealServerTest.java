package dev.ratchet.worker.dev.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.library.extraction.Packages;
import dev.ratchet.activities.library.extraction.Pdfs;
import dev.ratchet.activities.retrieval.Candidates.Ranked;
import dev.ratchet.worker.HoldingWorker;
import dev.ratchet.worker.HoldingWorker.Point;
import dev.ratchet.worker.dev.Installation;
import dev.ratchet.worker.dev.WorkerProcess;
import dev.ratchet.worker.library.LibrarySearch;
import dev.ratchet.worker.library.LibraryWorker;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.contract.retrieval.DocumentVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Workers are killed while they bring documents in. What tables and indexes have in the end is what they have of the same documents
 * that were brought in undisturbed, and no search that another process makes meanwhile finds a document in part or in two versions.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 1_200, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("slow")
class LibraryCrashRealServerTest {
    private static final int DOCUMENTS = Integer.getInteger("ratchet.crash.library", 200);

    /** Every fifth of them is brought in again, with another text. */
    private static final int CHANGED = 5;

    /** Words of which each passage has some. */
    private static final String EVERYWHERE = "pump used prologue epilogue part";

    private static final String FIRST = "prologue";
    private static final String LAST = "epilogue";

    /** Of each that can be seen: whether the tables have all of the version that they call current. */
    private static final String VISIBLE_IN_PART = """
            SELECT d.name FROM library_document d JOIN library_version v
                ON (v.tenant, v.document, v.version) = (d.tenant, d.id, d.current)
            WHERE v.state <> 'READY' OR EXISTS (SELECT FROM library_content c LEFT JOIN content b USING (tenant, digest)
                    WHERE c.tenant = d.tenant AND c.document = d.id AND c.version = d.current AND b.digest IS NULL)""";

    private final ExecutorService watching = Executors.newSingleThreadExecutor();
    private final Random random = new Random(6);
    private final Map<Integer, byte[]> files = new TreeMap<>();
    private LibraryProduct product;
    private LibrarySearch search;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        product = LibraryProduct.start(folder);
        search = product.search();
    }

    @AfterAll
    void stop() {
        watching.shutdownNow();
        if (search != null) {
            search.close();
        }
        if (product != null) {
            product.close();
        }
    }

    // ---- documents

    /** The first passage has one word that no other has, and the last one another. */
    private static String text(int number) {
        StringBuilder text = new StringBuilder("This is the " + FIRST + ".\n\n");
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
        return text.append("This is the " + LAST + ".\n").toString();
    }

    /** Of every format, and one in twenty that is refused. PDF and DOCX know when they were made. */
    private static byte[] bytes(int number) {
        String text = text(number);
        if (number % 20 == 0) {
            return ("%PDF-1.7 broken " + number).getBytes(StandardCharsets.UTF_8);
        }
        return switch (number % 4) {
            case 0 ->
                Pdfs.of(
                        "1 Scope\nThis is the " + FIRST + ". Pump " + number + " is about to be used.",
                        "It is used on page two, too. This is the " + LAST + ".");
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

    /** Another text under the name of some: with a number that no other document has. */
    private List<String> bringInAgain(String shelf) throws Exception {
        List<String> runs = new ArrayList<>();
        for (int number = CHANGED - 2; number <= DOCUMENTS; number += CHANGED) {
            runs.add(product.bringIn(
                    shelf + "/" + number + ".md", text(5_000 + number).getBytes(StandardCharsets.UTF_8)));
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

    private Map<String, String> names(String shelf) throws SQLException {
        Map<String, String> names = new TreeMap<>();
        for (String row :
                product.rows("SELECT id || ' ' || split_part(name, '/', 2) FROM library_document WHERE name LIKE '"
                        + shelf + "/%'")) {
            names.put(row.split(" ")[0], row.split(" ")[1]);
        }
        return names;
    }

    /** All passages that an index has of each document. */
    private List<String> index(String shelf, Searched index) throws SQLException {
        List<String> passages = new ArrayList<>();
        names(shelf)
                .forEach((document, name) -> index.find(EVERYWHERE, List.of(document)).stream()
                        .map(each -> each.passage())
                        .map(each -> name + " " + each.of().version() + " " + each.number() + " " + each.page() + " "
                                + each.heading() + " " + each.start() + "-" + each.end() + " " + each.text())
                        .sorted()
                        .forEach(passages::add));
        passages.sort(null);
        return passages;
    }

    private interface Searched {
        List<Ranked> find(String text, List<String> documents);
    }

    private List<Ranked> lucene(String text, List<String> documents) {
        return search.inLucene(LibraryProduct.TENANT, text, documents);
    }

    private List<Ranked> postgres(String text, List<String> documents) {
        return search.inPostgres(LibraryProduct.TENANT, text, documents);
    }

    /** What is found of these documents, with its score; equal scores in the order of names. */
    private List<String> found(String shelf, String question, Searched index) throws SQLException {
        Map<String, String> names = names(shelf);
        return index.find(question, List.copyOf(names.keySet())).stream()
                .map(each -> String.format(
                        Locale.ROOT,
                        "%09.5f %s/%d/%d",
                        1_000 - each.score(),
                        names.get(each.passage().of().document()),
                        each.passage().of().version(),
                        each.passage().number()))
                .sorted()
                .toList();
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

    private int changed(String shelf) {
        try {
            return product.rows("SELECT 1 FROM library_document WHERE current > 1 AND name LIKE '" + shelf + "/%'")
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

    /**
     * @param found how many of the searches found something
     * @param documents that one of them found at most
     */
    private record Looks(int searches, int found, int documents) {}

    /** Looks and searches again and again until it is told to stop. */
    private CompletableFuture<Looks> watch(AtomicBoolean over) {
        return CompletableFuture.supplyAsync(
                () -> {
                    int searches = 0;
                    int found = 0;
                    int most = 0;
                    try {
                        while (!over.get()) {
                            assertThat(product.rows(VISIBLE_IN_PART))
                                    .as("visible in part")
                                    .isEmpty();
                            int documents = requireWhole(this::lucene);
                            requireWhole(this::postgres);
                            searches += 4;
                            found += documents > 0 ? 1 : 0;
                            most = Math.max(most, documents);
                            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
                        }
                    } catch (SQLException e) {
                        throw new AssertionError(e);
                    }
                    return new Looks(searches, found, most);
                },
                watching);
    }

    /** Of each document that is found, one version, and of that the first passage and the last; of one, all of them. */
    private int requireWhole(Searched index) throws SQLException {
        List<Ranked> found = index.find(FIRST + " " + LAST, List.of());
        List<String> documents = documents(found, number -> number == 1);
        if (!documents.isEmpty()) {
            String one = documents.get(random.nextInt(documents.size()));
            assertThat(documents(index.find(EVERYWHERE, List.of(one)), number -> true))
                    .containsExactly(one);
        }
        return documents.size();
    }

    /** @param needed which numbers, besides the last one, must be there */
    private List<String> documents(List<Ranked> found, IntPredicate needed) throws SQLException {
        Map<String, Integer> counts = new TreeMap<>();
        for (String row : product.rows(
                "SELECT concat_ws(' ', document || '/' || version, count) FROM library_version WHERE count IS NOT NULL")) {
            counts.put(row.split(" ")[0], Integer.parseInt(row.split(" ")[1]));
        }
        Map<String, SortedSet<Integer>> numbers = new TreeMap<>();
        for (Ranked each : found) {
            DocumentVersion of = each.passage().of();
            numbers.computeIfAbsent(of.document() + "/" + of.version(), version -> new TreeSet<>())
                    .add(each.passage().number());
        }
        numbers.forEach((version, some) -> assertThat(some)
                .as(version + " of " + counts.get(version) + " passages")
                .contains(counts.get(version))
                .containsAll(IntStream.rangeClosed(1, counts.get(version))
                        .filter(needed)
                        .boxed()
                        .toList()));
        List<String> documents =
                numbers.keySet().stream().map(version -> version.split("/")[0]).toList();
        assertThat(documents).as("each in one version").doesNotHaveDuplicates();
        return documents;
    }

    private void requireSame(String calm, String storm) throws SQLException {
        assertThat(tables(storm)).isNotEmpty().isEqualTo(tables(calm));
        for (Searched index : List.<Searched>of(this::lucene, this::postgres)) {
            assertThat(index(storm, index)).isNotEmpty().isEqualTo(index(calm, index));
            for (String question : List.of(FIRST, LAST, "131.50", "99.50", "used on page")) {
                assertThat(found(storm, question, index)).isEqualTo(found(calm, question, index));
            }
        }
        assertThat(product.rows(VISIBLE_IN_PART)).isEmpty();
    }

    /** On a busy machine: a worker that died has the next one wait until its lease of the index is over. */
    private static void await(String what, BooleanSupplier seen) {
        Installation.await(() -> what, Duration.ofMinutes(4), seen);
    }

    @Test
    void aLibraryOutlivesItsWorkers() throws Exception {
        Map<String, Long> undisturbed;
        long began = System.nanoTime();
        try (WorkerProcess worker = product.worker()) {
            undisturbed = results(bringIn("calm", 1, DOCUMENTS));
            results(bringInAgain("calm"));
        }
        long calm = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
        assertThat(undisturbed).containsEntry("PUBLISHED PUBLISHED", (long) DOCUMENTS - DOCUMENTS / 20);
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Looks> looks = watch(over);
        List<Integer> kills = new ArrayList<>();
        List<String> runs = new ArrayList<>();
        for (int kill = 1; kill <= 4; kill++) {
            try (WorkerProcess worker = product.worker()) {
                if (runs.isEmpty()) {
                    runs.addAll(bringIn("storm", 1, DOCUMENTS));
                }
                int enough = kill * DOCUMENTS / 6;
                await("enough are published", () -> looks.isDone() || published("storm") >= enough);
                worker.kill();
            }
            kills.add(published("storm"));
        }
        Map<String, Long> disturbed;
        try (WorkerProcess another = product.worker()) {
            disturbed = results(runs);
            runs.addAll(bringInAgain("storm"));
            await("some are changed", () -> looks.isDone() || changed("storm") >= DOCUMENTS / CHANGED / 3);
            another.kill();
        }
        int changed = changed("storm");
        try (WorkerProcess another = product.worker()) {
            results(runs);
        }
        over.set(true);
        Looks looked = looks.get(60, TimeUnit.SECONDS);
        assertThat(disturbed).isEqualTo(undisturbed);
        requireSame("calm", "storm");
        assertThat(looked.found()).isGreaterThan(20);
        System.out.printf(
                "%d documents, undisturbed in %d s: %s; killed with %s of them published and with %d of %d changed; %d searches saw up to"
                        + " %d documents and none in part or in two versions; then %d rows and %d passages, equal to the undisturbed ones%n",
                DOCUMENTS,
                calm,
                undisturbed,
                kills,
                changed,
                DOCUMENTS / CHANGED,
                looked.searches(),
                looked.documents(),
                tables("storm").size(),
                index("storm", this::lucene).size());
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
        for (Searched index : List.<Searched>of(this::lucene, this::postgres)) {
            assertThat(index.find(EVERYWHERE, List.of(document))).isEmpty();
            assertThat(index("gone", index)).isNotEmpty();
        }
        assertThat(product.rows("SELECT person FROM library_removal WHERE document = '" + document
                        + "' AND finished_at IS NOT NULL"))
                .containsExactly("carl");
    }
}
