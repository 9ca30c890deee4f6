package dev.ratchet.activities.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.calls.CallAnswer;
import dev.ratchet.activities.calls.CallRequest;
import dev.ratchet.activities.model.provider.ChatCall;
import dev.ratchet.activities.model.provider.Completion;
import dev.ratchet.activities.model.provider.ScriptedChatClient;
import dev.ratchet.activities.model.provider.Tokens;
import dev.ratchet.activities.model.tier.ModelEntry;
import dev.ratchet.activities.model.tier.OneModel;
import dev.ratchet.activities.model.tier.Price;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.ModelActivities.Data;
import dev.ratchet.workflows.contract.ModelActivities.Question;
import dev.ratchet.workflows.contract.ModelActivities.Usage;
import dev.ratchet.workflows.contract.ModelTier;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PaidQuestionTest {
    private static final Price PRICE = new Price(150_000, 75_000, 600_000);
    private static final ModelEntry MODEL = OneModel.entry("only", PRICE);
    private static final ChatCall CALL = new ChatCall("system", "user \u00fc\ud83d\ude00", "invoice_action", "{}", 100);

    private static Question question(
            String tenant, String run, long turn, List<String> legal, @Nullable String rejection, String data) {
        return question(tenant, run, turn, ModelTier.SMALL, legal, rejection, data);
    }

    private static Question question(
            String tenant,
            String run,
            long turn,
            ModelTier tier,
            List<String> legal,
            @Nullable String rejection,
            String data) {
        return new Question(
                new TenantId(tenant),
                new RunRef("invoice/default/x", run),
                turn,
                "invoice",
                tier,
                "invoice-extract@1",
                List.of(new Data("DOCUMENT", Digest.of(data))),
                legal,
                rejection,
                100);
    }

    private static CallRequest request(Question question) {
        return PaidQuestion.of(question, CALL, PRICE);
    }

    @Test
    void everyAttemptAsksTheSameAndEveryOtherQuestionIsAnother() {
        List<String> one = List.of("ask_person");
        List<Question> others = List.of(
                question("default", "run", 3, one, null, "text"),
                question("other", "run", 3, one, null, "text"),
                question("default", "later", 3, one, null, "text"),
                question("default", "run", 4, one, null, "text"),
                question("default", "run", 3, ModelTier.LARGE, one, null, "text"),
                question("default", "run", 3, List.of("ask_person", "record_fields"), null, "text"),
                question("default", "run", 3, one, "UNSHOWN_FIELD", "text"),
                question("default", "run", 3, one, null, "another text"));
        assertThat(others).extracting(question -> request(question).digest()).doesNotHaveDuplicates();
        assertThat(request(question("default", "run", 3, one, null, "text")))
                .isEqualTo(request(question("default", "run", 3, one, null, "text")));
    }

    @Test
    void whatIsReservedIsNeverLessThanWhatIsPaid() {
        for (int length : new int[] {0, 1, 399, 400, 9_999}) {
            Completion completion = ScriptedChatClient.completion(CALL, "x".repeat(length));
            assertThat(PaidQuestion.answer(CALL, completion, MODEL).usage().micros())
                    .isLessThanOrEqualTo(PaidQuestion.most(CALL, PRICE));
        }
        assertThat(PaidQuestion.most(CALL, Price.NONE)).isZero();
    }

    /** Else its calls would be paid and no budget would know. */
    @Test
    void aProviderThatCountsNoTokensIsPaidWhatWasReserved() {
        CallAnswer uncounted = PaidQuestion.answer(CALL, new Completion.Complete("a", "m", Tokens.NONE), MODEL);
        assertThat(uncounted.cost()).isEqualTo(CallAnswer.Cost.ESTIMATED);
        assertThat(uncounted.usage())
                .returns(PaidQuestion.most(CALL, PRICE), Usage::micros)
                .returns(0L, Usage::inputTokens)
                .returns(0L, Usage::outputTokens);
        CallAnswer counted = PaidQuestion.answer(CALL, new Completion.Complete("a", "m", new Tokens(40, 0, 2)), MODEL);
        assertThat(counted.cost()).isEqualTo(CallAnswer.Cost.KNOWN);
        assertThat(counted.usage().micros()).isEqualTo(PRICE.of(new Tokens(40, 0, 2)));
        ModelEntry free = OneModel.entry("free", Price.NONE);
        CallAnswer unpaid = PaidQuestion.answer(CALL, new Completion.Complete("a", "m", Tokens.NONE), free);
        assertThat(unpaid.usage().micros()).isZero();
        assertThat(unpaid.cost()).isEqualTo(CallAnswer.Cost.KNOWN);
    }

    /** Ollama leaves out the count of a prompt that it has in its cache. */
    @Test
    void whatIsCountedInPartIsEstimatedInTheOtherPart() {
        CallAnswer noInput = PaidQuestion.answer(CALL, new Completion.Complete("a", "m", new Tokens(0, 0, 2)), MODEL);
        CallAnswer noOutput = PaidQuestion.answer(CALL, new Completion.Complete("a", "m", new Tokens(40, 0, 0)), MODEL);
        assertThat(noInput.cost()).isEqualTo(CallAnswer.Cost.ESTIMATED);
        assertThat(noInput.usage().micros())
                .isGreaterThan(PRICE.most(600, 2))
                .isLessThan(PaidQuestion.most(CALL, PRICE));
        assertThat(noOutput.cost()).isEqualTo(CallAnswer.Cost.ESTIMATED);
        assertThat(noOutput.usage().micros()).isEqualTo(PRICE.most(40, CALL.mostTokens()));
        CallAnswer declined = PaidQuestion.answer(CALL, new Completion.Filtered("", "m", new Tokens(40, 0, 0)), MODEL);
        assertThat(declined.cost()).as("it wrote nothing").isEqualTo(CallAnswer.Cost.KNOWN);
    }

    @Test
    void whatIsSentIsKeptAndNotTold() {
        CallRequest request = request(question("default", "run", 3, List.of("ask_person"), null, "text"));
        assertThat(request.asked()).contains("\"system\":\"system\"", "\"user\":\"user \u00fc\ud83d\ude00\"");
        assertThat(request.toString()).doesNotContain("user \u00fc");
    }

    @Test
    void anAnswerFromTheRecordIsTheCompletionThatWasPaid() {
        for (Completion completion : List.of(
                new Completion.Complete("a", "m", new Tokens(1, 0, 2)),
                new Completion.CutOff("b", "m", new Tokens(3, 2, 4)),
                new Completion.Filtered("", "m", new Tokens(5, 5, 0)))) {
            assertThat(PaidQuestion.completion(PaidQuestion.answer(CALL, completion, MODEL)))
                    .isEqualTo(completion);
        }
    }
}
