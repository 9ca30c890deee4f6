package dev.ratchet.activities.retrieval.lucene;

import static dev.ratchet.activities.retrieval.Shelf.ACME;
import static dev.ratchet.activities.retrieval.Shelf.id;
import static dev.ratchet.activities.retrieval.Shelf.ids;
import static dev.ratchet.activities.retrieval.Shelf.passages;
import static dev.ratchet.activities.retrieval.Shelf.query;
import static dev.ratchet.activities.retrieval.Shelf.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ratchet.activities.content.ExpiringContent;
import dev.ratchet.activities.content.PostgresExpiringContent;
import dev.ratchet.activities.content.PostgresExpiringContent.Kind;
import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.activities.retrieval.PassageIndex;
import dev.ratchet.activities.retrieval.PassageIndexContract;
import dev.ratchet.activities.retrieval.Query;
import dev.ratchet.activities.retrieval.Query.Meaning;
import dev.ratchet.activities.retrieval.Query.Pooling;
import dev.ratchet.activities.retrieval.Query.Scope;
import dev.ratchet.activities.retrieval.Shelf;
import dev.ratchet.activities.retrieval.embedding.Embeddings;
import dev.ratchet.activities.retrieval.embedding.LetterEmbeddings;
import dev.ratchet.activities.retrieval.words.Analysis;
import dev.ratchet.workflows.contract.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LucenePassageIndexTest extends PassageIndexContract {
    @TempDir
    Path folder;

    private final TestDatabase database = new TestDatabase();
    private final ExpiringContent store = new PostgresExpiringContent(database.database(), Kind.INDEX);
    private final Embeddings embeddings = new LetterEmbeddings();
    private final List<LucenePassageIndex> open = new ArrayList<>();

    @Override
    protected PassageIndex index() {
        return open.isEmpty() ? open("first") : open.get(0);
    }

    @Override
    protected PassageIndex anotherWorker() {
        index();
        return open("another" + open.size());
    }

    private LucenePassageIndex open(String name) {
        LucenePassageIndex index = new LucenePassageIndex(
                folder.resolve(name), database.database(), store, List.of(Analysis.ENGLISH), embeddings);
        open.add(index);
        return index;
    }

    @AfterEach
    void close() {
        open.forEach(LucenePassageIndex::close);
        database.close();
    }

    private Query asked(String text, Scope scope, int depth) {
        return asked(text, scope, depth, Pooling.MAX);
    }

    private Query asked(String text, Scope scope, int depth, Pooling pooling) {
        Meaning meaning =
                new Meaning(embeddings.name(), embeddings.embed(List.of(text)).get(0), pooling);
        return new Query(text, List.of(), meaning, Shelf.WORDS, scope, depth);
    }

    @Test
    void ofTheManyWindowsOfAPassageTheNearestCountsAndThePassageIsFoundOnce() {
        String far = "xxxx yyyy. ".repeat(20);
        index().put(
                        ACME,
                        version(1, 1),
                        passages(version(1, 1), far + "abab baba ".repeat(5) + ". " + far, far, "abcd."));

        var found = index().search(ACME, asked("abab baba", Scope.ALL, 10));
        assertThat(found.semantic()).isTrue();
        assertThat(ids(found.byMeaning())).containsExactly(id(1) + "/1/1", id(1) + "/1/3", id(1) + "/1/2");
        assertThat(found.byMeaning().get(0).score()).isGreaterThan(0.9);
    }

    /** Of the three, the second has no near window, and as a whole it is nearest. */
    @Test
    void theMeanOfAllWindowsCanStandForAPassage() {
        String half = "a a a a a a a a a a. ";
        String other = "b b b b b b b b b b. ";
        index().put(
                        ACME,
                        version(1, 1),
                        passages(version(1, 1), "ab ab. zzzz zzzz z. zzzz zzzz zz. zzz.", half + other));
        index().put(ACME, version(2, 1), passages(version(2, 1), half, other));

        var nearest =
                index().search(ACME, asked("abab", Scope.ALL, 4, Pooling.MAX)).byMeaning();
        var whole =
                index().search(ACME, asked("abab", Scope.ALL, 4, Pooling.MEAN)).byMeaning();
        assertThat(ids(nearest)).hasSize(4);
        assertThat(ids(whole)).startsWith(id(1) + "/1/2").containsExactlyInAnyOrderElementsOf(ids(nearest));
        assertThat(whole.get(0).score()).isCloseTo(1, within(0.001));
        assertThat(nearest.get(0).score()).isLessThan(0.999);
    }

    @Test
    void theNearestAreOfThoseThatMayBeFound() {
        for (int document = 1; document <= 40; document++) {
            index().put(ACME, version(document, 1), passages(version(document, 1), "abab"));
        }
        index().put(ACME, version(99, 1), passages(version(99, 1), "zzzz a"));

        Scope narrow = new Scope(List.of(id(99)), new TreeMap<>());
        assertThat(ids(index().search(ACME, asked("abab", narrow, 5)).byMeaning()))
                .containsExactly(id(99) + "/1/1");
    }

    @Test
    void vectorsOfAnotherEmbeddingAreNotCompared() {
        index().put(ACME, version(1, 1), passages(version(1, 1), "abab"));
        Query other = new Query(
                "abab", List.of(), new Meaning("other@2", new float[] {1, 0}, Pooling.MAX), Shelf.WORDS, Scope.ALL, 10);

        assertThat(index().search(ACME, other).semantic()).isFalse();
        assertThat(index().search(ACME, other).byWords()).hasSize(1);
    }

    @Test
    void twoProcessesDoNotShareAFolder() {
        index();
        assertThatIllegalStateException().isThrownBy(() -> open("first")).withMessageContaining("own folder");
    }

    @Test
    void aFolderIsUsedAgainAndALostOneIsMadeAgain() throws IOException {
        index().put(ACME, version(1, 1), passages(version(1, 1), "alpha"));
        open.remove(0).close();
        List<Path> before = files();
        assertThat(ids(index().search(ACME, query("alpha")).byWords())).hasSize(1);
        assertThat(files())
                .containsAll(before.stream()
                        .filter(each -> each.toString().endsWith(".cfs"))
                        .toList());

        open.remove(0).close();
        for (Path each : files()) {
            Files.delete(each);
        }
        assertThat(ids(index().search(ACME, query("alpha")).byWords())).hasSize(1);
    }

    private List<Path> files() throws IOException {
        return files(folder);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(each -> !each.endsWith("in-use"))
                    .toList();
        }
    }

    @Test
    void nothingOfADeletedDocumentIsLeftInTheFolderOrInTheStore() throws Exception {
        index().put(ACME, version(1, 1), passages(version(1, 1), "zyzzyva alpha", "beta"));
        index().put(ACME, version(2, 1), passages(version(2, 1), "alpha"));
        assertThat(holds("zyzzyva")).isTrue();

        index().delete(ACME, id(1));
        assertThat(holds("zyzzyva")).isFalse();
        assertThat(ids(index().search(ACME, query("alpha")).byWords())).containsExactly(id(2) + "/1/1");
    }

    @Test
    void norInTheFolderOfAProcessThatIsNotAskedOnceItCaughtUp() throws Exception {
        index().put(ACME, version(1, 1), passages(version(1, 1), "zyzzyva alpha"));
        index().put(ACME, version(2, 1), passages(version(2, 1), "alpha"));
        LucenePassageIndex idle = open("idle");
        idle.search(ACME, query("alpha"));
        open("ended").search(ACME, query("alpha"));
        open.remove(2).close();

        index().delete(ACME, id(1));
        assertThat(onDisk("idle", "zyzzyva")).isTrue();
        idle.catchUp();
        assertThat(onDisk("idle", "zyzzyva")).isFalse();
        assertThat(ids(idle.search(ACME, query("alpha")).byWords())).containsExactly(id(2) + "/1/1");

        assertThat(onDisk("ended", "zyzzyva")).isTrue();
        open("ended").catchUp();
        assertThat(holds("zyzzyva")).isFalse();
    }

    @Test
    void catchingUpLeavesWhatIsNoIndex() throws IOException {
        index().put(ACME, version(1, 1), passages(version(1, 1), "alpha"));
        Path lost = Files.createDirectories(folder.resolve("first/lost+found/kept"));
        Path others = Files.createDirectories(folder.resolve("first/backups/kept"));
        open.get(0).catchUp();
        assertThat(lost).isDirectory();
        assertThat(others).isDirectory();
    }

    /** What is as it was published is not brought again. */
    @Test
    void catchingUpWithNothingLeavesTheFolder() throws Exception {
        index().put(ACME, version(1, 1), passages(version(1, 1), "alpha"));
        List<Path> before = files();
        open.get(0).catchUp();
        assertThat(files()).isEqualTo(before);
        open.remove(0).close();
        open("first").catchUp();
        assertThat(files())
                .containsAll(before.stream()
                        .filter(each -> each.toString().endsWith(".cfs"))
                        .toList());
    }

    /** Many small commits have Lucene merge all the time; what a merge took along before it was removed goes, too. */
    @Test
    void nothingOfADeletedDocumentOutlivesAMerge() throws Exception {
        LucenePassageIndex words = new LucenePassageIndex(
                folder.resolve("words"), database.database(), store, List.of(Analysis.ENGLISH), null);
        open.add(words);
        String[] texts = new String[1_000];
        Arrays.setAll(texts, number -> "zyzzyva " + number + " word" + number % 97 + " word".repeat(10));
        for (int document = 1; document <= 36; document++) {
            words.put(ACME, version(document, 1), passages(version(document, 1), texts));
            if (document % 12 == 11) {
                words.delete(ACME, id(document - 3));
                assertThat(removedButThere()).as("after document " + document).isZero();
            }
        }
    }

    private int removedButThere() throws IOException {
        int removed = 0;
        try (Stream<Path> all = Files.walk(folder, 3)) {
            for (Path each : all.filter(Files::isDirectory).toList()) {
                try (Directory directory = FSDirectory.open(each)) {
                    if (DirectoryReader.indexExists(directory)) {
                        try (DirectoryReader reader = DirectoryReader.open(directory)) {
                            removed += reader.numDeletedDocs();
                        }
                    }
                }
            }
        }
        return removed;
    }

    /** The process dies after it stored its blocks, or after it published and before it removed those of the commit before. */
    @Test
    void whatADeadWriterLeftInTheStoreGoesBeforeADeletionReturns() throws Exception {
        index().put(ACME, version(1, 1), passages(version(1, 1), "alpha"));
        Heads heads = new Heads(database.database());
        byte[] left = "zyzzyva".getBytes(StandardCharsets.US_ASCII);
        assertThat(heads.lease(ACME, "dead", java.time.Duration.ofMillis(1))).isTrue();
        assertThat(heads.announce(ACME, "dead", Set.of(Digest.of(left)))).isTrue();
        store.put(ACME, left);
        assertThat(stored("zyzzyva")).isTrue();

        index().delete(ACME, id(1));
        assertThat(stored("zyzzyva")).isFalse();
    }

    @Test
    void whoLostTheLeaseCannotPublish() {
        Heads heads = new Heads(database.database());
        index().put(ACME, version(1, 1), passages(version(1, 1), "alpha"));
        Head now = heads.head(ACME).orElseThrow();
        Head next = new Head(now.generation() + 1, now.snapshot());
        assertThat(heads.lease(ACME, "slow", java.time.Duration.ofMillis(1))).isTrue();
        index().put(ACME, version(2, 1), passages(version(2, 1), "alpha"));

        assertThat(heads.announce(ACME, "slow", Set.of())).isFalse();
        assertThat(heads.publish(ACME, "slow", now.generation() + 1, next, Set.of()))
                .isFalse();
    }

    private boolean holds(String word) throws Exception {
        boolean onDisk = onDisk("", word);
        assertThat(stored(word)).isEqualTo(onDisk);
        return onDisk;
    }

    private boolean onDisk(String process, String word) throws IOException {
        boolean found = false;
        for (Path each : files(folder.resolve(process))) {
            found |= new String(Files.readAllBytes(each), StandardCharsets.ISO_8859_1).contains(word);
        }
        return found;
    }

    private boolean stored(String word) {
        return database.database()
                        .jdbi()
                        .withHandle(handle -> handle.createQuery(
                                        "SELECT count(*) FROM index_content WHERE position(:word::bytea in bytes) > 0")
                                .bind("word", word.getBytes(StandardCharsets.US_ASCII))
                                .mapTo(Long.class)
                                .one())
                > 0;
    }

    @Test
    void theStoreHoldsTheLastSnapshotAndNoOther() {
        for (int version = 1; version <= 30; version++) {
            index().put(ACME, version(1, version), passages(version(1, version), "alpha " + version));
        }
        Heads heads = new Heads(database.database());
        long stored = database.database()
                .jdbi()
                .withHandle(handle -> handle.createQuery("SELECT count(*) FROM index_content")
                        .mapTo(Long.class)
                        .one());
        assertThat(stored)
                .isEqualTo(heads.head(ACME).orElseThrow().snapshot().blocks().size());
    }

    @Test
    void aLeaseStandsInTheWayOfAnotherWriterUntilItIsOver() {
        Heads heads = new Heads(database.database());
        assertThat(heads.lease(ACME, "dead", java.time.Duration.ofMillis(300))).isTrue();
        assertThat(heads.lease(ACME, "other", java.time.Duration.ofSeconds(60))).isFalse();
        assertThat(heads.lease(ACME, "dead", java.time.Duration.ofMillis(300))).isTrue();

        index().put(ACME, version(1, 1), passages(version(1, 1), "alpha"));
        assertThat(ids(index().search(ACME, query("alpha")).byWords())).hasSize(1);
    }

    @Test
    void whoComesTooLateIsRefusedByTheGenerationAndNothingOfItIsSeen() {
        Heads heads = new Heads(database.database());
        index().put(ACME, version(1, 1), passages(version(1, 1), "alpha"));
        Head now = heads.head(ACME).orElseThrow();
        Head late = new Head(now.generation(), new Snapshot("late", List.of()));
        assertThat(heads.lease(ACME, "late", java.time.Duration.ofSeconds(60))).isTrue();

        assertThat(heads.publish(ACME, "late", now.generation() - 1, late, Set.of()))
                .isFalse();
        assertThat(heads.head(ACME)).contains(now);
    }

    /** The disk of this worker fails after Lucene's commit: nobody sees the change, and it can be tried again. */
    @Test
    void whatIsCommittedAndNotPublishedIsNotSeen() {
        index().put(ACME, version(1, 1), passages(version(1, 1), "alpha one"));
        LucenePassageIndex broken = new LucenePassageIndex(
                folder.resolve("broken"),
                database.database(),
                new RefusingContent(store),
                List.of(Analysis.ENGLISH),
                embeddings);
        open.add(broken);
        assertThat(ids(broken.search(ACME, query("alpha")).byWords())).hasSize(1);

        assertThatThrownBy(() -> broken.put(ACME, version(2, 1), passages(version(2, 1), "alpha two")))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(ids(broken.search(ACME, query("alpha")).byWords())).containsExactly(id(1) + "/1/1");
        assertThat(ids(index().search(ACME, query("alpha")).byWords())).containsExactly(id(1) + "/1/1");
        index().put(ACME, version(2, 1), passages(version(2, 1), "alpha two"));
        assertThat(ids(broken.search(ACME, query("alpha")).byWords())).hasSize(2);
    }
}
