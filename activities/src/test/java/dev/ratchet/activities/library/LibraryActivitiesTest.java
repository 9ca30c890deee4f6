package dev.ratchet.activities.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.activities.content.ContentStore;
import dev.ratchet.activities.content.ContentStore.Held;
import dev.ratchet.activities.content.DirectoryContentStore;
import dev.ratchet.activities.content.PostgresContentStore;
import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.activities.library.extraction.LibraryReader;
import dev.ratchet.activities.library.extraction.LibraryText;
import dev.ratchet.activities.library.extraction.Pdfs;
import dev.ratchet.activities.retrieval.PassageIndex.Indexed;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.library.LibraryActivities.Cut;
import dev.ratchet.workflows.contract.library.LibraryActivities.Extraction;
import dev.ratchet.workflows.contract.library.LibraryActivities.Known;
import dev.ratchet.workflows.contract.library.LibraryActivities.Publication;
import dev.ratchet.workflows.contract.library.LibraryActivities.Removal;
import dev.ratchet.workflows.contract.library.LibraryActivities.Standing;
import dev.ratchet.workflows.contract.library.LibraryActivities.Task;
import dev.ratchet.workflows.contract.library.LibraryActivities.Text;
import dev.ratchet.workflows.contract.library.LibraryActivities.Unreadable;
import dev.ratchet.workflows.contract.library.LibraryRequest;
import dev.ratchet.workflows.contract.retrieval.DocumentVersion;
import dev.ratchet.workflows.contract.retrieval.Passage;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every step as a run asks for it, against a real database. Each test has documents of its own. */
class LibraryActivitiesTest {
    private static final TenantId TENANT = TenantId.DEFAULT;
    private static final LibraryReader READER = new LibraryReader();
    private static TestDatabase test;
    private static int runs;

    private final InMemoryPassageIndex index = new InMemoryPassageIndex();
    private ContentStore contents = new PostgresContentStore(test.database());
    private LibraryActivitiesImpl library =
            new LibraryActivitiesImpl(test.database(), contents, READER, index, Pulse.NONE);
    private final Library shown = new PostgresLibrary(test.database());

    @TempDir
    Path folder;

    @BeforeAll
    static void open() {
        test = new TestDatabase();
    }

    @AfterAll
    static void close() {
        READER.close();
        test.close();
    }

    private Task task(String name, String text) throws IOException {
        return task(name, text.getBytes(StandardCharsets.UTF_8), "anna", "anna");
    }

    private Task task(String name, byte[] bytes, String asking, String bringing) throws IOException {
        DocumentRef content = contents.put(TENANT, bytes);
        return task(new LibraryRequest(name, content.digest(), content.bytes()), asking, bringing);
    }

    private Task task(LibraryRequest request, String asking, String bringing) throws IOException {
        DocumentRef intake = contents.put(TENANT, Shelf.json(request));
        test.database().jdbi().useHandle(handle -> {
            for (Map.Entry<Digest, String> each :
                    List.of(Map.entry(intake.digest(), asking), Map.entry(request.content(), bringing))) {
                handle.execute(
                        "INSERT INTO uploader (tenant, digest, person, at) VALUES (?, ?, ?, now()) ON CONFLICT DO NOTHING",
                        TENANT.value(),
                        each.getKey().hex(),
                        each.getValue());
            }
        });
        return again(new Task(new RunRef("x", "x"), intake));
    }

    /** The same asked by another run. */
    private static Task again(Task task) {
        return new Task(new RunRef("library/default/" + task.intake().digest(), "run-" + ++runs), task.intake());
    }

    private LibraryRequest request(Task task) {
        try {
            return new Shelf(contents).request(TENANT, task.intake().digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Asked asked(Task task) {
        return new Asked(task.run(), TENANT, task.intake().digest(), request(task));
    }

    private String document(Task task) {
        return request(task).document(TENANT);
    }

    private DocumentVersion through(Task task) {
        Text text = (Text) library.extract(task);
        library.cut(task);
        assertThat(library.index(task)).isEqualTo(Standing.NEWEST);
        assertThat(library.publish(task).standing()).isEqualTo(Standing.NEWEST);
        return text.version();
    }

    private List<Integer> indexedVersions(Task task) {
        return index.of(document(task)).stream()
                .map(indexed -> indexed.passage().of().version())
                .distinct()
                .toList();
    }

    private int current(Task task) {
        return shown.documents(TENANT, null, 1_000).stream()
                .filter(shelved -> shelved.version().document().equals(document(task)))
                .mapToInt(shelved -> shelved.version().version())
                .findAny()
                .orElse(0);
    }

    // ---- one document

    @Test
    void passagesPointIntoTheTextAndTheirTextsAreInTheStore() throws IOException {
        byte[] pdf = Pdfs.of("1 Fees\nFees are due in May.\nThey grow.", "2 Use\nUse pumps with care.");
        Task task = task("pumps.pdf", pdf, "anna", "anna");
        Text text = (Text) library.extract(task);
        assertThat(text).returns("PDF", Text::format).returns(2, Text::pages).returns(2, Text::sections);
        Cut cut = library.cut(task);
        assertThat(current(task)).as("nothing is visible yet").isZero();
        library.index(task);
        assertThat(library.publish(task)).isEqualTo(new Publication(Standing.NEWEST, null));
        Shelf shelf = new Shelf(contents);
        LibraryText whole = shelf.text(TENANT, text.text());
        List<Passage> passages = shelf.passages(TENANT, cut.passages());
        assertThat(passages).hasSize(2).hasSize(cut.count());
        assertThat(passages).extracting(Passage::heading).containsExactly("1 Fees", "2 Use");
        assertThat(passages).extracting(Passage::page).containsExactly(1, 2);
        for (Passage passage : passages) {
            String said = whole.text().substring(passage.start(), passage.end());
            assertThat(Digest.of(said)).isEqualTo(passage.text());
            assertThat(contents.get(TENANT, passage.text())).hasValue(said.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(index.of(document(task))).extracting(Indexed::passage).isEqualTo(passages);
        assertThat(index.of(document(task)).get(0).metadata())
                .containsEntry("source", "pumps.pdf")
                .containsKey("date");
        assertThat(shown.versions(TENANT, document(task)))
                .singleElement()
                .returns("anna", Library.Shelved::uploader)
                .returns(cut.passages(), Library.Shelved::passages);
    }

    @Test
    void onlyWhatWasCutIsAPassageOfItsVersion() throws IOException {
        Task task = task("recorded.txt", "The pump weighs 45 kg. ".repeat(200));
        DocumentVersion version = through(task);
        Library.Shelved shelved = shown.versions(TENANT, version.document()).get(0);
        List<Passage> passages = new Shelf(contents).passages(TENANT, shelved.passages());
        PassagesOnRecord recorded = new PassagesOnRecord(test.database(), contents);
        Passage first = passages.get(0);
        Digest other = contents.put(TENANT, "The pump weighs 54 kg.".getBytes(StandardCharsets.UTF_8))
                .digest();

        assertThat(passages).hasSizeGreaterThan(1);
        assertThat(recorded.has(TENANT, passages)).isTrue();
        assertThat(shown.isCurrent(TENANT, version)).isTrue();
        for (Passage forged : List.of(
                new Passage(version, 1, 0, first.heading(), first.start(), first.end(), other),
                new Passage(version, 1, 0, first.heading(), first.start(), first.end() + 1, first.text()),
                new Passage(version, 99, 0, first.heading(), first.start(), first.end(), first.text()),
                new Passage(
                        new DocumentVersion(version.document(), 2, version.content()),
                        1,
                        0,
                        first.heading(),
                        first.start(),
                        first.end(),
                        first.text()))) {
            assertThat(recorded.has(TENANT, List.of(first, forged)))
                    .as(forged.id())
                    .isFalse();
        }
        assertThat(recorded.has(new TenantId("another"), List.of(first))).isFalse();

        through(task("recorded.txt", "The pump weighs 54 kg."));
        assertThat(shown.isCurrent(TENANT, version)).isFalse();
        assertThat(recorded.has(TENANT, passages))
                .as("a run pins the version that it found")
                .isTrue();
        shown.remove(TENANT, version.document(), "anna");
        assertThat(recorded.has(TENANT, List.of(first))).isFalse();
    }

    @Test
    void eachStepThatIsAskedAgainAnswersTheSame() throws IOException {
        through(task("again.txt", "The first."));
        Task task = task("again.txt", "The second. ".repeat(1_000));
        Extraction text = library.extract(task);
        assertThat(library.extract(task)).isEqualTo(text);
        Cut cut = library.cut(task);
        assertThat(library.cut(task)).isEqualTo(cut);
        assertThat(library.extract(task)).isEqualTo(text);
        assertThat(library.index(task)).isEqualTo(Standing.NEWEST).isEqualTo(library.index(task));
        Publication publication = library.publish(task);
        assertThat(publication).isEqualTo(new Publication(Standing.NEWEST, 1));
        assertThat(List.of(library.extract(task), library.cut(task), library.index(task), library.publish(task)))
                .isEqualTo(List.of(text, cut, Standing.NEWEST, publication));
        assertThat(index.of(document(task))).hasSize(cut.count()).hasSizeGreaterThan(1);
    }

    @Test
    void whatGoesIntoAHistoryIsSmallHoweverLargeTheDocumentIs() throws IOException {
        Task task = task("large.txt", "The quick brown fox jumps over the lazy dog. ".repeat(40_000));
        List<Object> answers =
                List.of(library.extract(task), library.cut(task), library.index(task), library.publish(task));
        assertThat(((Cut) answers.get(1)).count()).isGreaterThan(500);
        assertThat(answers)
                .allSatisfy(answer -> assertThat(CanonicalJson.of(answer)).hasSizeLessThan(1_000));
    }

    // ---- versions

    @Test
    void theSameBytesAreTheSameVersionAndOtherBytesTheNext() throws IOException {
        Task first = task("a.txt", "The first text.");
        DocumentVersion one = through(first);
        assertThat(library.extract(again(first))).isEqualTo(new Known(one));
        Task second = task("a.txt", "The second text.");
        DocumentVersion two = through(second);
        assertThat(two.version()).isEqualTo(2);
        assertThat(two.document()).isEqualTo(one.document());
        assertThat(indexedVersions(second)).containsExactly(2);
        assertThat(shown.versions(TENANT, one.document()))
                .as("a query that saw version 1 finds it")
                .extracting(Library.Shelved::version)
                .containsExactly(two, one);
        assertThat(through(task("b.txt", "The first text.")).document()).isNotEqualTo(one.document());
    }

    @Test
    void olderBytesThatAreBroughtInAgainAreTheirVersionAgain() throws IOException {
        Task first = task("back.txt", "The first text.");
        through(first);
        Task second = task("back.txt", "The second text.");
        through(second);
        Task back = again(first);
        assertThat(through(back).version()).isEqualTo(1);
        assertThat(library.publish(back)).isEqualTo(new Publication(Standing.NEWEST, 2));
        assertThat(current(first)).isEqualTo(1);
        assertThat(indexedVersions(first)).containsExactly(1);
        assertThat(library.index(second)).isEqualTo(Standing.OVERTAKEN);
    }

    @Test
    void aRunThatIsOvertakenLeavesTheNewerVersion() throws IOException {
        Task slow = task("race.txt", "The slow text.");
        library.extract(slow);
        library.cut(slow);
        Task fast = task("race.txt", "The fast text.");
        through(fast);
        assertThat(library.index(slow)).isEqualTo(Standing.OVERTAKEN);
        assertThat(library.publish(slow).standing()).isEqualTo(Standing.OVERTAKEN);
        assertThat(current(fast)).isEqualTo(2);
        assertThat(indexedVersions(fast)).containsExactly(2);
    }

    /** The worst moment: the slow run is just about to put its passages. */
    @Test
    void whoIsOvertakenWhileItIndexesPutsThatRight() throws IOException {
        Task slow = task("moment.txt", "The slow text.");
        library.extract(slow);
        library.cut(slow);
        Task fast = task("moment.txt", "The fast text.");
        index.beforeNextPut(() -> through(fast));
        assertThat(library.index(slow)).isEqualTo(Standing.OVERTAKEN);
        assertThat(indexedVersions(fast)).containsExactly(2);
        assertThat(index.puts).isEqualTo(3);
        assertThat(current(fast)).isEqualTo(2);
    }

    @Test
    void anIndexThatFailsLeavesTheVersionBeforeCurrent() throws IOException {
        through(task("fails.txt", "The first text."));
        Task task = task("fails.txt", "The second text.");
        library.extract(task);
        library.cut(task);
        index.beforeNextPut(() -> {
            throw new IllegalStateException("the disk is full");
        });
        assertThatThrownBy(() -> library.index(task)).isInstanceOf(ApplicationFailure.class);
        assertThat(current(task)).isEqualTo(1);
        assertThat(indexedVersions(task)).containsExactly(1);
        library.index(task);
        library.publish(task);
        assertThat(current(task)).isEqualTo(2);
    }

    // ---- refusals

    @Test
    void whatIsRefusedLeavesNothing() throws IOException {
        Task task = task("x.txt", new byte[] {1, 2, 3, 0, 4}, "anna", "anna");
        assertThat(library.extract(task))
                .isInstanceOfSatisfying(
                        Unreadable.class, no -> assertThat(no.code()).isEqualTo("BINARY"));
        assertThat(new Versions(test.database()).of(asked(task))).isEmpty();
        assertThatThrownBy(() -> library.cut(task)).hasMessageContaining("was removed");
    }

    @Test
    void aFileOfOneGigabyteIsRefusedUnread() throws IOException {
        LibraryRequest request = new LibraryRequest("sparse.txt", Digest.of("never stored"), 1L << 30);
        assertThat(library.extract(task(request, "anna", "anna")))
                .isEqualTo(new Unreadable(
                        "TOO_LARGE", "The file has more than 20 MB. Upload it in parts, or without its pictures."));
        LibraryRequest lying = new LibraryRequest("sparse.txt", Digest.of("never stored"), 1_000);
        Task task = task(lying, "anna", "anna");
        assertThatThrownBy(() -> library.extract(task))
                .isInstanceOfSatisfying(
                        ApplicationFailure.class, e -> assertThat(e.getType()).isEqualTo("CONTENT_MISSING"));
    }

    @Test
    void onlyWhoBroughtTheBytesInMayAskForThem() throws IOException {
        byte[] secret = "A secret of carl.".getBytes(StandardCharsets.UTF_8);
        assertThat(library.extract(task("secret.txt", secret, "anna", "carl")))
                .isInstanceOfSatisfying(
                        Unreadable.class, no -> assertThat(no.code()).isEqualTo("NOT_UPLOADED"));
        assertThat(library.extract(task("secret.txt", secret, "carl", "carl"))).isInstanceOf(Text.class);
    }

    @Test
    void whatIsNoRequestIsNoIntake() throws IOException {
        DocumentRef invoice = contents.put(TENANT, "<Invoice/>".getBytes(StandardCharsets.UTF_8));
        Task task = new Task(new RunRef("library/default/x", "run"), invoice);
        assertThatThrownBy(() -> library.extract(task))
                .isInstanceOfSatisfying(
                        ApplicationFailure.class, e -> assertThat(e.getType()).isEqualTo("BAD_INPUT"));
    }

    // ---- removal

    private void planted(String sql, String... values) throws Exception {
        try (Connection owner = test.superuser();
                Statement statement = owner.createStatement()) {
            statement.execute(String.format(sql, (Object[]) values));
        }
    }

    private static List<String> rows(String query) {
        return test.database()
                .jdbi()
                .withHandle(
                        handle -> handle.createQuery(query).mapTo(String.class).list());
    }

    private List<Held> held(Digest... digests) throws IOException {
        Map<Digest, Held> held = contents.held(TENANT, List.of(digests));
        return Stream.of(digests).map(held::get).toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRemovedDocumentIsGoneFromIndexTablesAndStoreButForWhatOthersNeed(boolean inFolder) throws Exception {
        if (inFolder) {
            contents = new DirectoryContentStore(folder);
            library = new LibraryActivitiesImpl(test.database(), contents, READER, index, Pulse.NONE);
        }
        String mark = inFolder ? " (folder)" : " (database)";
        String shared = "A paragraph that two documents have" + mark + ".";
        Task first = task("gone" + mark, "# One\n\nA text of its own" + mark + ".\n\n# Two\n\n" + shared);
        Task md = task("gone" + mark + ".md", "# One\n\nA text of its own" + mark + ".\n\n# Two\n\n" + shared);
        Task other = task("stays" + mark + ".md", "# Two\n\n" + shared);
        through(first);
        through(md);
        through(other);
        Task invoice = task("gone" + mark + ".md", "An invoice, too" + mark + ".");
        planted(
                "INSERT INTO run (tenant, workflow_id, run_id, agent, state, summary, last_step, last_at, changed_at) VALUES"
                        + " ('default', 'invoice/default/%s', 'r', 'invoice', 's', '{}', 1, 1, now())",
                request(invoice).content().hex());
        through(invoice);
        through(again(md));
        List<Passage> passages =
                index.of(document(md)).stream().map(Indexed::passage).toList();
        assertThat(passages).hasSize(2);
        Digest own = passages.get(0).text();
        Digest sharedText = passages.get(1).text();
        assertThat(index.of(document(other)).get(0).passage().text()).isEqualTo(sharedText);

        assertThat(shown.remove(TENANT, document(first), "carl")).isTrue();
        assertThat(shown.remove(TENANT, document(md), "carl")).isTrue();
        assertThat(shown.remove(TENANT, document(md), "carl")).isFalse();
        assertThat(shown.versions(TENANT, document(md))).isEmpty();
        library.finishRemoval(new Removal(TENANT, document(first)));
        library.finishRemoval(new Removal(TENANT, document(md)));
        library.finishRemoval(new Removal(TENANT, document(md)));

        assertThat(index.of(document(md))).isEmpty();
        assertThat(index.of(document(other))).isNotEmpty();
        assertThat(held(
                        own,
                        request(md).content(),
                        sharedText,
                        request(invoice).content(),
                        request(other).content()))
                .containsExactly(Held.MISSING, Held.MISSING, Held.WHOLE, Held.WHOLE, Held.WHOLE);
        assertThat(rows("SELECT person || ' ' || versions || ' ' || (finished_at IS NOT NULL) FROM library_removal"
                        + " WHERE document = '" + document(md) + "'"))
                .containsExactly("carl 2 true");
        assertThat(rows("SELECT digest FROM library_left")).isEmpty();

        contents.put(
                TENANT,
                ("# One\n\nA text of its own" + mark + ".\n\n# Two\n\n" + shared).getBytes(StandardCharsets.UTF_8));
        assertThat(through(again(md)).version()).as("numbers go on").isEqualTo(3);
        library.finishRemoval(new Removal(TENANT, document(md)));
        assertThat(index.of(document(md))).as("it is there again").isNotEmpty();
    }

    @Test
    void aDocumentThatIsRemovedWhileItIsIndexedStaysAway() throws IOException {
        Task task = task("shortlived.txt", "A text.");
        library.extract(task);
        library.cut(task);
        index.beforeNextPut(() -> {
            shown.remove(TENANT, document(task), "carl");
            library.finishRemoval(new Removal(TENANT, document(task)));
        });
        assertThat(library.index(task)).isEqualTo(Standing.REMOVED);
        assertThat(index.of(document(task))).isEmpty();
        assertThat(library.publish(task).standing()).isEqualTo(Standing.REMOVED);
    }

    @Test
    void aRemovalThatWasBrokenOffIsFinishedWithoutHarmToWhatCameAfter() throws IOException {
        Task task = task("phoenix.txt", "A text.");
        through(task);
        shown.remove(TENANT, document(task), "carl");
        through(again(task));
        library.finishRemoval(new Removal(TENANT, document(task)));
        assertThat(index.of(document(task))).isNotEmpty();
        assertThat(held(
                        index.of(document(task)).get(0).passage().text(),
                        request(task).content()))
                .containsOnly(Held.WHOLE);
    }

    @Test
    void theApplicationMayNotForgetWhatIsNotOfARemovedDocument() throws IOException {
        DocumentRef content = contents.put(TENANT, "of an invoice".getBytes(StandardCharsets.UTF_8));
        contents.forget(TENANT, List.of(content.digest()));
        assertThat(held(content.digest())).containsExactly(Held.WHOLE);
        assertThatThrownBy(() -> test.database().jdbi().useHandle(handle -> handle.execute("DELETE FROM content")))
                .rootCause()
                .hasMessageContaining("permission denied");
        assertThatThrownBy(
                        () -> test.database().jdbi().useHandle(handle -> handle.execute("DELETE FROM library_removal")))
                .rootCause()
                .hasMessageContaining("permission denied");
    }

    @Test
    void whatAReadyVersionSaysCannotBeChanged() throws IOException {
        through(task("frozen.txt", "A text."));
        assertThatThrownBy(() -> test.database()
                        .jdbi()
                        .useHandle(handle ->
                                handle.execute("UPDATE library_version SET body = 'x' WHERE state = 'READY'")))
                .rootCause()
                .hasMessageContaining("append-only");
    }
}
