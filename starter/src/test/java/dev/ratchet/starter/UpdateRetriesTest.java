package dev.ratchet.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.UpdateWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.UpdateWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpdateRetriesTest {
    private final Closing service = new Closing();
    private Server server;
    private ManagedChannel channel;

    @BeforeEach
    void start() throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(service)
                .build()
                .start();
        NettyChannelBuilder builder =
                NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext();
        UpdateRetries.on(builder);
        channel = builder.build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    @Test
    void anUpdateThatMeetsAClosingRunIsSentAgain() {
        WorkflowServiceGrpc.newBlockingStub(channel)
                .updateWorkflowExecution(UpdateWorkflowExecutionRequest.getDefaultInstance());
        assertThat(service.updates).hasValue(3);
    }

    @Test
    void whateverElseIsRefusedIsLeftToWhoAsked() {
        assertThatThrownBy(() -> WorkflowServiceGrpc.newBlockingStub(channel)
                        .startWorkflowExecution(StartWorkflowExecutionRequest.getDefaultInstance()))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("RESOURCE_EXHAUSTED");
        assertThat(service.starts).hasValue(1);
    }

    /** Refuses the first two updates, and every start. */
    private static final class Closing extends WorkflowServiceGrpc.WorkflowServiceImplBase {
        private final AtomicInteger updates = new AtomicInteger();
        private final AtomicInteger starts = new AtomicInteger();

        @Override
        public void updateWorkflowExecution(
                UpdateWorkflowExecutionRequest request, StreamObserver<UpdateWorkflowExecutionResponse> answer) {
            if (updates.incrementAndGet() < 3) {
                answer.onError(Status.RESOURCE_EXHAUSTED
                        .withDescription("workflow operation can not be applied because workflow is closing")
                        .asRuntimeException());
                return;
            }
            answer.onNext(UpdateWorkflowExecutionResponse.getDefaultInstance());
            answer.onCompleted();
        }

        @Override
        public void startWorkflowExecution(
                StartWorkflowExecutionRequest request, StreamObserver<StartWorkflowExecutionResponse> answer) {
            starts.incrementAndGet();
            answer.onError(Status.RESOURCE_EXHAUSTED.asRuntimeException());
        }
    }
}
