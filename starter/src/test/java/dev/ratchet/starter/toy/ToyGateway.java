package dev.ratchet.starter.toy;

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
import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.PersonStatement;
import dev.ratchet.workflows.gateway.IntakeKept;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.Paths;
import dev.ratchet.workflows.gateway.Problem;
import dev.ratchet.workflows.gateway.StatementRequest;
import dev.ratchet.workflows.gateway.Whoami;
import dev.ratchet.workflows.gateway.Whoami.MayActAs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Answers as a gateway would; each test adds what it needs. */
public final class ToyGateway implements AutoCloseable {
    public static final String TOKEN = "toy-token";
    public static final int LIMIT = 5_000;

    /** An answer that depends on what was sent. */
    private record Computed(String name, Function<byte[], ResponseDefinitionBuilder> answer)
            implements ResponseDefinitionTransformerV2 {
        @Override
        public ResponseDefinition transform(ServeEvent event) {
            return answer.apply(event.getRequest().getBody()).build();
        }

        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean applyGlobally() {
            return false;
        }
    }

    private final WireMockServer server = new WireMockServer(wireMockConfig()
            .dynamicPort()
            .extensions(
                    new Computed("document", body -> kept(ref(body))),
                    new Computed("document intake", body -> kept(new IntakeKept(ref(body), null))),
                    new Computed("json intake", ToyGateway::json),
                    new Computed("statement", this::statement)));
    private volatile MayActAs mayActAs = MayActAs.ANYONE;

    public ToyGateway() {
        server.start();
        reset(MayActAs.ANYONE);
    }

    public void reset(MayActAs may) {
        mayActAs = may;
        server.resetAll();
        server.stubFor(any(anyUrl())
                .atPriority(10)
                .willReturn(aResponse()
                        .withStatus(401)
                        .withBody(text(Problem.of(Problem.UNAUTHENTICATED, "nobody has this token")))));
        answer(get(urlPathEqualTo(Paths.WHOAMI)), new Whoami(TenantId.DEFAULT, "olga", may, LIMIT));
        stub(put(urlPathEqualTo(Paths.DOCUMENTS)), aResponse().withTransformers("document"));
        answer(get(urlPathEqualTo(Paths.AGENTS)), List.of(ToyAgent.GRANT.entry(), ToyAgent.INVOICE.entry()));
        stub(posting(Paths.intake("invoice")), aResponse().withTransformers("document intake"));
        stub(posting(Paths.intake("grant")), aResponse().withTransformers("json intake"));
        answer(get(urlPathEqualTo(Paths.RUNS)), List.of());
        refuse(get(urlPathMatching(Paths.RUNS + "/.+")), 404, Problem.of(Problem.NOT_FOUND, "not on record"));
        refuse(get(urlPathMatching(Paths.REBUILD + "/.+")), 404, Problem.of(Problem.NOT_FOUND, "not on record"));
        answer(get(urlPathEqualTo(Paths.APPROVALS)), List.of());
        stub(posting(Paths.STATE), aResponse().withTransformers("statement"));
    }

    /** Signed by nobody: toy runs verify nothing. */
    private ResponseDefinitionBuilder statement(byte[] body) {
        StatementRequest wish;
        try {
            wish = Json.mapper().readValue(body, StatementRequest.class);
        } catch (IOException e) {
            return aResponse().withStatus(400);
        }
        if (wish.as() != null && mayActAs == MayActAs.SELF) {
            return aResponse()
                    .withStatus(403)
                    .withBody(text(
                            Problem.of(Problem.NOT_YOURSELF, "this token is olga's and may not act as " + wish.as())));
        }
        return aResponse()
                .withBody(text(new PersonStatement(
                        TenantId.DEFAULT,
                        new RunRef(wish.workflowId(), "run-1"),
                        wish.kind(),
                        wish.why() == null ? "" : wish.why(),
                        null,
                        Digest.of("a request"),
                        wish.as() == null ? "olga" : wish.as(),
                        ToyAgent.UNTIL.minusSeconds(60),
                        ToyAgent.UNTIL,
                        "k1",
                        "c2ln")));
    }

    private static DocumentRef ref(byte[] body) {
        return new DocumentRef(TenantId.DEFAULT, Digest.of(body), body.length);
    }

    private static ResponseDefinitionBuilder kept(Object answer) {
        return aResponse().withStatus(201).withBody(text(answer));
    }

    /** Kept as canonical JSON, when person and role are text. */
    private static ResponseDefinitionBuilder json(byte[] body) {
        JsonNode input;
        try {
            input = Json.mapper().readTree(body);
        } catch (IOException e) {
            return invalid(new Problem.AtLine(1, "", "the input should be one JSON value"));
        }
        Problem.AtLine[] problems = Stream.of("person", "role")
                .filter(field -> !input.path(field).isTextual())
                .map(field -> new Problem.AtLine(0, "/" + field, "should be text"))
                .toArray(Problem.AtLine[]::new);
        return problems.length > 0
                ? invalid(problems)
                : kept(new IntakeKept(ref(CanonicalJson.of(input).getBytes(StandardCharsets.UTF_8)), input));
    }

    private static ResponseDefinitionBuilder invalid(Problem.AtLine... problems) {
        String why = "nothing was started: the input does not fit the schema of agent 'grant'";
        return aResponse().withStatus(422).withBody(text(new Problem(Problem.INVALID_INPUT, why, List.of(problems))));
    }

    public void answer(MappingBuilder request, Object json) {
        stub(request, aResponse().withBody(text(json)));
    }

    public void refuse(MappingBuilder request, int status, Problem problem) {
        stub(request, aResponse().withStatus(status).withBody(text(problem)));
    }

    public void stub(MappingBuilder request, ResponseDefinitionBuilder answer) {
        server.stubFor(request.atPriority(5)
                .withHeader("Authorization", WireMock.equalTo("Bearer " + TOKEN))
                .willReturn(answer));
    }

    public static MappingBuilder posting(String path) {
        return post(urlPathEqualTo(path));
    }

    public static MappingBuilder getting(String path) {
        return get(urlPathEqualTo(path));
    }

    public WireMockServer server() {
        return server;
    }

    public String url() {
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
