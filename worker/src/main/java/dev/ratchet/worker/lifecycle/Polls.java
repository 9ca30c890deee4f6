package dev.ratchet.worker.lifecycle;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The polls of one connection. The SDK cancels polls when it stops; one that is cancelled while the server hands it a task loses
 * that task until it times out, and the attempt counts. Its own suspension may not be enough: a poller that waits for a free
 * slot may poll once more when it gets one. So no poll begins here after {@link #refuse}, and {@link #settled} waits for those under way.
 */
public final class Polls implements ClientInterceptor {
    private static final Set<String> METHODS = Set.of(
            WorkflowServiceGrpc.getPollWorkflowTaskQueueMethod().getFullMethodName(),
            WorkflowServiceGrpc.getPollActivityTaskQueueMethod().getFullMethodName());

    private boolean refused;
    private int underWay;
    private int ended;

    /** Before another worker of the connection starts: polls reach the server again. */
    public synchronized void accept() {
        refused = false;
    }

    /** From now on no poll reaches the server. */
    public synchronized void refuse() {
        refused = true;
    }

    /**
     * Waits until no poll is under way, or none has ended for {@code quiet}: what then still polls is on queues without work.
     *
     * @return how many are still under way
     */
    public synchronized int settled(Duration quiet, Duration atMost) throws InterruptedException {
        long last = System.nanoTime();
        long end = last + atMost.toNanos();
        int seen = ended;
        while (underWay > 0) {
            long now = System.nanoTime();
            if (ended != seen) {
                seen = ended;
                last = now;
            }
            long left = Math.min(last + quiet.toNanos(), end) - now;
            if (left <= 0) {
                break;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return underWay;
    }

    private synchronized boolean begin() {
        if (refused) {
            return false;
        }
        underWay++;
        return true;
    }

    private synchronized void end() {
        underWay--;
        ended++;
        notifyAll();
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        ClientCall<Q, A> call = next.newCall(method, options);
        return METHODS.contains(method.getFullMethodName()) ? new Poll<>(call) : call;
    }

    private final class Poll<Q, A> extends SimpleForwardingClientCall<Q, A> {
        private Poll(ClientCall<Q, A> call) {
            super(call);
        }

        @Override
        public void start(Listener<A> listener, Metadata headers) {
            boolean begun = begin();
            super.start(
                    new SimpleForwardingClientCallListener<A>(listener) {
                        @Override
                        public void onClose(Status status, Metadata trailers) {
                            if (begun) {
                                end();
                            }
                            super.onClose(status, trailers);
                        }
                    },
                    headers);
            if (!begun) {
                cancel("the worker stops", null);
            }
        }
    }
}
