package dev.ratchet.starter.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.command.Refused;
import dev.ratchet.starter.command.Unreachable;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.Paths;
import dev.ratchet.workflows.gateway.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Requests to the HTTP gateway, each with the token of who asks. The contract is {@code dev.ratchet.workflows.gateway}.
 */
final class GatewayConnection {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofMinutes(5);
    private static final Duration READY_ANSWER = Duration.ofSeconds(5);

    /** How often one request is made when the gateway asks to come again. */
    private static final int ATTEMPTS = 10;

    private static final String RETRY_AFTER = "Retry-After";

    private static final long LONGEST_WAIT_SECONDS = 30;

    private final ObjectMapper mapper = Json.mapper();
    private final GatewayAddress address;
    private final String url;
    private final Path home;
    private final Supplier<String> token;
    private @Nullable HttpClient http;

    private GatewayConnection(GatewayAddress address, Path home, Supplier<String> token) {
        this.address = address;
        this.url = address.url();
        this.home = home;
        this.token = token;
    }

    /** Created on first use, because not every command calls the gateway. */
    private synchronized HttpClient http() {
        if (http == null) {
            HttpClient.Builder builder = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(CONNECT);
            http = (address.encrypted() ? builder : builder.sslContext(trustingNobody())).build();
        }
        return http;
    }

    /** For plain HTTP: the client always needs a context, and the default one would read all trusted certificates. */
    private static SSLContext trustingNobody() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    /** @throws Refused when the environment names no gateway that a token may go to */
    static GatewayConnection of(CommandContext context) {
        GatewayAddress address = GatewayAddress.of(context);
        return new GatewayConnection(address, context.home(), () -> token(context, address));
    }

    /**
     * Without a token nothing is sent, not even a document.
     *
     * @throws Unreachable when the address is that of a {@code dev} process which does not run
     * @throws Refused when somebody else's gateway needs one
     */
    private static String token(CommandContext context, GatewayAddress address) {
        String told = context.variable("RATCHET_TOKEN", "");
        if (!told.isEmpty()) {
            return told;
        }
        if (!address.mayBeDev()) {
            throw new Refused(
                    Problem.UNAUTHENTICATED,
                    "RATCHET_TOKEN is not set; it says who you are to " + address.url()
                            + ". A dev process on this machine is at http://" + DevToken.HOST + ":PORT");
        }
        return DevToken.find(context.home(), address.port())
                .orElseThrow(() -> new Unreachable(
                        "No dev process of yours", address.url(), "RATCHET_TOKEN (and RATCHET_URL)", null));
    }

    /**
     * Why it cannot do its work yet; empty when it can, and when it does not say.
     *
     * @throws Unreachable when the address is that of a {@code dev} process which does not run; nothing is sent then
     */
    Optional<String> notReady() {
        if (address.mayBeDev() && DevToken.isStarting(home, address.port())) {
            return Optional.of("the dev process at " + url + " is starting");
        }
        var unused = token.get();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + Paths.READY))
                .timeout(READY_ANSWER)
                .build();
        try {
            HttpResponse<byte[]> answer = http().send(request, BodyHandlers.ofByteArray());
            return answer.statusCode() == 503 ? why(answer.body()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // who asks for something is told what is wrong
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Optional<String> why(byte[] body) throws IOException {
        try {
            Problem problem = mapper.readValue(body, Problem.class);
            return Optional.ofNullable(problem)
                    .filter(each -> Problem.NOT_READY.equals(each.code()))
                    .map(Problem::why);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    <T> T get(String path, TypeReference<T> type) {
        return send("GET", path, BodyPublishers.noBody(), type);
    }

    <T> T post(String path, Object wish, TypeReference<T> type) {
        return send("POST", path, json(wish), type);
    }

    <T> T send(String method, String path, BodyPublisher body, TypeReference<T> type) {
        try (InputStream answer = exchange(method, path, body).body()) {
            return mapper.readValue(answer, type);
        } catch (JsonProcessingException e) {
            throw new Refused("NOT_A_GATEWAY", url + " answers, but not as a Ratchet gateway; check RATCHET_URL");
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    String text(String path) {
        return text(exchange("GET", path, BodyPublishers.noBody()));
    }

    String text(HttpResponse<InputStream> answer) {
        try (InputStream body = answer.body()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /** For what is answered without content. */
    void tell(String path, Object wish) {
        var unused = text(exchange("POST", path, json(wish)));
    }

    /** Empty when the gateway does not have it. */
    <T> Optional<T> find(String path, TypeReference<T> type) {
        try {
            return Optional.of(get(path, type));
        } catch (Refused e) {
            if (e.code().equals(Problem.NOT_FOUND)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    BodyPublisher json(Object value) {
        try {
            return BodyPublishers.ofByteArray(mapper.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Asks again when the gateway says so, {@link #ATTEMPTS} times at most.
     *
     * @return an answer of 2xx, whose body the caller closes
     */
    HttpResponse<InputStream> exchange(String method, String path, BodyPublisher body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .method(method, body)
                .header("Authorization", "Bearer " + token.get())
                .timeout(ANSWER)
                .build();
        try {
            for (int attempt = 1; ; attempt++) {
                HttpResponse<InputStream> answer = http().send(request, BodyHandlers.ofInputStream());
                if (answer.statusCode() / 100 == 2) {
                    return answer;
                }
                if (attempt == ATTEMPTS || !comeAgain(method, answer)) {
                    throw refusal(answer);
                }
                answer.body().close();
                TimeUnit.SECONDS.sleep(wait(answer));
            }
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(e);
        }
    }

    /** What was answered with 429 was not begun; of 503 that is certain only when asking twice is the same as once. */
    private static boolean comeAgain(String method, HttpResponse<?> answer) {
        return answer.headers().firstValue(RETRY_AFTER).isPresent()
                && (answer.statusCode() == 429 || (answer.statusCode() == 503 && !method.equals("POST")));
    }

    private static long wait(HttpResponse<?> answer) {
        String seconds = answer.headers().firstValue(RETRY_AFTER).orElse("");
        return seconds.matches("\\d{1,5}") ? Math.min(Long.parseLong(seconds), LONGEST_WAIT_SECONDS) : 1;
    }

    private Refused refusal(HttpResponse<InputStream> answer) {
        if (answer.statusCode() / 100 == 3) {
            return new Refused(
                    "REDIRECTED",
                    url
                            + " sends your request somewhere else, and your token goes nowhere else; RATCHET_URL"
                            + " should name the gateway itself");
        }
        try (InputStream body = answer.body()) {
            Problem problem = mapper.readValue(body, Problem.class);
            if (problem != null && problem.code() != null) {
                return new Refused(problem.code(), problem.why(), problem.problems());
            }
        } catch (IOException e) {
            // the body is no problem of the gateway: its status is reported below
        }
        return new Refused("HTTP_" + answer.statusCode(), url + " refused with HTTP status " + answer.statusCode());
    }

    private Unreachable unreachable(Exception cause) {
        return new Unreachable("The gateway", url, "RATCHET_URL (and RATCHET_TOKEN)", cause);
    }
}
