package dev.ratchet.worker.web.codec;

import dev.ratchet.worker.web.problem.Answers;
import dev.ratchet.workflows.gateway.Problem;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Lets the pages of the Web UI's origin, and of no other, ask the codec (CORS). It answers what browsers ask beforehand; every real
 * request goes on to the token, or to the session, which a browser sends along when both origins are of one site.
 */
public final class CodecOrigin extends Handler.Wrapper {
    /** Below it the Web UI adds the path itself. */
    public static final String ENDPOINT = "/codec";

    public static final String DECODE = ENDPOINT + "/decode";

    private static final String ASKED = "asked by the Web UI";

    private final CodecAccess access;

    public CodecOrigin(CodecAccess access) {
        this.access = access;
    }

    /** Whether this request comes from a page of the Web UI, to the codec. */
    public static boolean isAskedByTheWebUi(Request request) {
        return Boolean.TRUE.equals(request.getAttribute(ASKED));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        if (origin == null || !DECODE.equals(request.getHttpURI().getPath())) {
            return super.handle(request, response, callback);
        }
        if (access.origin().filter(origin::equals).isEmpty()) {
            Answers.problem(
                    response,
                    callback,
                    403,
                    Problem.of(
                            Problem.FOREIGN_ORIGIN,
                            "a page of this origin may not ask the codec; " + CodecAccess.ORIGIN
                                    + " names the one that may"));
            return true;
        }
        HttpFields.Mutable headers = response.getHeaders();
        headers.put("Access-Control-Allow-Origin", origin);
        headers.put("Access-Control-Allow-Credentials", "true");
        headers.put("Vary", "Origin");
        if (request.getMethod().equals("OPTIONS")) {
            headers.put("Access-Control-Allow-Methods", "POST");
            headers.put(
                    "Access-Control-Allow-Headers", "authorization, authorization-extras, content-type, x-namespace");
            headers.put("Access-Control-Max-Age", "600");
            response.setStatus(204);
            callback.succeeded();
            return true;
        }
        request.setAttribute(ASKED, true);
        return super.handle(request, response, callback);
    }
}
