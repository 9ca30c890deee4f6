package dev.ratchet.activities.model.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratchet.workflows.contract.FailureType;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every wire format and schema mode against a server that somebody else wrote, and its chaos. */
class AimockFormatsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ANSWER = "{\"action\":\"go\",\"arguments\":{\"a\":\"1.10\"}}";

    private static Completion answer(Provider provider, SchemaMode mode, ObjectNode fixture) throws IOException {
        try (Aimock aimock = Aimock.start(List.of(fixture))) {
            return aimock.client(provider, mode).ask(ChatClientContract.CALL);
        }
    }

    private static ChatFailure failure(Provider provider, ObjectNode fixture) throws IOException {
        try (Aimock aimock = Aimock.start(List.of(Aimock.inAnyFormat(fixture)))) {
            ChatClient client = aimock.client(provider, SchemaMode.NATIVE);
            ChatFailure failure = catchThrowableOfType(ChatFailure.class, () -> client.ask(ChatClientContract.CALL));
            assertThat(failure).isNotNull();
            assertThat(failure).hasMessageNotContaining("no words of this");
            return failure;
        }
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void textIsAnAnswerWhereTheProviderHoldsItToTheSchemaOrTheInstructionsDo(Provider provider) throws IOException {
        for (SchemaMode mode : List.of(SchemaMode.NATIVE, SchemaMode.INSTRUCTIONS)) {
            ObjectNode saying = Aimock.inAnyFormat(Aimock.saying("answer", ANSWER, "stop"));
            assertThat(answer(provider, mode, saying))
                    .isInstanceOf(Completion.Complete.class)
                    .returns(ANSWER, Completion::text)
                    .returns("aimock", Completion::model);
        }
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void theCallOfTheToolIsAnAnswer(Provider provider) throws IOException {
        ObjectNode calling = Aimock.calling("answer", "test_answer", (ObjectNode) JSON.readTree(ANSWER));
        JsonNode said = JSON.readTree(answer(provider, SchemaMode.TOOL, calling).text());
        assertThat(said).isEqualTo(JSON.readTree(ANSWER));
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void refusalsAndChaosMeanTheSameInEveryFormat(Provider provider) throws IOException {
        assertThat(failure(provider, Aimock.failing("answer", 401, "invalid_api_key", 0))
                        .type())
                .isEqualTo(FailureType.MODEL_DENIED);
        assertThat(failure(provider, Aimock.failing("answer", 429, "insufficient_quota", 3))
                        .type())
                .isEqualTo(FailureType.MODEL_DENIED);
        assertThat(failure(provider, Aimock.failing("answer", 429, "rate_limit_exceeded", 3)))
                .returns(FailureType.MODEL_UNAVAILABLE, ChatFailure::type)
                .returns(Duration.ofSeconds(3), e -> e.retryAfter().orElse(Duration.ZERO));
        assertThat(failure(provider, Aimock.failing("answer", 503, "overloaded", 0))
                        .type())
                .isEqualTo(FailureType.MODEL_UNAVAILABLE);
        assertThat(failure(provider, Aimock.disconnecting("answer")).type()).isEqualTo(FailureType.MODEL_UNAVAILABLE);
        assertThat(failure(provider, Aimock.garbling("answer")).type()).isEqualTo(FailureType.MODEL_UNAVAILABLE);
    }
}
