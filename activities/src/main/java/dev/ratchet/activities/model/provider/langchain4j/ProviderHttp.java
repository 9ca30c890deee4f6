package dev.ratchet.activities.model.provider.langchain4j;

import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.ratchet.activities.model.provider.ChatFailure;
import dev.ratchet.activities.model.provider.Endpoint;
import dev.ratchet.workflows.contract.FailureType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * LangChain4j's HTTP port on the JDK's client. Its own adapter drops the headers of a refusal, and {@code Retry-After}
 * with them; and it bounds neither the body's size nor, before JDK 26, the time to read it. HTTP/1.1 only: the upgrade
 * to h2c confuses vLLM and LM Studio.
 */
final class ProviderHttp implements dev.langchain4j.http.client.HttpClient {
    /** Sixteen times what a proposal may hold, so that a wordy envelope still fits. */
    static final int MOST_BYTES = 1 << 20;

    private final HttpClient client;
    private final Endpoint endpoint;
    private final Duration timeout;
    private final Clock clock;

    ProviderHttp(Endpoint endpoint, Clock clock) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(endpoint.timeouts().connect())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.endpoint = endpoint;
        this.timeout = endpoint.timeouts().answer();
        this.clock = clock;
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        HttpResponse<byte[]> response = send(request);
        String body = new String(response.body(), StandardCharsets.UTF_8);
        if (response.statusCode() / 100 != 2) {
            throw ProviderErrors.of(endpoint, response.statusCode(), body, retryAfter(response));
        }
        return SuccessfulHttpResponse.builder()
                .statusCode(response.statusCode())
                .headers(response.headers().map())
                .body(body)
                .build();
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(jdkRequest(request), head -> new CappedBody(MOST_BYTES));
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw silent();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChatFailure(FailureType.MODEL_UNAVAILABLE, "the call was given up");
        } catch (ExecutionException e) {
            throw broken(e);
        } finally {
            answer.cancel(true);
        }
    }

    private ChatFailure silent() {
        return new ChatFailure(
                FailureType.MODEL_UNAVAILABLE, "the model did not answer within " + timeout.toSeconds() + " s");
    }

    private ChatFailure broken(ExecutionException e) {
        for (Throwable at = e; at != null; at = at.getCause()) {
            if (at instanceof CappedBody.OverflowException) {
                return new ChatFailure(
                        FailureType.MODEL_REFUSED, "the model's server sent more than " + MOST_BYTES + " bytes");
            }
        }
        Throwable cause = e.getCause() == null ? e : e.getCause();
        if (cause instanceof HttpTimeoutException && !(cause instanceof HttpConnectTimeoutException)) {
            return silent();
        }
        return new ChatFailure(
                FailureType.MODEL_UNAVAILABLE,
                "the connection to the model's server failed: "
                        + cause.getClass().getSimpleName());
    }

    private @Nullable Duration retryAfter(HttpResponse<byte[]> response) {
        return response.headers()
                .firstValue("Retry-After")
                .map(value -> RetryAfter.parse(value, clock.instant()))
                .orElse(null);
    }

    private java.net.http.HttpRequest jdkRequest(HttpRequest request) {
        java.net.http.HttpRequest.Builder builder = java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
                .timeout(timeout)
                .method(
                        request.method().name(),
                        request.body() == null
                                ? java.net.http.HttpRequest.BodyPublishers.noBody()
                                : java.net.http.HttpRequest.BodyPublishers.ofString(request.body()));
        request.headers().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        return builder.build();
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        throw new UnsupportedOperationException("completions are not streamed");
    }
}
