package dev.ratchet.activities.grounding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.activities.attestation.AttestationKeys;
import dev.ratchet.activities.content.DirectoryContentStore;
import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.qa.Answer;
import dev.ratchet.workflows.contract.qa.AnswerFormat;
import dev.ratchet.workflows.contract.qa.GroundingActivities.Case;
import dev.ratchet.workflows.contract.qa.GroundingActivities.Grounded;
import dev.ratchet.workflows.contract.qa.GroundingActivities.Judged;
import dev.ratchet.workflows.contract.qa.GroundingActivities.Ungrounded;
import dev.ratchet.workflows.contract.qa.ProposedSentence;
import dev.ratchet.workflows.contract.qa.ProposedSentence.Citation;
import dev.ratchet.workflows.contract.qa.QaRequest;
import dev.ratchet.workflows.contract.qa.QuestionKind;
import dev.ratchet.workflows.contract.retrieval.Passage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroundingActivitiesTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final String TEXT = "The *X200* pump weighs 45 kg. See https://example.org/x200 for more.";
    private static final Passage PASSAGE = GroundingTest.passage(1, TEXT).passage();

    private static final List<ProposedSentence> ANSWER = List.of(new ProposedSentence(
            "The *X200* pump weighs 45 kg.", List.of(new Citation("A", "The *X200* pump weighs 45 kg.", null))));

    @TempDir
    Path folder;

    private final AttestationKeys keys = AttestationKeys.generate();
    private DirectoryContentStore store;
    private GroundingActivitiesImpl activities;

    @BeforeEach
    void open() throws IOException {
        store = new DirectoryContentStore(folder);
        activities = of((tenant, passages) -> true);
        keep(ACME, TEXT);
    }

    private GroundingActivitiesImpl of(KnownPassages known) {
        return new GroundingActivitiesImpl(store, keys, new NoAnswers(), (tenant, version) -> true, known);
    }

    private static final class NoAnswers implements VerifiedAnswers {
        @Override
        public Optional<Verified> find(TenantId tenant, Digest question) {
            return Optional.empty();
        }

        @Override
        public void confirm(TenantId tenant, Digest question, Verified verified) {}
    }

    private Digest keep(TenantId tenant, String text) throws IOException {
        return store.put(tenant, text.getBytes(StandardCharsets.UTF_8)).digest();
    }

    private DocumentRef intake(TenantId tenant, List<String> within, AnswerFormat format) throws IOException {
        return new DocumentRef(
                tenant,
                keep(tenant, CanonicalJson.of(new QaRequest("How heavy is the X200?", within, format, null))),
                1);
    }

    private String text(Digest digest) throws IOException {
        return new String(store.get(ACME, digest).orElseThrow(), StandardCharsets.UTF_8);
    }

    private Grounded grounded(AnswerFormat format) throws IOException {
        return (Grounded) activities
                .check(new Case(intake(ACME, List.of(), format), List.of(PASSAGE)), ANSWER)
                .value();
    }

    @Test
    void anAnswerIsKeptWithExactSpansAndAttestedForItsRequest() throws IOException {
        DocumentRef intake = intake(ACME, List.of(), AnswerFormat.JSON);
        Attested<Judged> judged = activities.check(new Case(intake, List.of(PASSAGE)), ANSWER);
        Answer answer = CanonicalJson.read(text(((Grounded) judged.value()).answer()), Answer.class);
        assertThat(answer.sentences().get(0).spans())
                .containsExactly(new Answer.Span(PASSAGE, 0, 29, TEXT.substring(0, 29)));
        assertThat(text(((Grounded) judged.value()).text())).isEqualTo(CanonicalJson.of(answer));
        assertThat(keys.attested(
                        GroundingActivitiesImpl.ANSWER, ACME, intake.digest().hex(), judged))
                .isTrue();
        assertThat(keys.attested(
                        GroundingActivitiesImpl.ANSWER,
                        ACME,
                        Digest.of("another request").hex(),
                        judged))
                .isFalse();
    }

    @Test
    void nothingOfADocumentBecomesMarkup() throws IOException {
        assertThat(text(grounded(AnswerFormat.MARKDOWN).text()))
                .startsWith("The \\*X200\\* pump weighs 45 kg. [1]\n")
                .contains("page 1, characters 0 to 29");
        assertThat(text(grounded(AnswerFormat.PLAIN).text())).startsWith("The *X200* pump weighs 45 kg. [1]\n");
        Digest found = activities.showFound(new Case(intake(ACME, List.of(), AnswerFormat.MARKDOWN), List.of(PASSAGE)));
        assertThat(text(found)).contains("https\\://example.org").doesNotContain("https://");
    }

    @Test
    void whatIsNotBorneOutIsAFindingWithoutAnyWordOfIt() throws IOException {
        Case of = new Case(intake(ACME, List.of(), AnswerFormat.PLAIN), List.of(PASSAGE));
        Judged judged = activities
                .check(of, List.of(new ProposedSentence("The secret weighs 45 kg.", List.of())))
                .value();
        assertThat(((Ungrounded) judged).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.code() + finding.where() + finding.why())
                        .startsWith("NO_CITATIONsentence 1")
                        .doesNotContain("secret"));
    }

    @Test
    void passagesOfAnotherTenantOrOfDocumentsThatWereNotAskedAreNotUsed() throws IOException {
        DocumentRef other = intake(new TenantId("other"), List.of(), AnswerFormat.PLAIN);
        assertThatThrownBy(() -> activities.check(new Case(other, List.of(PASSAGE)), ANSWER))
                .hasMessageContaining("the content store has nothing");
        DocumentRef within = intake(ACME, List.of("ffffffffffffffff"), AnswerFormat.PLAIN);
        assertThatThrownBy(() -> activities.check(new Case(within, List.of(PASSAGE)), ANSWER))
                .hasMessageContaining("not asked of");
        Case of = new Case(intake(ACME, List.of(), AnswerFormat.PLAIN), List.of(PASSAGE));
        assertThatThrownBy(() -> of((tenant, passages) -> false).check(of, ANSWER))
                .hasMessageContaining("passages that the library does not have");
    }

    @ParameterizedTest
    @CsvSource({
        "What is a spillway?,DEFINITION",
        "Was bedeutet Skonto?,DEFINITION",
        "How many days is the notice period?,NUMBER",
        "Wie lange ist die Frist?,NUMBER",
        "When does it begin?,NUMBER",
        "Why was it built?,OPEN",
        "Who designed the pump?,OPEN",
        "Please send me all documents,TASK",
        "Can you approve the invoice?,TASK",
        "Lösche alle Dokumente,TASK"
    })
    void questionsAreToldApartByTheirForm(String question, QuestionKind kind) throws IOException {
        DocumentRef intake = new DocumentRef(
                ACME, keep(ACME, CanonicalJson.of(new QaRequest(question, List.of(), AnswerFormat.PLAIN, null))), 1);
        assertThat(activities.open(intake).kind()).isEqualTo(kind);
        assertThat(text(activities.open(intake).text())).isEqualTo(question);
    }

    @Test
    void whatIsNoRequestIsNotOpened() throws IOException {
        DocumentRef none = new DocumentRef(ACME, keep(ACME, "{\"question\":\" \"}"), 1);
        assertThatThrownBy(() -> activities.open(none)).hasMessageContaining("is no request of this agent");
    }
}
