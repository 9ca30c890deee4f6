package dev.ratchet.starter.temporal;

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
 * Lets an update fail at once when it arrives at a run that is about to continue as new. Its sender then decides when to
 * send it again. The server refuses such an update as RESOURCE_EXHAUSTED for about twenty milliseconds. The SDK would hide
 * that and send it again after a second, which cannot be configured, and a batch would get no pages for a second. gRPC's
 * own retries do not help: the server sends headers before the refusal, and gRPC does not retry after headers
 * (<a href="https://github.com/grpc/proposal/blob/master/A6-client-retries.md">A6</a>).
 */
public final class ClosingRuns implements ClientInterceptor {
    private static final String UPDATE =
            WorkflowServiceGrpc.getUpdateWorkflowExecutionMethod().getFullMethodName();

    private static final String CLOSING = "the run is closing: ";

    /** Whether an update failed because it arrived at such a run. It can be sent again at once. */
    public static boolean isCauseOf(RuntimeException e) {
        StatusRuntimeException rpc = TemporalConnection.causeOf(e, StatusRuntimeException.class);
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

    /** Whether a run refused it. A refusal by a namespace or by the server needs the SDK's longer pause. */
    private static boolean closing(Status status, Metadata trailers) {
        if (status.getCode() != Status.Code.RESOURCE_EXHAUSTED) {
            return false;
        }
        ResourceExhaustedFailure why =
                StatusUtils.getFailure(status.asRuntimeException(trailers), ResourceExhaustedFailure.class);
        return why != null && why.getCause() == ResourceExhaustedCause.RESOURCE_EXHAUSTED_CAUSE_BUSY_WORKFLOW;
    }
}
