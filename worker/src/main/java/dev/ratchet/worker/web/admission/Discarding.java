package dev.ratchet.worker.web.admission;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.eclipse.jetty.server.Request;

/**
 * Reads on what nobody wants before the answer is written: a connection that is closed on a sender who still sends takes
 * the answer with it.
 */
final class Discarding implements BodyReader.Receiver {
    /** Most bytes that are worth it. */
    static final long MOST = 64L << 20;

    private final Runnable answer;
    private long discarded;

    private Discarding(Runnable answer) {
        this.answer = answer;
    }

    /** Answers when the body has ended, is too long, or takes too long. */
    static void then(Request request, Duration within, Runnable answer) {
        BodyReader.read(request, within, new Discarding(answer));
    }

    @Override
    public void received(ByteBuffer bytes) throws IOException {
        discarded += bytes.remaining();
        if (discarded > MOST) {
            throw new IOException("more than is worth reading on");
        }
    }

    @Override
    public void ended() {
        answer.run();
    }

    @Override
    public void failed(Throwable why) {
        answer.run();
    }
}
