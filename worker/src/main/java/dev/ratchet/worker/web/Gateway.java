package dev.ratchet.worker.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.worker.web.admission.AdmissionLimits;
import dev.ratchet.worker.web.admission.BodyReception;
import dev.ratchet.worker.web.admission.LoopbackOnly;
import dev.ratchet.worker.web.admission.RequestLimits;
import dev.ratchet.worker.web.admission.RequestRate;
import dev.ratchet.worker.web.admission.WorkSlots;
import dev.ratchet.worker.web.authentication.Access;
import dev.ratchet.worker.web.authentication.Authentication;
import dev.ratchet.worker.web.authentication.TokenCheck;
import dev.ratchet.worker.web.authentication.Tokens;
import dev.ratchet.worker.web.codec.CodecAccess;
import dev.ratchet.worker.web.codec.CodecEndpoints;
import dev.ratchet.worker.web.codec.CodecOrigin;
import dev.ratchet.worker.web.evaluation.EvaluationEndpoints;
import dev.ratchet.worker.web.library.DocumentLibrary;
import dev.ratchet.worker.web.library.LibraryEndpoints;
import dev.ratchet.worker.web.operations.OperationsEndpoints;
import dev.ratchet.worker.web.page.PagePaths;
import dev.ratchet.worker.web.page.Pages;
import dev.ratchet.worker.web.problem.Answers;
import dev.ratchet.worker.web.problem.ProblemErrorHandler;
import dev.ratchet.worker.web.request.ControlCharacters;
import dev.ratchet.worker.web.request.Refusal;
import dev.ratchet.worker.web.request.RouteFailures;
import dev.ratchet.worker.web.run.AgentEndpoints;
import dev.ratchet.worker.web.run.FieldsEndpoints;
import dev.ratchet.worker.web.run.RunEndpoints;
import dev.ratchet.worker.web.session.Sessions;
import dev.ratchet.worker.web.session.SignInLink;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.Paths;
import dev.ratchet.workflows.gateway.Problem;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.eclipse.jetty.server.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server. Every answer that is not 2xx is a {@link Problem}; no stack trace leaves the process. */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private final ObjectMapper mapper = Json.mapper();
    private final GatewayConfig config;
    private final TokenCheck tokens;
    private final Sessions sessions;
    private final Optional<SignInLink> link;
    private final CodecAccess codec;
    private final Javalin server;

    private Gateway(GatewayConfig config, Tokens known, GatewayPorts ports, CodecAccess codec) {
        this.config = config;
        this.codec = codec;
        this.tokens = new TokenCheck(known, new RequestRate(config.limits().failuresPerMinute(), System::nanoTime));
        this.sessions = new Sessions(ports.keys(), config.tenant(), Clock.systemUTC());
        this.link = known.operator().map(SignInLink::new);
        DocumentLibrary library = new DocumentLibrary(config, ports);
        Pages pages = new Pages(config.host(), tokens, sessions, link, library, config.documentLimit());
        this.server = Javalin.create(javalin -> {
            listen(javalin);
            prepare(javalin);
            probes(javalin, ports);
            new Endpoints(config, ports, mapper).addTo(javalin.routes);
            new MasterDataEndpoints(config, ports, mapper).addTo(javalin.routes);
            new AgentEndpoints(config, ports, mapper).addTo(javalin.routes);
            new RunEndpoints(config, ports, mapper).addTo(javalin.routes);
            new FieldsEndpoints(config, ports, mapper).addTo(javalin.routes);
            new MoneyEndpoints(config, ports, mapper).addTo(javalin.routes);
            new ModelEndpoints(config, ports, mapper).addTo(javalin.routes);
            new RolloutEndpoints(config, ports, mapper).addTo(javalin.routes);
            new OperationsEndpoints(config, ports, mapper).addTo(javalin.routes);
            new EvaluationEndpoints(config, ports).addTo(javalin.routes);
            new CodecEndpoints(config, ports, codec, mapper).addTo(javalin.routes);
            new LibraryEndpoints(config, library, mapper).addTo(javalin.routes);
            pages.addTo(javalin.routes);
            RouteFailures.addTo(javalin, pages);
        });
    }

    /** The same where nothing is encrypted. */
    public static Gateway start(GatewayConfig config, Tokens tokens, GatewayPorts ports) {
        return start(config, tokens, ports, CodecAccess.NONE);
    }

    /**
     * Listens when this returns.
     *
     * @throws IllegalStateException when a route does not say who may use it, or the address cannot be bound
     */
    public static Gateway start(GatewayConfig config, Tokens tokens, GatewayPorts ports, CodecAccess codec) {
        Gateway gateway = new Gateway(config, tokens, ports, codec);
        gateway.routes();
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

    /** Signs the operator of a laptop in to the pages, once; empty where there is no operator. */
    public Optional<URI> signIn() {
        return link.map(known -> url().resolve(PagePaths.SIGN_IN + "?" + PagePaths.ONCE + "=" + known.code()));
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
        javalin.jetty.modifyServer(this::guard);
        javalin.jetty.modifyServletContextHandler(routes -> routes.setErrorHandler(new ProblemErrorHandler()));
    }

    /** What a request passes before a route sees it; the last one named here is the first one that it meets. */
    private void guard(Server server) {
        AdmissionLimits limits = config.limits();
        long cap = Math.max(config.documentLimit(), MasterDataEndpoints.YAML_CAP);
        server.setErrorHandler(new ProblemErrorHandler());
        server.setRequestLog(new AccessLog());
        server.insertHandler(new WorkSlots(limits));
        server.insertHandler(new BodyReception(limits, cap));
        server.insertHandler(new RequestLimits(limits, cap));
        server.insertHandler(new Authentication(tokens, sessions, config.host()));
        if (LoopbackOnly.isLoopback(config.host())) {
            server.insertHandler(new LoopbackOnly());
        }
        server.insertHandler(new CodecOrigin(codec));
    }

    private static void prepare(JavalinConfig javalin) {
        javalin.routes.before(request -> {
            Answers.secure((name, value) -> request.header(name, value));
            ControlCharacters.refuseIn(request);
        });
        javalin.routes.beforeMatched(Access::require);
    }

    /** Every route, by path. */
    SortedSet<Route> routes() {
        SortedSet<Route> routes = new TreeSet<>();
        server.unsafe
                .internalRouter
                .allHttpHandlers()
                .forEach(each -> Route.of(each.endpoint).ifPresent(routes::add));
        return routes;
    }

    private void probes(JavalinConfig javalin, GatewayPorts ports) {
        Paths.PROBES_OF_LIFE.forEach(path -> javalin.routes.get(
                path, request -> request.contentType("text/plain").result("ok"), Access.ANYBODY));
        Paths.PROBES_OF_READINESS.forEach(path -> javalin.routes.get(
                path,
                request -> {
                    Optional<String> why = ports.notReady().get();
                    if (why.isPresent()) {
                        throw new Refusal(503, Problem.of(Problem.NOT_READY, why.get()));
                    }
                    request.contentType("text/plain").result("ready");
                },
                Access.ANYBODY));
    }
}
