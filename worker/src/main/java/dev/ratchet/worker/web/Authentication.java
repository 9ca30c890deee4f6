package dev.ratchet.worker.web;

import dev.ratchet.worker.web.admission.RequestLimits;
import dev.ratchet.worker.web.admission.RequestRate;
import dev.ratchet.worker.web.problem.Answers;
import dev.ratchet.workflows.gateway.Paths;
import dev.ratchet.workflows.gateway.Problem;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Finds who asks, before anything of the body is read. Every address wants a token but the two of the probes, spelled
 * exactly so.
 *
 * <p>An address that sends wrong tokens is soon answered with 429. A right one passes all the same: many people may come
 * from one address, and none of them should be able to lock out the others. Guessing is hopeless at any rate, because
 * {@link Tokens} takes no short token.
 */
final class Authentication extends Handler.Wrapper {
    /** Attribute of a request: the {@link Caller}. */
    static final String CALLER = "caller";

    private static final String SCHEME = "Bearer ";
    private static final Set<String> OPEN = Set.of(Paths.HEALTH, Paths.READY);

    private final Tokens tokens;
    private final RequestRate failures;

    /** @param failures of one network address */
    Authentication(Tokens tokens, RequestRate failures) {
        this.tokens = tokens;
        this.failures = failures;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (OPEN.contains(request.getHttpURI().getPath())) {
            return super.handle(request, response, callback);
        }
        String given = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (given == null || !given.startsWith(SCHEME)) {
            refuse(request, response, callback, "send your token: Authorization: Bearer <token>");
            return true;
        }
        String token = given.substring(SCHEME.length()).strip();
        Optional<Caller> caller = tokens.caller(token);
        if (caller.isEmpty()) {
            refuse(request, response, callback, "nobody has this token; check RATCHET_TOKEN");
            return true;
        }
        Optional<String> weakness = Tokens.weakness(token);
        if (weakness.isPresent()) {
            refuse(request, response, callback, weakness.get());
            return true;
        }
        request.setAttribute(CALLER, caller.get());
        request.setAttribute(RequestLimits.PERSON, caller.get().person());
        return super.handle(request, response, callback);
    }

    private void refuse(Request request, Response response, Callback callback, String why) {
        Optional<Duration> wait = failures.take(network(request));
        if (wait.isPresent()) {
            Answers.retryLater(
                    response,
                    callback,
                    429,
                    Problem.of(
                            Problem.TOO_MANY,
                            "too many requests with a wrong token, or none, came from this address; check RATCHET_TOKEN"),
                    wait.get());
            return;
        }
        response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
        Answers.problem(response, callback, 401, Problem.of(Problem.UNAUTHENTICATED, why));
    }

    /** Of an IPv6 address the first half: whoever has one address there has all of that network's. */
    private static String network(Request request) {
        InetAddress address = request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress from
                ? from.getAddress()
                : null;
        if (address instanceof Inet6Address six) {
            return HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), 8));
        }
        return address == null ? "" : address.getHostAddress();
    }
}
