package dev.ratchet.activities.model.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.ratchet.workflows.contract.FailureType;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What every {@link ChatClient} does with what its provider does. */
public abstract class ChatClientContract {
    public static final ChatCall CALL = new ChatCall(
            "You are a test.",
            "What is the answer?",
            "test_answer",
            "{\"type\":\"object\",\"properties\":{},\"required\":[],\"additionalProperties\":false}",
            50);

    /** A client whose provider says this text and comes to its end. */
    protected abstract ChatClient saying(String text);

    /** A client whose provider runs into the token limit after this text. */
    protected abstract ChatClient cutOffAfter(String text);

    /** A client whose provider filters the answer. */
    protected abstract ChatClient filtering();

    /** A client whose provider refuses its key. */
    protected abstract ChatClient refusing();

    /** A client whose provider asks to come back after so many seconds. */
    protected abstract ChatClient busyFor(int seconds);

    /** As the completion should name it. */
    protected abstract String model();

    @Test
    protected void aWholeAnswerComesBackVerbatimWithItsCost() {
        String text = " {\"action\":\"ask_person\"}\n\u00e9\u4e16 ";
        assertThat(saying(text).ask(CALL))
                .asInstanceOf(type(Completion.Complete.class))
                .satisfies(answer -> {
                    assertThat(answer.text()).isEqualTo(text);
                    assertThat(answer.model()).isEqualTo(model());
                    assertThat(answer.tokens().input()).isPositive();
                    assertThat(answer.tokens().output()).isPositive();
                });
    }

    @Test
    protected void anAnswerAtTheTokenLimitIsCutOff() {
        assertThat(cutOffAfter("{\"action\":\"ask").ask(CALL))
                .asInstanceOf(type(Completion.CutOff.class))
                .satisfies(answer -> {
                    assertThat(answer.text()).isEqualTo("{\"action\":\"ask");
                    assertThat(answer.tokens().output()).isPositive();
                });
    }

    @Test
    protected void aFilteredAnswerSaysSo() {
        assertThat(filtering().ask(CALL)).isInstanceOf(Completion.Filtered.class);
    }

    @Test
    protected void aRefusalIsForGood() {
        assertThatThrownBy(() -> refusing().ask(CALL))
                .asInstanceOf(type(ChatFailure.class))
                .returns(FailureType.MODEL_DENIED, ChatFailure::type);
    }

    @Test
    protected void aBusyProviderSaysWhenToComeBack() {
        assertThatThrownBy(() -> busyFor(7).ask(CALL))
                .asInstanceOf(type(ChatFailure.class))
                .returns(FailureType.MODEL_UNAVAILABLE, ChatFailure::type)
                .returns(Duration.ofSeconds(7), failure -> failure.retryAfter().orElse(Duration.ZERO));
    }
}
