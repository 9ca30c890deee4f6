package dev.ratchet.activities.retrieval;

import static dev.ratchet.activities.retrieval.Shelf.ACME;
import static dev.ratchet.activities.retrieval.Shelf.OTHER;
import static dev.ratchet.activities.retrieval.Shelf.id;
import static dev.ratchet.activities.retrieval.Shelf.ids;
import static dev.ratchet.activities.retrieval.Shelf.passages;
import static dev.ratchet.activities.retrieval.Shelf.query;
import static dev.ratchet.activities.retrieval.Shelf.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ratchet.activities.retrieval.PassageIndex.Indexed;
import dev.ratchet.activities.retrieval.Query.Scope;
import dev.ratchet.activities.retrieval.Query.Weighted;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.retrieval.DocumentVersion;
import dev.ratchet.workflows.contract.retrieval.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What every index of passages does. */
public abstract class PassageIndexContract {

    /** Empty, and the same one in each call of one test. */
    protected abstract PassageIndex index();

    /** As another process would have it that sees the same content store and database. */
    protected abstract PassageIndex anotherWorker();

    private List<String> found(String text) {
        return found(text, Scope.ALL);
    }

    private List<String> found(String text, Scope scope) {
        return ids(index().search(ACME, query(text, scope)).byWords());
    }

    private void put(int document, int version, String... texts) {
        DocumentVersion of = version(document, version);
        index().put(ACME, of, passages(of, texts));
    }

    @Test
    void thereIsNothingInTheBeginning() {
        assertThat(found("anything")).isEmpty();
        assertThat(index().generation(ACME)).isZero();
        index().delete(ACME, id(1));
        assertThat(index().generation(ACME)).isZero();
    }

    @Test
    void anyWordOfTheQuestionFindsAndMoreFindBetter() {
        put(1, 1, "The pump has a flow of 12 litres.", "The pump is red.", "A valve closes.");

        assertThat(found("which flow has the pump?")).containsExactly(id(1) + "/1/1", id(1) + "/1/2");
        assertThat(found("elephants")).isEmpty();
        assertThat(found("the")).isEmpty();
        assertThat(found("")).isEmpty();
        assertThat(found("' | & ! (:*) \"")).isEmpty();
        assertThat(found("\\' o'brien's c:\\pump\\ a&b | http://x.y/z?q='1' <tag> \\"))
                .isNotEmpty();
    }

    @Test
    void aPassageIsReturnedAsItWasPut() {
        DocumentVersion of = version(7, 3);
        Passage passage = new Passage(of, 2, 14, "Prüfung § 4", 100, 120, Digest.of("x"));
        index().put(ACME, of, List.of(new Indexed(passage, "measured twice", new TreeMap<>())));

        assertThat(index().search(ACME, query("measured")).byWords())
                .extracting(Candidates.Ranked::passage)
                .containsExactly(passage);
    }

    @Test
    void wordsOfTheHeadingFindToo() {
        DocumentVersion of = version(7, 1);
        Passage passage = new Passage(of, 1, 0, "Warranty", 0, 10, Digest.of("x"));
        index().put(ACME, of, List.of(new Indexed(passage, "two years", new TreeMap<>())));

        assertThat(found("warranties")).hasSize(1);
    }

    @Test
    void anotherVersionReplacesTheWholeOne() {
        put(1, 1, "alpha one", "alpha two", "alpha three");
        put(1, 2, "alpha four");

        assertThat(found("alpha")).containsExactly(id(1) + "/2/1");
        assertThat(found("three")).isEmpty();
    }

    @Test
    void theSameAgainChangesNothingThatIsFound() {
        put(1, 1, "alpha one", "alpha two");
        put(1, 1, "alpha one", "alpha two");

        assertThat(found("alpha")).containsExactlyInAnyOrder(id(1) + "/1/1", id(1) + "/1/2");
    }

    @Test
    void whatIsDeletedIsGoneAndNothingElseIs() {
        put(1, 1, "alpha one");
        put(2, 1, "alpha two");
        index().delete(ACME, id(1));

        assertThat(found("alpha")).containsExactly(id(2) + "/1/1");
        index().put(ACME, version(2, 2), List.of());
        assertThat(found("alpha")).isEmpty();
    }

    @Test
    void noTenantSeesAnother() {
        put(1, 1, "alpha one");
        DocumentVersion theirs = version(2, 1);
        index().put(OTHER, theirs, passages(theirs, "alpha two"));
        index().delete(OTHER, id(1));

        assertThat(found("alpha")).containsExactly(id(1) + "/1/1");
        assertThat(ids(index().search(OTHER, query("alpha")).byWords())).containsExactly(id(2) + "/1/1");
    }

    /** The better ones that may not be seen do not take the places of those that may. */
    @Test
    void whatMayBeFoundIsDecidedBeforeAnythingIsRanked() {
        for (int document = 1; document <= 30; document++) {
            put(document, 1, "alpha alpha alpha");
        }
        put(99, 1, "alpha among many other words that make it a poor passage for this");

        Query narrow = new Query("alpha", List.of(), null, Shelf.WORDS, new Scope(List.of(id(99)), new TreeMap<>()), 5);
        assertThat(ids(index().search(ACME, narrow).byWords())).containsExactly(id(99) + "/1/1");
        assertThat(found("alpha", new Scope(List.of(id(1), id(3)), new TreeMap<>())))
                .hasSize(2);
        assertThat(found("alpha", new Scope(List.of(id(77)), new TreeMap<>()))).isEmpty();
    }

    @Test
    void aSearchCanBeLimitedByMetadata() {
        SortedMap<String, String> contract = new TreeMap<>(Map.of("source", "contract", "date", "2026-01-01"));
        SortedMap<String, String> price = new TreeMap<>(Map.of("source", "price list", "date", "2026-01-01"));
        index().put(ACME, version(1, 1), passages(version(1, 1), contract, "alpha"));
        index().put(ACME, version(2, 1), passages(version(2, 1), price, "alpha"));

        assertThat(found("alpha", new Scope(List.of(), price))).containsExactly(id(2) + "/1/1");
        assertThat(found("alpha", new Scope(List.of(id(1)), price))).isEmpty();
        assertThat(found("alpha", new Scope(List.of(), new TreeMap<>(Map.of("date", "2026-01-01")))))
                .hasSize(2);
    }

    @Test
    void theDepthBoundsARanking() {
        put(1, 1, "alpha", "alpha beta", "alpha gamma");

        Query one = new Query("alpha", List.of(), null, Shelf.WORDS, Scope.ALL, 1);
        assertThat(index().search(ACME, one).byWords()).hasSize(1);
    }

    @Test
    void moreWordsFindMore() {
        put(1, 1, "alpha", "beta");

        assertThat(ids(index().search(ACME, query("alpha").with(List.of(new Weighted("beta", 0.1))))
                        .byWords()))
                .containsExactlyInAnyOrder(id(1) + "/1/1", id(1) + "/1/2");
    }

    @Test
    void withoutAMeaningWordsAloneAreComparedAndItSaysSo() {
        put(1, 1, "alpha");

        assertThat(index().search(ACME, query("alpha")).semantic()).isFalse();
    }

    @Test
    void everyChangeCounts() {
        put(1, 1, "alpha");
        long first = index().generation(ACME);
        put(1, 2, "beta");

        assertThat(index().generation(ACME)).isGreaterThan(first);
        assertThat(index().search(ACME, query("beta")).generation()).isEqualTo(index().generation(ACME));
        assertThat(index().generation(OTHER)).isZero();
    }

    @Test
    void passagesOfAnotherVersionAndTwiceTheSameAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> index().put(ACME, version(1, 1), passages(version(1, 2), "alpha")));
        List<Indexed> twice = new ArrayList<>(passages(version(1, 1), "alpha"));
        twice.addAll(passages(version(1, 1), "alpha"));
        assertThatIllegalArgumentException().isThrownBy(() -> index().put(ACME, version(1, 1), twice));
        assertThat(found("alpha")).isEmpty();
    }

    @Test
    void anotherWorkerSeesWhatReturnedHereAndCanGoOn() {
        put(1, 1, "alpha one");
        PassageIndex other = anotherWorker();
        assertThat(ids(other.search(ACME, query("alpha")).byWords())).containsExactly(id(1) + "/1/1");

        other.put(ACME, version(2, 1), passages(version(2, 1), "alpha two"));
        assertThat(found("alpha")).hasSize(2);
        put(3, 1, "alpha three");
        other.delete(ACME, id(1));
        assertThat(found("alpha")).containsExactlyInAnyOrder(id(2) + "/1/1", id(3) + "/1/1");
        assertThat(other.generation(ACME)).isEqualTo(index().generation(ACME));
    }

    @Test
    void manyWritersOfTwoWorkersLoseNothing() throws Exception {
        List<PassageIndex> workers = List.of(index(), anotherWorker());
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int document = 1; document <= 24; document++) {
                DocumentVersion of = version(document, 1);
                PassageIndex worker = workers.get(document % 2);
                all.add(threads.submit(() -> worker.put(ACME, of, passages(of, "alpha " + of.document()))));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(found("alpha")).hasSize(24);
        assertThat(index().generation(ACME)).isEqualTo(24);
    }

    /** Each version has ten passages; a search that saw some of one and some of the next would see two versions. */
    @Test
    void noSearchSeesHalfADocument() throws Exception {
        String[] texts = java.util.stream.IntStream.range(0, 10)
                .mapToObj(number -> "alpha " + number)
                .toArray(String[]::new);
        put(1, 1, texts);
        AtomicBoolean written = new AtomicBoolean();
        ExecutorService reader = Executors.newSingleThreadExecutor();
        try {
            Future<List<String>> halves = reader.submit(() -> {
                List<String> seen = new ArrayList<>();
                while (!written.get()) {
                    List<Candidates.Ranked> ranked =
                            index().search(ACME, query("alpha")).byWords();
                    long versions = ranked.stream()
                            .map(each -> each.passage().of().version())
                            .distinct()
                            .count();
                    if (ranked.size() != 10 || versions != 1) {
                        seen.add(ids(ranked).stream().collect(Collectors.joining(" ")));
                    }
                }
                return seen;
            });
            for (int version = 2; version <= 20; version++) {
                put(1, version, texts);
            }
            written.set(true);
            assertThat(halves.get()).isEmpty();
        } finally {
            written.set(true);
            reader.shutdown();
        }
    }
}
