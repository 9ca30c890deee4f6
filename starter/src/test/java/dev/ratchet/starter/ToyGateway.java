package dev.ratchet.starter;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.Paths;
import dev.ratchet.workflows.gateway.Problem;
import dev.ratchet.workflows.gateway.Whoami;
import dev.ratchet.workflows.gateway.Whoami.MayActAs;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers as a gateway would; each test adds what it needs. */
final class ToyGateway implements AutoCloseable {
    static final String TOKEN = "toy-token";
    static final int LIMIT = 5_000;

    /** Documents that were sent since the last {@link #reset}. */
    static final AtomicInteger KEPT = new AtomicInteger();

    /** Digests what was sent: the one answer that depends on its request. */
    private static final class Keeps implements ResponseDefinitionTransformerV2 {
        @Override
        public ResponseDefinition transform(ServeEvent event) {
            byte[] body = event.getRequest().getBody();
            KEPT.incrementAndGet();
            Object kept = new DocumentRef(TenantId.DEFAULT, Digest.of(body), body.length);
            return aResponse().withStatus(201).withBody(text(kept)).build();
        }

        @Override
        public String getName() {
            return "keeps";
        }

        @Override
        public boolean applyGlobally() {
            return false;
        }
    }

    private final WireMockServer server =
            new WireMockServer(wireMockConfig().dynamicPort().extensions(new Keeps()));

    ToyGateway() {
        server.start();
        reset(MayActAs.ANYONE);
    }

    void reset(MayActAs mayActAs) {
        server.resetAll();
        KEPT.set(0);
        server.stubFor(any(anyUrl())
                .atPriority(10)
                .willReturn(aResponse()
                        .withStatus(401)
                        .withBody(text(Problem.of(Problem.UNAUTHENTICATED, "nobody has this token")))));
        answer(get(urlPathEqualTo(Paths.WHOAMI)), new Whoami(TenantId.DEFAULT, "olga", mayActAs, LIMIT));
        stub(put(urlPathEqualTo(Paths.DOCUMENTS)), aResponse().withTransformers("keeps"));
        answer(get(urlPathEqualTo(Paths.RUNS)), java.util.List.of());
        refuse(get(urlPathMatching(Paths.RUNS + "/.+")), 404, Problem.of(Problem.NOT_FOUND, "not on record"));
        answer(get(urlPathEqualTo(Paths.APPROVALS)), java.util.List.of());
    }

    void answer(MappingBuilder request, Object json) {
        stub(request, aResponse().withBody(text(json)));
    }

    void refuse(MappingBuilder request, int status, Problem problem) {
        stub(request, aResponse().withStatus(status).withBody(text(problem)));
    }

    void stub(MappingBuilder request, ResponseDefinitionBuilder answer) {
        server.stubFor(request.atPriority(5)
                .withHeader("Authorization", WireMock.equalTo("Bearer " + TOKEN))
                .willReturn(answer));
    }

    static MappingBuilder posting(String path) {
        return post(urlPathEqualTo(path));
    }

    static MappingBuilder getting(String path) {
        return get(urlPathEqualTo(path));
    }

    WireMockServer server() {
        return server;
    }

    String url() {
        return server.baseUrl();
    }

    private static String text(Object json) {
        try {
            return Json.mapper().writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
