package dev.ratchet.activities.model;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import dev.ratchet.activities.Failures;
import dev.ratchet.workflows.contract.FailureType;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Any server that speaks OpenAI's chat completions. Asks for a strict JSON schema; sends no temperature, which some
 * models refuse. Never tries twice: Temporal does.
 */
final class OpenAiCompatibleChatClient implements ChatClient {
    private final ChatModel model;
    private final String name;

    OpenAiCompatibleChatClient(ModelConfig config) {
        this(config, Clock.systemUTC());
    }

    OpenAiCompatibleChatClient(ModelConfig config, Clock clock) {
        this.name = config.model();
        this.model = OpenAiChatModel.builder()
                .httpClientBuilder(new ProviderHttpBuilder(config.timeout(), clock))
                .baseUrl(config.baseUrl().toString())
                .apiKey(config.apiKey())
                .modelName(config.model())
                .timeout(config.timeout())
                .strictJsonSchema(true)
                .maxRetries(0)
                .build();
    }

    @Override
    public Completion ask(ChatCall call) {
        try {
            return completion(model.chat(request(call)));
        } catch (RuntimeException e) {
            if (Failures.causeOf(e, ContentFilteredException.class) != null) {
                return new Completion.Filtered("", name, 0, 0);
            }
            ChatFailure known = Failures.causeOf(e, ChatFailure.class);
            throw known != null
                    ? known
                    : new ChatFailure(
                            FailureType.MODEL_UNAVAILABLE,
                            "the model's server answered with something that is no chat completion");
        }
    }

    private static ChatRequest request(ChatCall call) {
        return ChatRequest.builder()
                .messages(SystemMessage.from(call.system()), UserMessage.from(call.user()))
                .parameters(OpenAiChatRequestParameters.builder()
                        .maxCompletionTokens(call.mostTokens())
                        .responseFormat(ResponseFormat.builder()
                                .type(ResponseFormatType.JSON)
                                .jsonSchema(JsonSchema.builder()
                                        .name(call.schemaName())
                                        .rootElement(JsonRawSchema.from(call.schema()))
                                        .build())
                                .build())
                        .build())
                .build();
    }

    private Completion completion(ChatResponse response) {
        String text =
                response.aiMessage().text() == null ? "" : response.aiMessage().text();
        String said = response.modelName() == null ? name : response.modelName();
        TokenUsage usage = response.tokenUsage();
        long in = usage == null ? 0 : count(usage.inputTokenCount());
        long out = usage == null ? 0 : count(usage.outputTokenCount());
        FinishReason end = response.finishReason();
        if (end == FinishReason.LENGTH) {
            return new Completion.CutOff(text, said, in, out);
        }
        return end == FinishReason.CONTENT_FILTER
                ? new Completion.Filtered(text, said, in, out)
                : new Completion.Complete(text, said, in, out);
    }

    private static long count(@Nullable Integer tokens) {
        return tokens == null ? 0 : Math.max(0, tokens);
    }
}
