package dev.ratchet.activities.grounding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.grounding.VerifiedAnswers.Verified;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.qa.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store of confirmed answers must do. */
abstract class VerifiedAnswersContract {
    private static final TenantId ACME = new TenantId("acme");

    protected abstract VerifiedAnswers answers();

    static Answer answer(String text) {
        Grounding.Shown shown = GroundingTest.passage(1, text);
        return new Answer(
                Digest.of("question"),
                List.of(new Answer.Sentence(text, List.of(new Answer.Span(shown.passage(), 0, text.length(), text)))),
                List.of());
    }

    @Test
    void theLatestCountsForItsTenantAndQuestionOnly() {
        VerifiedAnswers answers = answers();
        Digest question = VerifiedAnswers.key("How heavy is it?", List.of());
        assertThat(answers.find(ACME, question)).isEmpty();
        answers.confirm(ACME, question, new Verified("petra", answer("It weighs 45 kg.")));
        answers.confirm(ACME, question, new Verified("sam", answer("It weighs 46 kg.")));
        assertThat(answers.find(ACME, question)).contains(new Verified("sam", answer("It weighs 46 kg.")));
        assertThat(answers.find(new TenantId("other"), question)).isEmpty();
        assertThat(answers.find(ACME, VerifiedAnswers.key("How heavy is it", List.of("0123456789abcdef"))))
                .isEmpty();
    }

    @Test
    void aQuestionIsKnownByItsWords() {
        assertThat(VerifiedAnswers.key(" How  heavy is it ", List.of()))
                .isEqualTo(VerifiedAnswers.key("how heavy is it?", List.of()))
                .isNotEqualTo(VerifiedAnswers.key("How heavy is he?", List.of()));
        assertThat(VerifiedAnswers.key("x y", List.of("b", "a", "a")))
                .isEqualTo(VerifiedAnswers.key("x y", List.of("a", "b")));
    }
}
