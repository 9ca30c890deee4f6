package dev.ratchet.worker.web.session;

import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Whether a page of the gateway itself sends a form. Browsers say where a request comes from in {@code Sec-Fetch-Site}, and in
 * {@code Origin} where they are older; a page cannot change either. What says neither is no browser, and has the API.
 */
public final class SameOrigin {
    private static final String FETCH_SITE = "Sec-Fetch-Site";

    private SameOrigin() {}

    /** Why a form with these headers is not taken. */
    public static Optional<String> refusal(HttpFields headers) {
        String site = headers.get(FETCH_SITE);
        String origin = headers.get(HttpHeader.ORIGIN);
        if (site == null && origin == null) {
            return Optional.of(
                    "forms are taken from browsers only, which say where a form comes from; programs use /v1 with a token");
        }
        if (site != null && !site.equals("same-origin")) {
            return Optional.of("a page of another site may not send this form; open the page here and send it again");
        }
        if (origin != null && !isOwn(origin, headers.get(HttpHeader.HOST))) {
            return Optional.of("a page of another site may not send this form; open the page here and send it again");
        }
        return Optional.empty();
    }

    /** Whoever ends TLS before the gateway passes on the host, but the scheme is its own. */
    private static boolean isOwn(String origin, String host) {
        return host != null
                && (origin.equalsIgnoreCase("https://" + host) || origin.equalsIgnoreCase("http://" + host));
    }
}
