package dev.ratchet.worker.dev;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers only what a person asks for by typing the address, and what the pages behind it ask for themselves. A browser
 * says which it is in Host, Origin and Sec-Fetch-Site, and a page cannot change these. Anything that is no browser can:
 * this keeps no user of the machine out.
 */
final class OwnPagesOnly extends Handler.Wrapper {
    private static final String FETCH_SITE = "Sec-Fetch-Site";
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");
    private static final int FORBIDDEN = 403;

    private final Set<String> authorities;

    /** @param authorities {@code host:port} by which it may be called */
    OwnPagesOnly(Set<String> authorities, Handler pages) {
        super(pages);
        this.authorities = authorities;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Optional<String> why = refusal(authorities, request.getHeaders());
        if (why.isEmpty()) {
            return super.handle(request, response, callback);
        }
        response.setStatus(FORBIDDEN);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
        Content.Sink.write(response, true, why.get() + "\n", callback);
        return true;
    }

    /** Why a request with these headers is not answered. */
    static Optional<String> refusal(Set<String> authorities, HttpFields headers) {
        List<String> hosts = headers.getValuesList(HttpHeader.HOST);
        if (hosts.size() != 1 || !authorities.contains(hosts.get(0))) {
            return Optional.of("this is not the Host that you asked for; open http://"
                    + String.join(" or http://", authorities.stream().sorted().toList()));
        }
        String own = "http://" + hosts.get(0);
        if (headers.getValuesList(HttpHeader.ORIGIN).stream().anyMatch(origin -> !origin.equals(own))) {
            return Optional.of("pages of another origin are not answered");
        }
        if (!OWN_SITES.containsAll(headers.getValuesList(FETCH_SITE))) {
            return Optional.of("pages of another site are not answered; type " + own + " yourself");
        }
        return Optional.empty();
    }
}
