package dev.ratchet.worker.web.admission;

import dev.ratchet.activities.content.SpooledBody;
import dev.ratchet.worker.web.problem.Answers;
import dev.ratchet.workflows.gateway.Problem;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a request's whole body before a route sees the request: as a {@link SpooledBody} that is closed when the request
 * ends. A body above the cap is read on and thrown away for a while, so that the sender lives to
 * read the answer.
 */
public final class BodyReception extends Handler.Wrapper {
    private static final Logger LOG = LoggerFactory.getLogger(BodyReception.class);
    private static final String BODY = BodyReception.class.getName();

    private final AdmissionLimits limits;
    private final long cap;

    /** @param cap most bytes of any body */
    public BodyReception(AdmissionLimits limits, long cap) {
        this.limits = limits;
        this.cap = cap;
    }

    /** The request's body; empty for a request that nobody makes in his own name. */
    public static Optional<SpooledBody> body(ServletRequest request) {
        return Optional.ofNullable((SpooledBody) request.getAttribute(BODY));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (request.getAttribute(RequestLimits.PERSON) == null) {
            return super.handle(request, response, callback);
        }
        long announced = request.getLength();
        long expected = announced < 0 ? cap : Math.min(announced, Discarding.MOST);
        BodyReader.read(request, limits.within(expected), new Reception(request, response, callback));
        return true;
    }

    private void passOn(Request request, Response response, Callback callback) {
        try {
            if (!super.handle(request, response, callback)) {
                Response.writeError(request, response, callback, 404);
            }
        } catch (Exception e) {
            Response.writeError(request, response, callback, e);
        }
    }

    private final class Reception implements BodyReader.Receiver {
        private final Request request;
        private final Response response;
        private final Callback callback;
        private final SpooledBody body = new SpooledBody(cap);
        private long received;

        private Reception(Request request, Response response, Callback callback) {
            this.request = request;
            this.response = response;
            this.callback = callback;
            request.setAttribute(BODY, body);
            Request.addCompletionListener(request, ended -> remove());
        }

        @Override
        public void received(ByteBuffer bytes) throws IOException {
            received += bytes.remaining();
            if (received <= cap) {
                body.append(bytes);
            } else if (received > Discarding.MOST) {
                throw new TooMuch();
            }
        }

        @Override
        public void ended() {
            if (received > cap) {
                tooLarge();
            } else {
                passOn(request, response, callback);
            }
        }

        @Override
        public void failed(Throwable why) {
            if (why instanceof TooMuch) {
                tooLarge();
            } else if (why instanceof TimeoutException) {
                Answers.problem(
                        response,
                        callback,
                        408,
                        Problem.of(
                                Problem.TOO_SLOW,
                                "the body did not arrive in time; it should make " + limits.bytesPerSecond()
                                        + " bytes a second"));
            } else {
                callback.failed(why);
            }
        }

        private void tooLarge() {
            Answers.problem(
                    response,
                    callback,
                    413,
                    Problem.of(Problem.TOO_LARGE, "the body has more than " + cap + " bytes, the most taken here"));
        }

        private void remove() {
            try {
                body.close();
            } catch (IOException e) {
                LOG.warn("a spooled body could not be removed", e);
            }
        }
    }

    /** More than is worth reading on. */
    private static final class TooMuch extends IOException {
        private static final long serialVersionUID = 1;
    }
}
