package dev.ratchet.starter;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.ResourceExhaustedCause;
import io.temporal.api.errordetails.v1.ResourceExhaustedFailure;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.serviceclient.StatusUtils;

/**
 * Has an update that meets a run which is about to continue as new fail at once, so that its sender decides when to send it
 * again. The server refuses it as RESOURCE_EXHAUSTED for some twenty milliseconds; the SDK keeps that to itself and sends
 * again after a second, which it lets nobody change, and a batch would be without pages for as long. gRPC's own retries do
 * not see it: the server sends headers before this refusal, and an answer that has begun is not asked for again
 * (<a href="https://github.com/grpc/proposal/blob/master/A6-client-retries.md">A6</a>).
 */
public final class ClosingRuns implements ClientInterceptor {
    private static final String UPDATE =
            WorkflowServiceGrpc.getUpdateWorkflowExecutionMethod().getFullMethodName();

    private static final String CLOSING = "the run is closing: ";

    /** Whether this is how an update failed that met such a run: it can be sent again as soon as one likes. */
    static boolean met(RuntimeException e) {
        StatusRuntimeException rpc = Temporal.causeOf(e, StatusRuntimeException.class);
        return rpc != null
                && rpc.getStatus().getDescription() != null
                && rpc.getStatus().getDescription().startsWith(CLOSING);
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        ClientCall<Q, A> call = next.newCall(method, options);
        return method.getFullMethodName().equals(UPDATE) ? new Update<>(call) : call;
    }

    private static final class Update<Q, A> extends SimpleForwardingClientCall<Q, A> {
        Update(ClientCall<Q, A> call) {
            super(call);
        }

        @Override
        public void start(Listener<A> listener, Metadata headers) {
            super.start(
                    new SimpleForwardingClientCallListener<>(listener) {
                        @Override
                        public void onClose(Status status, Metadata trailers) {
                            if (closing(status, trailers)) {
                                super.onClose(
                                        Status.FAILED_PRECONDITION.withDescription(CLOSING + status.getDescription()),
                                        new Metadata());
                            } else {
                                super.onClose(status, trailers);
                            }
                        }
                    },
                    headers);
        }
    }

    /** That of a run, and not of a namespace or server, which need the SDK's longer patience. */
    private static boolean closing(Status status, Metadata trailers) {
        if (status.getCode() != Status.Code.RESOURCE_EXHAUSTED) {
            return false;
        }
        ResourceExhaustedFailure why =
                StatusUtils.getFailure(status.asRuntimeException(trailers), ResourceExhaustedFailure.class);
        return why != null && why.getCause() == ResourceExhaustedCause.RESOURCE_EXHAUSTED_CAUSE_BUSY_WORKFLOW;
    }
}
