package dev.ratchet.worker.web.admission;

import dev.ratchet.worker.web.codec.CodecOrigin;
import dev.ratchet.worker.web.problem.Answers;
import dev.ratchet.workflows.gateway.Problem;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * For a gateway that is bound to loopback: refuses what a browser sends for somebody else. A site may let its own name
 * point to this machine (DNS rebinding), which shows in the host that is asked for; a page of another site shows in the
 * origin; but for the page of the Web UI, which may ask the codec.
 */
public final class LoopbackOnly extends Handler.Wrapper {

    /** Whether that is an address to bind, or a name, of loopback. */
    public static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!ownName(Request.getServerName(request))) {
            Answers.problem(
                    response,
                    callback,
                    421,
                    Problem.of(
                            Problem.FOREIGN_HOST,
                            "this gateway serves its own machine only; ask for it as localhost or 127.0.0.1"));
            return true;
        }
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        if (origin != null
                && !CodecOrigin.isAskedByTheWebUi(request)
                && !origin.equalsIgnoreCase("http://" + request.getHeaders().get(HttpHeader.HOST))) {
            Answers.problem(
                    response,
                    callback,
                    403,
                    Problem.of(Problem.FOREIGN_ORIGIN, "a page of another site may not ask this gateway"));
            return true;
        }
        return super.handle(request, response, callback);
    }

    /** Names are not looked up: what a name points to is what somebody else may have chosen. */
    private static boolean ownName(String host) {
        return host.matches("127(\\.\\d{1,3}){3}|\\[?::1]?|\\[?0:0:0:0:0:0:0:1]?|(?i:localhost)");
    }
}
