package dev.ratchet.activities.retrieval.lucene;

import static dev.ratchet.activities.retrieval.Shelf.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.database.DatabaseConfig;
import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.activities.retrieval.Candidates.Ranked;
import dev.ratchet.activities.retrieval.Query;
import dev.ratchet.activities.retrieval.Query.Scope;
import dev.ratchet.activities.retrieval.Shelf;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that writes is killed again and again, by signal 9 and at any moment; what it was told is kept is there, and whole. */
@Tag("slow")
class KilledWriterTest {
    private static final int KILLS = 8;

    @TempDir
    Path folder;

    @Test
    void whatReturnedIsThereAndNoDocumentIsHalf() throws Exception {
        Random random = new Random(9);
        try (TestDatabase database = new TestDatabase()) {
            int next = 1;
            for (int kill = 1; kill <= KILLS; kill++) {
                int kept = killed(database.config(), next, 3 + random.nextInt(8), random.nextInt(4_000_000));
                try (LucenePassageIndex index = KilledWriter.open(folder.resolve("index"), database.database())) {
                    Map<String, Long> passages = passages(index);
                    assertThat(passages.values())
                            .as("passages of each document")
                            .containsOnly((long) KilledWriter.PASSAGES);
                    for (int document = 1; document <= kept; document++) {
                        assertThat(passages.containsKey(Shelf.id(document)))
                                .as("document " + document + " of " + kept + " after kill " + kill)
                                .isEqualTo(document % 5 != 0);
                    }
                    // The lease of the killed process does not stand in the way of the next one in its folder.
                    index.delete(ACME, Shelf.id(kept + 1));
                    assertThat(passages(index)).doesNotContainKey(Shelf.id(kept + 1));
                }
                next = kept + 1;
            }
        }
    }

    private static Map<String, Long> passages(LucenePassageIndex index) {
        Query all = new Query("alpha", List.of(), null, Shelf.WORDS, Scope.ALL, 1_000);
        List<Ranked> found = index.search(ACME, all).byWords();
        return found.stream()
                .collect(Collectors.groupingBy(
                        each -> each.passage().of().document(), TreeMap::new, Collectors.counting()));
    }

    /** @return number of the last document that is known to be kept */
    private int killed(DatabaseConfig config, int first, int documents, int nanosLater)
            throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledWriter.class.getName(),
                        config.url(),
                        config.application().user(),
                        config.application().password(),
                        folder.resolve("index").toString(),
                        String.valueOf(first))
                .redirectError(folder.resolve("stderr").toFile())
                .start();
        try (BufferedReader kept = writer.inputReader(StandardCharsets.UTF_8)) {
            int last = first - 1;
            String line = kept.readLine();
            for (int seen = 0; line != null && seen < documents; line = kept.readLine()) {
                if (line.matches("[0-9]+")) {
                    last = Integer.parseInt(line);
                    seen++;
                }
            }
            assertThat(last)
                    .as("documents kept; the writer said " + Files.readString(folder.resolve("stderr")))
                    .isGreaterThanOrEqualTo(first);
            java.util.concurrent.locks.LockSupport.parkNanos(nanosLater);
            // Not the process's own destroyForcibly: that closes what it printed, too.
            writer.toHandle().destroyForcibly();
            for (line = kept.readLine(); line != null; line = kept.readLine()) {
                last = line.matches("[0-9]+") ? Integer.parseInt(line) : last;
            }
            return last;
        } finally {
            writer.destroyForcibly().waitFor();
        }
    }
}
