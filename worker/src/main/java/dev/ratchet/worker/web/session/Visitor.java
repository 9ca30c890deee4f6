package dev.ratchet.worker.web.session;

import jakarta.servlet.ServletRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who looks at a page.
 *
 * @param network that the request came from, as wrong tokens are counted by
 * @param person who is signed in; absent when nobody is, and so is {@code session}
 */
public record Visitor(
        String network, @Nullable String person, @Nullable Session session) {
    /** Attribute of every request for a page. */
    public static final String ATTRIBUTE = Visitor.class.getName();

    private static final Visitor UNKNOWN = new Visitor("", null, null);

    public static Visitor of(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Visitor visitor ? visitor : UNKNOWN;
    }

    public boolean isSignedIn() {
        return person != null;
    }

    /** Of a route for those who are signed in. */
    public String signedIn() {
        return Objects.requireNonNull(person, "reached without being signed in");
    }
}
