package dev.ratchet.worker.web.admission;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;

/** Reads a request's body as it arrives, until a deadline. No thread waits for it. */
final class BodyReader implements Runnable {

    /** What becomes of the body; exactly one of {@link #ended} and {@link #failed} is called, and nothing after it. */
    interface Receiver {
        /** Takes all that remains in the buffer. */
        void received(ByteBuffer bytes) throws IOException;

        void ended();

        /** @param why the sender went away or was too slow, or what {@link #received} threw */
        void failed(Throwable why);
    }

    private final Request request;
    private final Receiver receiver;
    private final Scheduler.Task deadline;

    private BodyReader(Request request, Receiver receiver, Scheduler.Task deadline) {
        this.request = request;
        this.receiver = receiver;
        this.deadline = deadline;
    }

    static void read(Request request, Duration within, Receiver receiver) {
        Scheduler.Task deadline = request.getComponents()
                .getScheduler()
                .schedule(
                        () -> request.fail(new TimeoutException("the body took longer than " + within)),
                        within.toMillis(),
                        TimeUnit.MILLISECONDS);
        new BodyReader(request, receiver, deadline).run();
    }

    @Override
    public void run() {
        boolean last = false;
        while (!last) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                deadline.cancel();
                receiver.failed(chunk.getFailure());
                return;
            }
            last = chunk.isLast();
            try {
                receiver.received(chunk.getByteBuffer());
            } catch (IOException | RuntimeException e) {
                deadline.cancel();
                receiver.failed(e);
                return;
            } finally {
                chunk.release();
            }
        }
        deadline.cancel();
        receiver.ended();
    }
}
