package dev.ratchet.activities.retrieval.embedding;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.ratchet.activities.model.provider.ApiKey;
import dev.ratchet.activities.model.provider.Endpoint;
import dev.ratchet.activities.model.provider.Provider;
import dev.ratchet.activities.model.provider.SchemaMode;
import dev.ratchet.activities.model.provider.Timeouts;
import dev.ratchet.activities.model.provider.langchain4j.EmbeddingClient;
import dev.ratchet.workflows.contract.FailureType;
import io.temporal.failure.ApplicationFailure;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EndpointEmbeddingsTest {
    private final WireMockServer server =
            new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
    private final List<String> ledger = new ArrayList<>();

    private final Spending spending = (texts, tokens) -> {
        ledger.add("reserve " + texts.size() + (tokens >= 2 ? " enough" : " too little"));
        return spent -> ledger.add("settle " + spent);
    };

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private Embeddings embeddings(Spending paidFrom) {
        Endpoint endpoint = new Endpoint(
                "small",
                Provider.OPENAI,
                URI.create("http://127.0.0.1:" + server.port() + "/v1"),
                "text-small",
                ApiKey.NONE,
                SchemaMode.NATIVE,
                Timeouts.USUAL);
        return new EndpointEmbeddings("small@1", 2, 100, new EmbeddingClient(endpoint, Clock.systemUTC()), paidFrom);
    }

    private void answers(String... vectors) {
        List<String> data = new ArrayList<>();
        for (String vector : vectors) {
            data.add("{\"object\":\"embedding\",\"index\":" + data.size() + ",\"embedding\":" + vector + "}");
        }
        server.stubFor(post("/v1/embeddings")
                .willReturn(okJson("{\"object\":\"list\",\"model\":\"text-small\",\"data\":[" + String.join(",", data)
                        + "],\"usage\":{\"prompt_tokens\":7,\"total_tokens\":7}}")));
    }

    @Test
    void vectorsComeWithLengthOneAndArePaid() {
        answers("[3, 4]", "[0, 2]");

        List<float[]> vectors = embeddings(spending).embed(List.of("one", "two"));
        assertThat(vectors.get(0)).containsExactly(0.6f, 0.8f);
        assertThat(vectors.get(1)).containsExactly(0, 1);
        assertThat(ledger).containsExactly("reserve 2 enough", "settle 7");
    }

    @Test
    void aServerThatDoesNotCountIsPaidWhatWasReserved() {
        server.stubFor(post("/v1/embeddings")
                .willReturn(okJson("{\"object\":\"list\",\"model\":\"text-small\",\"data\":[{\"object\":\"embedding\","
                        + "\"index\":0,\"embedding\":[3, 4]}]}")));
        Embeddings embeddings = embeddings(spending);

        embeddings.embed(List.of("one"));

        assertThat(ledger).containsExactly("reserve 1 enough", "settle " + embeddings.tokens("one"));
    }

    @Test
    void aCallThatABudgetCannotHoldIsNotMade() {
        answers("[3, 4]");
        Spending none = (texts, tokens) -> {
            throw new IllegalStateException("no money");
        };

        assertThatThrownBy(() -> embeddings(none).embed(List.of("one"))).hasMessage("no money");
        server.verify(0, postRequestedFor(urlEqualTo("/v1/embeddings")));
    }

    @Test
    void aServerThatIsBusyIsToBeAskedAgainAndNothingWasPaid() {
        server.stubFor(
                post("/v1/embeddings").willReturn(aResponse().withStatus(429).withHeader("Retry-After", "3")));

        assertThatThrownBy(() -> embeddings(spending).embed(List.of("one")))
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                    assertThat(failure.getType()).isEqualTo(FailureType.MODEL_UNAVAILABLE.name());
                    assertThat(failure.getNextRetryDelay()).hasSeconds(3);
                });
        server.verify(1, postRequestedFor(urlEqualTo("/v1/embeddings")));
        assertThat(ledger).containsExactly("reserve 1 enough", "settle 0");
    }

    @Test
    void anotherModelBehindTheEndpointIsNoticed() {
        answers("[1, 2, 3]");
        assertThatThrownBy(() -> embeddings(spending).embed(List.of("one")))
                .isInstanceOf(ApplicationFailure.class)
                .hasMessageContaining("3 dimensions");

        answers("[1, 2]", "[1, 2]");
        assertThatThrownBy(() -> embeddings(spending).embed(List.of("one"))).isInstanceOf(ApplicationFailure.class);
    }

    @Test
    void tokensAreCountedFromAbove() {
        Embeddings embeddings = embeddings(spending);

        assertThat(embeddings.tokens("Übergrößenträger")).isGreaterThanOrEqualTo(10);
        assertThat(embeddings.tokens("12 345,67")).isGreaterThanOrEqualTo(8);
        assertThat(embeddings.tokens("the pump leaks")).isGreaterThanOrEqualTo(3);
    }
}
