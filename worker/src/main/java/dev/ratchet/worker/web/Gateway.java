package dev.ratchet.worker.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.Paths;
import dev.ratchet.workflows.gateway.Problem;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server. Every answer that is not 2xx is a {@link Problem}; no stack trace leaves the process. */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final String CALLER = "caller";
    private static final String SCHEME = "Bearer ";

    private final ObjectMapper mapper = Json.mapper();
    private final GatewayConfig config;
    private final Tokens tokens;
    private final Javalin server;

    private Gateway(GatewayConfig config, Tokens tokens, GatewayPorts ports) {
        this.config = config;
        this.tokens = tokens;
        this.server = Javalin.create(javalin -> {
            listen(javalin);
            guard(javalin);
            probes(javalin, ports);
            new Endpoints(config, ports, mapper).addTo(javalin.routes);
            new AgentEndpoints(config, ports, mapper).addTo(javalin.routes);
            failures(javalin);
        });
    }

    /**
     * Listens when this returns.
     *
     * @throws IllegalStateException when the address cannot be bound
     */
    public static Gateway start(GatewayConfig config, Tokens tokens, GatewayPorts ports) {
        Gateway gateway = new Gateway(config, tokens, ports);
        try {
            gateway.server.start();
        } catch (RuntimeException e) {
            gateway.close();
            throw new IllegalStateException(
                    "the gateway cannot listen on " + config.host() + ":" + config.port() + "; choose a free port", e);
        }
        LOG.info("gateway listens on {}", gateway.url());
        if (tokens.anyone()) {
            LOG.warn("the gateway's operator token may act as anyone; it is for development");
        }
        return gateway;
    }

    public int port() {
        return server.port();
    }

    public URI url() {
        return URI.create("http://" + config.host() + ":" + port());
    }

    @Override
    public void close() {
        server.stop();
    }

    private void listen(JavalinConfig javalin) {
        javalin.startup.showJavalinBanner = false;
        javalin.startup.showOldJavalinVersionWarning = false;
        javalin.jetty.host = config.host();
        javalin.jetty.port = config.port();
        javalin.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    }

    private void guard(JavalinConfig javalin) {
        javalin.requestLogger.http((request, millis) -> LOG.info(
                "{} {} -> {} in {} ms, {}",
                request.method(),
                request.req().getRequestURI(),
                request.statusCode(),
                millis.longValue(),
                caller(request).map(Caller::person).orElse("nobody")));
        javalin.routes.before(request -> {
            request.header("X-Content-Type-Options", "nosniff");
            request.header("Cache-Control", "no-store");
            request.header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
            request.header("Referrer-Policy", "no-referrer");
        });
        javalin.routes.before("/v1/*", request -> request.attribute(CALLER, authenticated(request)));
    }

    private Caller authenticated(Context request) throws Refusal {
        String given = request.header("Authorization");
        if (given == null || !given.startsWith(SCHEME)) {
            throw unauthenticated("send your token: Authorization: Bearer <token>");
        }
        return tokens.caller(given.substring(SCHEME.length()).strip())
                .orElseThrow(() -> unauthenticated("nobody has this token; check RATCHET_TOKEN"));
    }

    private static Refusal unauthenticated(String why) {
        return new Refusal(401, Problem.of(Problem.UNAUTHENTICATED, why));
    }

    static Optional<Caller> caller(Context request) {
        return Optional.ofNullable(request.attribute(CALLER));
    }

    private void probes(JavalinConfig javalin, GatewayPorts ports) {
        javalin.routes.get(
                Paths.HEALTH, request -> request.contentType("text/plain").result("ok"));
        javalin.routes.get(Paths.READY, request -> {
            Optional<String> why = ports.notReady().get();
            if (why.isPresent()) {
                throw new Refusal(503, Problem.of(Problem.NOT_READY, why.get()));
            }
            request.contentType("text/plain").result("ready");
        });
    }

    private void failures(JavalinConfig javalin) {
        javalin.http.prefer405over404 = true;
        javalin.routes.exception(
                Refusal.class, (refusal, request) -> answer(request, refusal.status(), refusal.problem()));
        javalin.routes.exception(HttpResponseException.class, (e, request) -> answer(request, e.getStatus(), plain(e)));
        javalin.routes.exception(Exception.class, (e, request) -> {
            String reference = UUID.randomUUID().toString().substring(0, 8);
            LOG.error(
                    "{} {} failed, reference {}",
                    request.method(),
                    request.req().getRequestURI(),
                    reference,
                    e);
            answer(
                    request,
                    500,
                    Problem.of(
                            Problem.UNEXPECTED,
                            "the gateway could not do that; its log says why under reference " + reference));
        });
    }

    private static Problem plain(HttpResponseException e) {
        return switch (e.getStatus()) {
            case 404 -> Problem.of(Problem.NOT_FOUND, "there is nothing at this address");
            case 405 -> Problem.of(Problem.METHOD_NOT_ALLOWED, "this address does not take that method");
            default -> Problem.of(Problem.BAD_REQUEST, "the request cannot be understood");
        };
    }

    private void answer(Context request, int status, Problem problem) {
        if (request.res().isCommitted()) {
            return;
        }
        if (status == 401) {
            request.header("WWW-Authenticate", "Bearer");
        }
        try {
            request.status(status).contentType("application/json").result(mapper.writeValueAsBytes(problem));
        } catch (IOException e) {
            throw new IllegalStateException("a problem is always writable", e);
        }
    }
}
