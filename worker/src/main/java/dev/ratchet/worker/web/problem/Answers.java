package dev.ratchet.worker.web.problem;

import dev.ratchet.worker.web.page.PagePaths;
import dev.ratchet.worker.web.page.view.PageHeaders;
import dev.ratchet.workflows.gateway.Problem;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Writes an answer that is a problem and nothing else: as JSON, or as a page where there are pages. */
public final class Answers {
    private Answers() {}

    /** For every answer of the gateway: nothing is cached, guessed, framed or told to the next site. */
    public static void secure(BiConsumer<String, String> header) {
        header.accept("X-Content-Type-Options", "nosniff");
        header.accept("Cache-Control", "no-store");
        header.accept("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        header.accept("Referrer-Policy", "no-referrer");
    }

    /**
     * Ends the connection where the request has a body, which may not have been read: a sender who is told does not send its next
     * request on a connection that is about to close (RFC 9112, section 9.6).
     */
    public static void problem(Response response, Callback callback, int status, Problem problem) {
        boolean page = wantsPage(response.getRequest());
        byte[] body = page ? ProblemPage.of(status, problem) : ProblemJson.of(status, problem);
        response.setStatus(status);
        secure(response.getHeaders()::put);
        if (page) {
            PageHeaders.secure(response.getHeaders()::put);
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, page ? PageHeaders.HTML : ProblemJson.CONTENT_TYPE);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        if (hasBody(response.getRequest())) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    private static boolean hasBody(Request request) {
        return request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING)
                || request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH) > 0;
    }

    private static boolean wantsPage(Request request) {
        String path = request.getHttpURI().getPath();
        return path != null
                && PagePaths.isPage(path)
                && request.getHeaders().getValuesList(HttpHeader.ACCEPT).stream()
                        .anyMatch(accepted -> accepted.startsWith("text/html"));
    }

    /** @param after when it is worth trying again; told in whole seconds, at least one */
    public static void retryLater(Response response, Callback callback, int status, Problem problem, Duration after) {
        response.getHeaders()
                .put(HttpHeader.RETRY_AFTER, Math.max(1, after.plusMillis(999).toSeconds()));
        problem(response, callback, status, problem);
    }
}
