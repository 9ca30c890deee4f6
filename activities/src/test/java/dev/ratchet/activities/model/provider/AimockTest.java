package dev.ratchet.activities.model.provider;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratchet.workflows.contract.FailureType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The client against a server that somebody else wrote. */
class AimockTest extends ChatClientContract {
    private final List<Aimock> running = new ArrayList<>();

    private ChatClient answering(ObjectNode fixture) {
        try {
            Aimock aimock = Aimock.start(List.of(fixture));
            running.add(aimock);
            return aimock.client();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Asked here, because the suite expects exceptions where a client is made. */
    @BeforeAll
    static void needsAimock() {
        Aimock.program();
    }

    @AfterEach
    void stop() throws IOException {
        for (Aimock aimock : running) {
            aimock.close();
        }
    }

    @Override
    protected ChatClient saying(String text) {
        return answering(Aimock.saying("answer", text, "stop"));
    }

    @Override
    protected ChatClient cutOffAfter(String text) {
        return answering(Aimock.saying("answer", text, "length"));
    }

    @Override
    protected ChatClient filtering() {
        return answering(Aimock.saying("answer", "no", "content_filter"));
    }

    @Override
    protected ChatClient refusing() {
        return answering(Aimock.failing("answer", 401, "invalid_api_key", 0));
    }

    @Override
    protected ChatClient busyFor(int seconds) {
        return answering(Aimock.failing("answer", 429, "rate_limit_exceeded", seconds));
    }

    @Override
    protected String model() {
        return "aimock";
    }

    @Test
    void aDestroyedConnectionAndAGarbledBodyAreWorthAnotherTry() {
        for (ObjectNode fixture : List.of(Aimock.disconnecting("answer"), Aimock.garbling("answer"))) {
            assertFails(answering(fixture), FailureType.MODEL_UNAVAILABLE);
        }
    }

    @Test
    void anEmptyPurseAndAnUnknownQuestionAreRefused() {
        assertFails(answering(Aimock.failing("answer", 429, "insufficient_quota", 3)), FailureType.MODEL_DENIED);
        assertFails(answering(Aimock.saying("another phrase", "{}", "stop")), FailureType.MODEL_DENIED);
    }

    private static void assertFails(ChatClient client, FailureType type) {
        assertThatThrownBy(() -> client.ask(CALL))
                .asInstanceOf(type(ChatFailure.class))
                .returns(type, ChatFailure::type);
    }
}
