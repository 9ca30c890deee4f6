package dev.ratchet.worker.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.worker.web.authentication.Tokens;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.PersonDecision;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.run.AgentEntry;
import dev.ratchet.workflows.run.Explanation;
import dev.ratchet.workflows.run.RunRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
    private static final String NAME = "<script>alert(1)</script> & \"notes\".md";
    private static final String TEXT = "Scope <b>\n\nOne & two. Three <i>four</i>.\n\nFive.";

    @TempDir
    Path folder;

    private final InMemoryPorts ports = new InMemoryPorts();
    private final Begun live = new Begun();
    private Gateway gateway;
    private PageVisit ann;
    private String id;

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
            return started.isEmpty() ? Optional.empty() : Optional.of(GatewayTest.waiting());
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
        ports.library.put(NAME, TEXT);
        id = ports.library.put(NAME, TEXT + " Six.").version().document();
    }

    @AfterEach
    void stop() {
        gateway.close();
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
                        "<span>Text</span> <span>version 2</span> <span>1 passage</span>",
                        "<time datetime=\"1970-01-01T00:00:00Z\">1 Jan 1970, 00:00 UTC</time>",
                        "by ann")
                .doesNotContain("<script", NAME);
    }

    @Test
    void a_cited_place_is_highlighted_in_the_version_that_it_is_of() throws Exception {
        int from = TEXT.indexOf("two. Three");
        String old = page("/library/documents/" + id + "?version=1&from=" + from + "&to=" + (from + 10));
        assertThat(old)
                .contains(
                        "<p>Scope &lt;b&gt;</p>",
                        "<p>One &amp; <mark id=\"cited\">two. Three</mark> &lt;i&gt;four&lt;/i&gt;.</p>",
                        "Questions are answered from another version",
                        "href=\"/library/documents/" + id + "?version=2\"");
        assertThat(page("/library/documents/" + id))
                .contains("version 2")
                .doesNotContain("<mark", "another version of");
    }

    @Test
    void an_address_of_a_document_that_cannot_be_is_told() throws Exception {
        for (String wrong : new String[] {"?version=x", "?version=0", "?from=-1", "?from=9&to=3", "?from=0&to=999"}) {
            HttpResponse<String> answer = ann.get("/library/documents/" + id + wrong);
            assertThat(answer.statusCode()).as(wrong).isEqualTo(400);
            assertThat(answer.body()).as(wrong).contains("should be");
        }
        for (String none : new String[] {id + "?version=3", "fedcba9876543210", "x", "fedcba9876543210/remove"}) {
            assertThat(ann.get("/library/documents/" + none).statusCode())
                    .as(none)
                    .isEqualTo(404);
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
        String address = ann.upload("a.md", "Words.", "")
                .headers()
                .firstValue("Location")
                .orElseThrow();
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
        assertThat(page("/library/documents/" + id + "/remove")).contains("2 versions", "cannot be undone");
        assertThat(live.removed).isEmpty();
        HttpResponse<String> removed = ann.post("/library/documents/" + id + "/remove", Map.of());
        assertThat(removed.statusCode()).isEqualTo(303);
        assertThat(live.removed).containsExactly(id);
        assertThat(page("/library?removed"))
                .contains("The document was removed")
                .doesNotContain("alert(1)");
    }

    @Test
    void a_question_is_asked_in_the_own_name() throws Exception {
        assertThat(page("/ask?document=" + id)).contains("value=\"" + id + "\" checked");
        HttpResponse<String> asked = ann.post("/ask", Map.of("question", " What is <b>? ", "document", id));
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(303);
        assertThat(live.started).singleElement().satisfies(run -> {
            assertThat(run.submitter()).isEqualTo("ann");
            assertThat(run.input().path("question").asText()).isEqualTo("What is <b>?");
            assertThat(run.input().path("within").path(0).asText()).isEqualTo(id);
        });
        HttpResponse<String> page =
                ann.get(asked.headers().firstValue("Location").orElseThrow());
        assertThat(page.headers().firstValue("Refresh")).contains("2");
        assertThat(page.body()).contains("<h1 class=\"question\">What is &lt;b&gt;?</h1>");
        assertThat(ann.get("/ask/" + "0".repeat(64)).statusCode()).isEqualTo(404);
    }

    @Test
    void a_question_that_is_none_comes_back_as_it_was_written() throws Exception {
        String question = "x".repeat(2_001);
        HttpResponse<String> answer = ann.post("/ask", Map.of("question", question, "document", id));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("role=\"alert\"", "1 to 2000 characters", question, "checked");
        HttpResponse<String> gone = ann.post("/ask", Map.of("question", "What?", "document", "fedcba9876543210"));
        assertThat(gone.statusCode()).isEqualTo(404);
        assertThat(live.started).isEmpty();
    }
}
