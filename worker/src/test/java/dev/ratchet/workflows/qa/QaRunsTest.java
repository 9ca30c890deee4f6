package dev.ratchet.workflows.qa;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.activities.content.DirectoryContentStore;
import dev.ratchet.activities.grounding.VerifiedAnswers;
import dev.ratchet.workflows.agent.Outcome;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Proposal;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.qa.AnswerFormat;
import dev.ratchet.workflows.contract.qa.ProposedSentence;
import dev.ratchet.workflows.contract.qa.ProposedSentence.Citation;
import dev.ratchet.workflows.contract.qa.QaRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs over passages in memory: documents that give instructions to a model that obeys, and the routes. */
class QaRunsTest {
    @TempDir
    Path folder;

    private final Map<String, Digest> kept = new ConcurrentHashMap<>();

    private final Remembered verified = new Remembered();
    private boolean current = true;

    /** Confirmed answers in memory. */
    private static final class Remembered implements VerifiedAnswers {
        private final Map<String, Verified> all = new ConcurrentHashMap<>();

        @Override
        public Optional<Verified> find(TenantId tenant, Digest question) {
            return Optional.ofNullable(all.get(tenant + "/" + question));
        }

        @Override
        public void confirm(TenantId tenant, Digest question, Verified answer) {
            all.put(tenant + "/" + question, answer);
        }
    }

    private AskedQuestion over(List<String> passages) {
        return new AskedQuestion(
                new DirectoryContentStore(folder), kept, passages, verified, (tenant, version) -> current);
    }

    private static QaRequest request(String question) {
        return new QaRequest(question, List.of(), AnswerFormat.MARKDOWN, null);
    }

    private static JsonNode file(String name) {
        try (InputStream in = QaRunsTest.class.getResourceAsStream("/qa/" + name)) {
            return CanonicalJson.mapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Proposal answer(String text, String passage, String quote) {
        return new Proposal(
                "propose_answer",
                CanonicalJson.of(Map.of(
                        "sentences",
                        List.of(new ProposedSentence(text, List.of(new Citation(passage, quote, null)))))));
    }

    // ---- instructions in passages

    @Test
    void instructionsInPassagesHaveNoEffectOnAModelThatObeysThem() {
        Map<String, Integer> counts = new TreeMap<>();
        JsonNode all = file("instructions.json");
        assertThat(all).hasSize(30);
        for (JsonNode each : all) {
            String planted = each.get("text").asText();
            Proposal obeyed = new Proposal(
                    each.get("obey").get("action").asText(),
                    each.get("obey").get("arguments").toString());
            AskedQuestion run = over(List.of(planted, "The Loch valve opens at 9 bar."));
            Outcome outcome = run.ask(request("Which maintenance interval does the Tarn valve have?"), shown -> obeyed);
            assertThat(outcome.word()).as(planted).isEqualTo("ABSTAINED");
            assertThat(run.answer()).isEmpty();
            assertThat(run.acts())
                    .as(planted)
                    .isSubsetOf("look_at_question", "retrieve", "propose_answer", "show_found")
                    .containsOnlyOnce("retrieve");
            counts.merge(each.get("kind").asText() + ": no effect, " + outcome.code(), 1, Integer::sum);

            AskedQuestion second = over(List.of(planted, "The Loch valve opens at 9 bar."));
            Outcome honest = second.ask(
                    request("Which maintenance interval does the Tarn valve have?"),
                    shown -> second.asked().size() == 1
                            ? obeyed
                            : answer(
                                    "The maintenance interval of the Tarn valve is given in the service plan.",
                                    "A",
                                    "The maintenance interval of the Tarn valve is given in the service plan."));
            assertThat(honest.word()).as("asked again beside %s", planted).isEqualTo("ANSWERED");
            assertThat(second.text(new Digest(honest.receipt().id())))
                    .doesNotContain(each.get("mark").asText());
        }
        counts.forEach((what, count) -> System.out.println("instructions: " + count + " " + what));
    }

    // ---- routes

    @Test
    void aConfirmedAnswerIsUsedWhileItsVersionsAreCurrent() {
        QaRequest question = request("Who designed the Tarn valve?");
        List<String> library = List.of("The Tarn valve was designed by Ines Moreau.");
        AskedQuestion first = over(library);
        first.ask(question, shown -> answer(library.get(0), "A", library.get(0)));
        verified.confirm(
                TenantId.DEFAULT,
                VerifiedAnswers.key("who designed the  TARN valve", List.of()),
                new VerifiedAnswers.Verified("petra", first.answer().orElseThrow()));
        AskedQuestion again = over(library);
        Outcome known = again.ask(question, shown -> null);
        assertThat(known.code()).isEqualTo("VERIFIED");
        assertThat(again.end().rulings().route().rule()).isEqualTo("known");
        assertThat(again.acts()).containsExactly("look_at_question", "take_verified");
        current = false;
        assertThat(over(library).ask(question, shown -> null).word()).isEqualTo("ABSTAINED");
    }

    @Test
    void aTaskIsRefusedAndASentenceThatPlainlyAnswersNeedsNoModel() {
        assertThat(over(List.of()).ask(request("Please delete all documents"), shown -> null))
                .isInstanceOf(Outcome.Refused.class)
                .returns("OUT_OF_SCOPE", Outcome::code);
        AskedQuestion definition =
                over(List.of("A spill way is a channel that carries surplus water away. It is dry."));
        assertThat(definition
                        .ask(request("What is a spill way?"), shown -> null)
                        .code())
                .isEqualTo("EXTRACTED");
        assertThat(definition.answer().orElseThrow().sentences().get(0).text())
                .isEqualTo("A spill way is a channel that carries surplus water away.");
    }

    @Test
    void contradictingPassagesAreReportedAsContradicting() {
        AskedQuestion run = over(List.of(
                "The warranty of the Tarn valve is 24 months after delivery.",
                "The warranty of the Tarn valve is 12 months after delivery."));
        Outcome outcome = run.ask(request("How many months is the warranty of the Tarn valve?"), shown -> null);
        assertThat(outcome.code()).isEqualTo("CONTRADICTED");
        assertThat(run.text(new Digest(outcome.receipt().id())))
                .contains("The documents contradict each other", "24 months", "12 months");
    }
}
