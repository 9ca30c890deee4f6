package dev.ratchet.activities.model.provider.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import dev.ratchet.activities.Failures;
import dev.ratchet.activities.model.provider.ChatCall;
import dev.ratchet.activities.model.provider.ChatClient;
import dev.ratchet.activities.model.provider.ChatFailure;
import dev.ratchet.activities.model.provider.Completion;
import dev.ratchet.activities.model.provider.Endpoint;
import dev.ratchet.activities.model.provider.Tokens;
import dev.ratchet.workflows.contract.FailureType;
import java.time.Clock;
import java.util.stream.Collectors;

/** A chat model of LangChain4j, asked once and never again: Temporal tries again. */
public final class LangChainChatClient implements ChatClient {
    private final Endpoint endpoint;
    private final Dialect dialect;
    private final ChatModel model;

    /** The client of an endpoint. */
    public static ChatClient of(Endpoint endpoint) {
        return of(endpoint, Clock.systemUTC());
    }

    /** @param clock by which a {@code Retry-After} that is a date is read */
    static ChatClient of(Endpoint endpoint, Clock clock) {
        return new LangChainChatClient(
                endpoint,
                switch (endpoint.provider()) {
                    case OPENAI -> new OpenAiDialect();
                    case ANTHROPIC -> new AnthropicDialect();
                    case OLLAMA -> new OllamaDialect();
                },
                clock);
    }

    private LangChainChatClient(Endpoint endpoint, Dialect dialect, Clock clock) {
        this.endpoint = endpoint;
        this.dialect = dialect;
        this.model = dialect.model(endpoint, new ProviderHttpBuilder(endpoint, clock));
    }

    @Override
    public Completion ask(ChatCall call) {
        try {
            return completion(model.chat(request(call)));
        } catch (RuntimeException e) {
            if (Failures.causeOf(e, ContentFilteredException.class) != null) {
                return new Completion.Filtered("", endpoint.model(), Tokens.NONE);
            }
            ChatFailure known = Failures.causeOf(e, ChatFailure.class);
            throw known != null
                    ? known
                    : new ChatFailure(
                            FailureType.MODEL_UNAVAILABLE,
                            "the model's server answered with something that is no chat completion");
        }
    }

    private ChatRequest request(ChatCall call) {
        DefaultChatRequestParameters.Builder<?> parameters = dialect.parameters(call);
        String system = call.system();
        switch (endpoint.schema()) {
            case NATIVE -> parameters.responseFormat(AnswerSchema.asFormat(call));
            case TOOL ->
                parameters.toolSpecifications(AnswerSchema.asTool(call)).toolChoice(dialect.toolChoice());
            case INSTRUCTIONS -> system = AnswerSchema.asInstructions(call);
        }
        return ChatRequest.builder()
                .messages(SystemMessage.from(system), UserMessage.from(call.user()))
                .parameters(parameters.build())
                .build();
    }

    private Completion completion(ChatResponse response) {
        String text = text(response.aiMessage());
        String said = response.modelName() == null ? endpoint.model() : response.modelName();
        TokenUsage usage = response.tokenUsage();
        Tokens tokens = usage == null ? Tokens.NONE : dialect.tokens(usage);
        FinishReason end = response.finishReason();
        if (end == FinishReason.LENGTH) {
            return new Completion.CutOff(text, said, tokens);
        }
        return end == FinishReason.CONTENT_FILTER || end == FinishReason.OTHER
                ? new Completion.Filtered(text, said, tokens)
                : new Completion.Complete(text, said, tokens);
    }

    /** Of several calls of the tool none is chosen: together they are no answer. */
    private static String text(AiMessage message) {
        if (message.hasToolExecutionRequests()) {
            return message.toolExecutionRequests().stream()
                    .map(ToolExecutionRequest::arguments)
                    .map(String::valueOf)
                    .collect(Collectors.joining("\n"));
        }
        return message.text() == null ? "" : message.text();
    }
}
