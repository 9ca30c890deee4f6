package dev.ratchet.worker.web.admission;

import dev.ratchet.worker.web.problem.Answers;
import dev.ratchet.workflows.gateway.Problem;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Lets so many requests hold a thread and no more, and answers others at once, so that threads are left for probes and for
 * refusals.
 */
public final class WorkSlots extends Handler.Wrapper {
    static final Problem BUSY = Problem.of(
            Problem.BUSY, "the gateway has as much to do as it can; wait as long as Retry-After says, in seconds");

    private final Semaphore slots;

    public WorkSlots(AdmissionLimits limits) {
        this.slots = new Semaphore(limits.workedOnAtOnce());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (request.getAttribute(RequestLimits.PERSON) == null) {
            return super.handle(request, response, callback);
        }
        if (!slots.tryAcquire()) {
            Answers.retryLater(response, callback, 503, BUSY, Duration.ofSeconds(1));
            return true;
        }
        Request.addCompletionListener(request, ended -> slots.release());
        return super.handle(request, response, callback);
    }
}
