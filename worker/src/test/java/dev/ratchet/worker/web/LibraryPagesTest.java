package dev.ratchet.worker.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.library.Library.Shelved;
import dev.ratchet.activities.library.extraction.LibraryText;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.PersonDecision;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.contract.retrieval.DocumentVersion;
import dev.ratchet.workflows.contract.retrieval.Passage;
import dev.ratchet.workflows.run.AgentEntry;
import dev.ratchet.workflows.run.Explanation;
import dev.ratchet.workflows.run.RunRequest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of the library and of questions, without a worker: what they show and what they begin. */
class LibraryPagesTest {
    private static final String ANN = Tokens.random();
    private static final String ID = "0123456789abcdef";
    private static final String NAME = "<script>alert(1)</script> & \"notes\".md";
    private static final String TEXT = "# Scope <b>\n\nOne & two. Three <i>four</i>.\n\nFive.";

    @TempDir
    Path folder;

    private final InMemoryPorts ports = new InMemoryPorts();
    private final Begun live = new Begun();
    private Gateway gateway;
    private PageVisit ann;

    /** Runs that begin and do not end. */
    private static final class Begun implements LiveRuns {
        final List<RunRequest> started = new ArrayList<>();
        final List<String> removed = new ArrayList<>();

        @Override
        public boolean start(AgentEntry agent, RunRequest request, boolean again) {
            started.add(request);
            return true;
        }

        @Override
        public Optional<RunSummary> status(String workflowId) {
            return Optional.empty();
        }

        @Override
        public Optional<Explanation> explain(String workflowId) {
            return Optional.empty();
        }

        @Override
        public Optional<RunSummary> result(String workflowId, Duration wait) {
            return Optional.empty();
        }

        @Override
        public void finishRemoval(TenantId tenant, String document) {
            removed.add(document);
        }

        @Override
        public RunSummary decide(String workflowId, PersonDecision decision) {
            throw new UnsupportedOperationException("nothing is decided here");
        }
    }

    @BeforeEach
    void start() throws Exception {
        ports.live = live;
        gateway = Gateway.start(
                new GatewayConfig(TenantId.DEFAULT, GatewayConfig.LOOPBACK, 0, 5_000),
                Tokens.ofPeople(Files.writeString(folder.resolve("tokens"), Tokens.line(ANN, "ann"))),
                ports.ports());
        ann = new PageVisit(gateway);
        ann.signIn(ANN);
        shelve(1, false);
        shelve(2, true);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private void shelve(int version, boolean current) throws IOException {
        DocumentVersion of = new DocumentVersion(ID, version, Digest.of("bytes " + version));
        LibraryText text = new LibraryText(
                LibraryText.Format.MARKDOWN,
                TEXT,
                List.of(new LibraryText.Section("Scope <b>", 0, 12)),
                List.of(),
                List.of());
        List<Passage> passages =
                List.of(new Passage(of, 1, 0, "Scope <b>", 0, TEXT.length(), Digest.of(TEXT)));
        ports.library.versions.add(new Shelved(
                NAME, of, current, "MARKDOWN", kept(text), kept(passages), 1, "ben", Instant.parse("2026-11-28T09:30:00Z")));
    }

    private Digest kept(Object value) throws IOException {
        return ports.documents
                .put(TenantId.DEFAULT, CanonicalJson.of(value).getBytes(StandardCharsets.UTF_8))
                .digest();
    }

    private String page(String path) throws Exception {
        HttpResponse<String> answer = ann.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void documents_are_listed_with_what_is_known_of_them() throws Exception {
        assertThat(page("/library"))
                .contains(
                        "&lt;script&gt;alert(1)&lt;/script&gt; &amp; \"notes\".md</a>",
                        "<span>MARKDOWN</span> <span>version 2</span> <span>1 passage</span>",
                        "<time datetime=\"2026-11-28T09:30:00Z\">28 Nov 2026, 09:30 UTC</time>",
                        "by ben")
                .doesNotContain("<script", NAME);
    }

    @Test
    void a_cited_place_is_highlighted_in_the_version_that_it_is_of() throws Exception {
        int from = TEXT.indexOf("two. Three");
        String old = page("/library/documents/" + ID + "?version=1&from=" + from + "&to=" + (from + 10));
        assertThat(old)
                .contains(
                        "<h2>Scope &lt;b&gt;</h2>",
                        "<p>One &amp; <mark id=\"cited\">two. Three</mark> &lt;i&gt;four&lt;/i&gt;.</p>",
                        "Questions are answered from another version",
                        "href=\"/library/documents/" + ID + "?version=2\"");
        assertThat(page("/library/documents/" + ID)).contains("version 2").doesNotContain("<mark", "another version of");
    }

    @Test
    void an_address_of_a_document_that_cannot_be_is_told() throws Exception {
        for (String wrong : new String[] {"?version=x", "?version=0", "?from=-1", "?from=9&to=3", "?from=0&to=999"}) {
            HttpResponse<String> answer = ann.get("/library/documents/" + ID + wrong);
            assertThat(answer.statusCode()).as(wrong).isEqualTo(400);
            assertThat(answer.body()).as(wrong).contains("should be");
        }
        for (String none : new String[] {ID + "?version=3", "fedcba9876543210", "x", "fedcba9876543210/remove"}) {
            assertThat(ann.get("/library/documents/" + none).statusCode()).as(none).isEqualTo(404);
        }
    }

    @Test
    void an_upload_is_kept_in_the_own_name_and_its_run_begun() throws Exception {
        HttpResponse<String> answer = ann.upload("C:\\texts\\straße.md", "Words.", "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        assertThat(live.started).singleElement().satisfies(run -> {
            assertThat(run.name()).isEqualTo("straße.md");
            assertThat(run.submitter()).isEqualTo("ann");
        });
        assertThat(ports.consents.uploaded.get(Digest.of("Words."))).containsExactly("ann");
        ann.upload("a.md", "Words.", "  Another name ");
        assertThat(live.started.get(1).name()).isEqualTo("Another name");
    }

    @Test
    void an_upload_under_way_is_looked_at_again_by_itself() throws Exception {
        String address = ann.upload("a.md", "Words.", "").headers().firstValue("Location").orElseThrow();
        HttpResponse<String> page = ann.get(address);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Refresh")).contains("2");
        assertThat(page.body()).contains("“a.md” is being read", "looks again every 2 seconds");
        assertThat(ann.get("/library/uploads/" + "0".repeat(64)).statusCode()).isEqualTo(404);
    }

    @Test
    void a_form_without_a_file_or_with_too_long_a_one_is_told() throws Exception {
        assertThat(ann.upload("", "", "").body()).contains("No file was chosen");
        assertThat(ann.post("/library", Map.of("file", "x")).statusCode()).isEqualTo(400);
        HttpResponse<String> tooLong = ann.upload("a.md", "x".repeat(5_001), "");
        assertThat(tooLong.statusCode()).isEqualTo(413);
        assertThat(tooLong.body()).contains("5000 bytes");
        HttpResponse<String> badName = ann.upload("a.md", "Words.", "x".repeat(201));
        assertThat(badName.statusCode()).isEqualTo(400);
        assertThat(badName.body()).contains("1 to 200 characters");
        assertThat(live.started).isEmpty();
    }

    @Test
    void a_document_is_removed_after_a_question() throws Exception {
        assertThat(page("/library/documents/" + ID + "/remove")).contains("2 versions", "cannot be undone");
        assertThat(live.removed).isEmpty();
        HttpResponse<String> removed = ann.post("/library/documents/" + ID + "/remove", Map.of());
        assertThat(removed.statusCode()).isEqualTo(303);
        assertThat(live.removed).containsExactly(ID);
        assertThat(page("/library?removed")).contains("The document was removed").doesNotContain("alert(1)");
    }

    @Test
    void a_question_is_asked_in_the_own_name() throws Exception {
        assertThat(page("/ask?document=" + ID)).contains("value=\"" + ID + "\" checked");
        HttpResponse<String> asked = ann.post("/ask", Map.of("question", " What is <b>? ", "document", ID));
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(303);
        assertThat(live.started).singleElement().satisfies(run -> {
            assertThat(run.submitter()).isEqualTo("ann");
            assertThat(run.input().path("question").asText()).isEqualTo("What is <b>?");
            assertThat(run.input().path("within").path(0).asText()).isEqualTo(ID);
        });
        HttpResponse<String> page = ann.get(asked.headers().firstValue("Location").orElseThrow());
        assertThat(page.headers().firstValue("Refresh")).contains("2");
        assertThat(page.body()).contains("<h1 class=\"question\">What is &lt;b&gt;?</h1>");
        assertThat(ann.get("/ask/" + "0".repeat(64)).statusCode()).isEqualTo(404);
    }

    @Test
    void a_question_that_is_none_comes_back_as_it_was_written() throws Exception {
        String question = "x".repeat(2_001);
        HttpResponse<String> answer = ann.post("/ask", Map.of("question", question, "document", ID));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("role=\"alert\"", "1 to 2000 characters", question, "checked");
        HttpResponse<String> gone = ann.post("/ask", Map.of("question", "What?", "document", "fedcba9876543210"));
        assertThat(gone.statusCode()).isEqualTo(404);
        assertThat(live.started).isEmpty();
    }
}
