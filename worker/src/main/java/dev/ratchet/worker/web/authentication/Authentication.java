package dev.ratchet.worker.web.authentication;

import dev.ratchet.worker.web.admission.RequestLimits;
import dev.ratchet.worker.web.codec.CodecOrigin;
import dev.ratchet.worker.web.page.PagePaths;
import dev.ratchet.worker.web.problem.Answers;
import dev.ratchet.worker.web.session.SameOrigin;
import dev.ratchet.worker.web.session.Session;
import dev.ratchet.worker.web.session.SessionCookie;
import dev.ratchet.worker.web.session.Sessions;
import dev.ratchet.worker.web.session.Visitor;
import dev.ratchet.workflows.gateway.Paths;
import dev.ratchet.workflows.gateway.Problem;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Finds who asks, before anything of the body is read. Every address wants a token but those of the probes, spelled
 * exactly so, and those of the pages. To a page leads a session; whoever has none is passed on as nobody, without a body, and
 * the route shows the form to sign in. A form that another site sends is refused. The codec of the Web UI alone takes either, a
 * session only from a page of the Web UI. {@link Access} is held at the route.
 */
public final class Authentication extends Handler.Wrapper {
    private static final String SCHEME = "Bearer ";
    private static final Set<String> OPEN = Stream.concat(
                    Paths.PROBES_OF_LIFE.stream(), Paths.PROBES_OF_READINESS.stream())
            .collect(Collectors.toUnmodifiableSet());

    /** A token and an address of ours. */
    private static final long SIGN_IN_CAP = 4_096;

    private final TokenCheck tokens;
    private final Sessions sessions;
    private final String host;

    /** @param host that the gateway is bound to */
    public Authentication(TokenCheck tokens, Sessions sessions, String host) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.host = host;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = request.getHttpURI().getPath();
        if (OPEN.contains(path)) {
            return super.handle(request, response, callback);
        }
        String given = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (given == null && CodecOrigin.isAskedByTheWebUi(request)) {
            Optional<Caller> person = session(request).flatMap(known -> tokens.holder(known.token()));
            if (person.isPresent()) {
                admit(request, person.get());
                return super.handle(request, response, callback);
            }
        }
        if (given == null && PagePaths.isPage(path)) {
            return page(path, request, response, callback);
        }
        TokenCheck.Result result = given == null || !given.startsWith(SCHEME)
                ? tokens.failed(TokenCheck.network(request), "send your token: Authorization: Bearer <token>")
                : tokens.check(given.substring(SCHEME.length()).strip(), TokenCheck.network(request));
        if (result instanceof TokenCheck.Known known) {
            admit(request, known.caller());
            return super.handle(request, response, callback);
        }
        refuse(response, callback, result);
        return true;
    }

    private static void admit(Request request, Caller caller) {
        request.setAttribute(Caller.ATTRIBUTE, caller);
        request.setAttribute(RequestLimits.PERSON, caller.person());
    }

    private boolean page(String path, Request request, Response response, Callback callback) throws Exception {
        boolean sends =
                !request.getMethod().equals("GET") && !request.getMethod().equals("HEAD");
        Optional<String> foreign = sends ? SameOrigin.refusal(request.getHeaders()) : Optional.empty();
        if (foreign.isPresent()) {
            Answers.problem(response, callback, 403, Problem.of(Problem.FOREIGN_ORIGIN, foreign.get()));
            return true;
        }
        Optional<String> cookie = cookie(request);
        Optional<Session> session = cookie.flatMap(sessions::find);
        Optional<Caller> caller = session.flatMap(known -> tokens.holder(known.token()));
        if (caller.isPresent()) {
            admit(request, caller.get());
        } else if (sends && path.equals(PagePaths.SIGN_IN)) {
            if (request.getLength() < 0 || request.getLength() > SIGN_IN_CAP) {
                Answers.problem(
                        response,
                        callback,
                        413,
                        Problem.of(Problem.TOO_LARGE, "a token has at most " + SIGN_IN_CAP + " characters"));
                return true;
            }
            request.setAttribute(RequestLimits.PERSON, "the address " + TokenCheck.network(request));
        } else if (cookie.isPresent()
                && !PagePaths.isAsset(path)
                && tokens.failed(TokenCheck.network(request), "") instanceof TokenCheck.TooMany tooMany) {
            refuse(response, callback, tooMany);
            return true;
        }
        request.setAttribute(
                Visitor.ATTRIBUTE,
                new Visitor(
                        TokenCheck.network(request),
                        caller.map(Caller::person).orElse(null),
                        caller.isPresent() ? session.get() : null));
        return super.handle(request, response, callback);
    }

    private Optional<String> cookie(Request request) {
        return SessionCookie.of(host, Request.getLocalPort(request))
                .in(request.getHeaders().getValuesList(HttpHeader.COOKIE));
    }

    private Optional<Session> session(Request request) {
        return cookie(request).flatMap(sessions::find);
    }

    private static void refuse(Response response, Callback callback, TokenCheck.Result result) {
        if (result instanceof TokenCheck.TooMany tooMany) {
            Answers.retryLater(response, callback, 429, Problem.of(Problem.TOO_MANY, tooMany.why()), tooMany.until());
        } else if (result instanceof TokenCheck.Wrong wrong) {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
            Answers.problem(response, callback, 401, Problem.of(Problem.UNAUTHENTICATED, wrong.why()));
        }
    }
}
