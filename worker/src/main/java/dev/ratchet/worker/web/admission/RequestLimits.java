package dev.ratchet.worker.web.admission;

import dev.ratchet.worker.web.admission.Shares.Asked;
import dev.ratchet.worker.web.problem.Answers;
import dev.ratchet.workflows.gateway.Problem;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Holds each person to {@link AdmissionLimits}. A request without a person, such as a probe's, passes. */
public final class RequestLimits extends Handler.Wrapper {
    /** Attribute of a request: the id of the person who makes it. */
    public static final String PERSON = RequestLimits.class.getName();

    private static final Duration SOON = Duration.ofSeconds(1);

    private final AdmissionLimits limits;
    private final long cap;
    private final RequestRate rate;
    private final Shares requests;
    private final Shares uploads;
    private final Shares bytes;

    /** @param cap most bytes of any body, which is what one of unknown length is counted as */
    public RequestLimits(AdmissionLimits limits, long cap) {
        this.limits = limits;
        this.cap = cap;
        this.rate = new RequestRate(limits.requestsPerMinute(), System::nanoTime);
        this.requests = Shares.each(limits.requestsAtOnce());
        this.uploads = Shares.each(limits.uploadsAtOnce());
        this.bytes = new Shares(Math.max(limits.bytesInFlight(), cap), Math.max(limits.bytesInFlight() / 4, cap));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!(request.getAttribute(PERSON) instanceof String person)) {
            return super.handle(request, response, callback);
        }
        Optional<Duration> wait = rate.take(person);
        if (wait.isPresent()) {
            refuse(request, response, callback, tooMany(limits.requestsPerMinute() + " requests a minute"), wait.get());
            return true;
        }
        if (granted(requests, person, 1, request) != Asked.GRANTED) {
            refuse(request, response, callback, tooMany(limits.requestsAtOnce() + " requests at once"), SOON);
            return true;
        }
        if (!hasBody(request)) {
            return super.handle(request, response, callback);
        }
        if (granted(uploads, person, 1, request) != Asked.GRANTED) {
            refuse(request, response, callback, tooMany(limits.uploadsAtOnce() + " uploads at once"), SOON);
            return true;
        }
        switch (granted(bytes, person, counted(request), request)) {
            case GRANTED -> {
                return super.handle(request, response, callback);
            }
            case PERSON_FULL -> refuse(request, response, callback, tooMany("so many bytes at once"), SOON);
            case PROCESS_FULL -> refuse(request, response, callback, WorkSlots.BUSY, SOON);
        }
        return true;
    }

    private static Asked granted(Shares shares, String person, long amount, Request request) {
        Asked asked = shares.ask(person, amount);
        if (asked == Asked.GRANTED) {
            Request.addCompletionListener(request, ended -> shares.giveBack(person, amount));
        }
        return asked;
    }

    private static boolean hasBody(Request request) {
        return request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    }

    private long counted(Request request) {
        long announced = request.getLength();
        return announced < 0 ? cap : Math.min(announced, cap);
    }

    private static Problem tooMany(String most) {
        return Problem.of(
                Problem.TOO_MANY,
                "one person may make " + most + " here; wait as long as Retry-After says, in seconds");
    }

    private void refuse(Request request, Response response, Callback callback, Problem problem, Duration wait) {
        int status = problem.code().equals(Problem.BUSY) ? 503 : 429;
        Discarding.then(
                request, limits.patience(), () -> Answers.retryLater(response, callback, status, problem, wait));
    }
}
