package dev.ratchet.worker.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PollsTest {
    private static final Duration NO_TIME = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final List<Sent<?, ?>> sent = new ArrayList<>();
    private final Polls polls = new Polls();

    /** A call that ends when the test says so, or when it is cancelled. */
    private static final class Sent<Q, A> extends ClientCall<Q, A> {
        private @Nullable Listener<A> listener;

        @Override
        public void start(Listener<A> told, Metadata headers) {
            this.listener = told;
        }

        @Override
        public void request(int messages) {}

        @Override
        public void halfClose() {}

        @Override
        public void sendMessage(Q message) {}

        @Override
        public void cancel(@Nullable String message, @Nullable Throwable cause) {
            end(Status.CANCELLED);
        }

        private void end(Status status) {
            Listener<A> told = listener;
            if (told != null) {
                listener = null;
                told.onClose(status, new Metadata());
            }
        }
    }

    private <Q, A> List<Status> start(MethodDescriptor<Q, A> method) {
        List<Status> closed = new ArrayList<>();
        Channel channel = new Channel() {
            @Override
            public <X, Y> ClientCall<X, Y> newCall(MethodDescriptor<X, Y> called, CallOptions options) {
                Sent<X, Y> call = new Sent<>();
                sent.add(call);
                return call;
            }

            @Override
            public String authority() {
                return "test";
            }
        };
        polls.interceptCall(method, CallOptions.DEFAULT, channel)
                .start(
                        new ClientCall.Listener<>() {
                            @Override
                            public void onClose(Status status, Metadata trailers) {
                                closed.add(status);
                            }
                        },
                        new Metadata());
        return closed;
    }

    @Test
    void those_under_way_are_waited_for_until_they_end() throws Exception {
        List<Status> first = start(WorkflowServiceGrpc.getPollWorkflowTaskQueueMethod());
        List<Status> second = start(WorkflowServiceGrpc.getPollActivityTaskQueueMethod());
        polls.refuse();
        assertThat(polls.settled(NO_TIME, LONG)).isEqualTo(2);
        sent.get(0).end(Status.OK);
        assertThat(polls.settled(LONG, NO_TIME)).isEqualTo(1);
        sent.get(1).end(Status.OK);
        assertThat(polls.settled(LONG, LONG)).isZero();
        assertThat(first).containsExactly(Status.OK);
        assertThat(second).containsExactly(Status.OK);
    }

    @Test
    void none_begins_after_that_and_other_calls_do() throws Exception {
        polls.refuse();
        assertThat(start(WorkflowServiceGrpc.getPollWorkflowTaskQueueMethod()))
                .extracting(Status::getCode)
                .containsExactly(Status.Code.CANCELLED);
        assertThat(start(WorkflowServiceGrpc.getRespondWorkflowTaskCompletedMethod()))
                .isEmpty();
        assertThat(polls.settled(LONG, LONG)).isZero();
    }

    @Test
    void another_worker_of_the_connection_polls_again() throws Exception {
        polls.refuse();
        polls.accept();
        assertThat(start(WorkflowServiceGrpc.getPollWorkflowTaskQueueMethod())).isEmpty();
        assertThat(polls.settled(NO_TIME, NO_TIME)).isEqualTo(1);
    }
}
