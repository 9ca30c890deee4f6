package dev.ratchet.activities.model.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.workflows.contract.FailureType;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScriptedChatClientTest extends ChatClientContract {
    @Override
    protected ChatClient saying(String text) {
        return ScriptedChatClient.saying(text);
    }

    @Override
    protected ChatClient cutOffAfter(String text) {
        return new ScriptedChatClient(
                call -> new Completion.CutOff(text, ScriptedChatClient.MODEL, new Tokens(1, 0, 50)));
    }

    @Override
    protected ChatClient filtering() {
        return new ScriptedChatClient(
                call -> new Completion.Filtered("", ScriptedChatClient.MODEL, new Tokens(1, 0, 0)));
    }

    @Override
    protected ChatClient refusing() {
        return new ScriptedChatClient(call -> {
            throw new ChatFailure(FailureType.MODEL_DENIED, "refused");
        });
    }

    @Override
    protected ChatClient busyFor(int seconds) {
        return new ScriptedChatClient(call -> {
            throw new ChatFailure(FailureType.MODEL_UNAVAILABLE, "busy", Duration.ofSeconds(seconds));
        });
    }

    @Override
    protected String model() {
        return "scripted";
    }

    @Test
    void cutsOffWhereTheCallsOwnLimitIs() {
        assertThat(ScriptedChatClient.saying("x".repeat(200)).ask(CALL)).isInstanceOf(Completion.Complete.class);
        assertThat(ScriptedChatClient.saying("x".repeat(201)).ask(CALL))
                .isEqualTo(new Completion.CutOff(
                        "x".repeat(200),
                        "scripted",
                        new Tokens(
                                ScriptedChatClient.saying("").ask(CALL).tokens().input(), 0, 50)));
    }

    @Test
    void picksTheAnswerByAPhraseOfTheDocument() {
        ScriptedChatClient client = ScriptedChatClient.byPhrase(Map.of("the answer", "42"), "nothing");
        assertThat(client.ask(CALL).text()).isEqualTo("42");
        assertThat(client.ask(new ChatCall("", "another", "a", "{}", 9)).text()).isEqualTo("nothing");
    }
}
