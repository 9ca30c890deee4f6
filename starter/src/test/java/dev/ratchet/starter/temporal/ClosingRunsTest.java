package dev.ratchet.starter.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ratchet.starter.batch.BatchSender;
import dev.ratchet.starter.batch.BatchType;
import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.workflows.batch.BatchWorkflow.Opening;
import dev.ratchet.workflows.batch.BatchWorkflow.Page;
import dev.ratchet.workflows.batch.BatchWorkflow.PageResult;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.temporal.Converters;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.enums.v1.ResourceExhaustedCause;
import io.temporal.api.enums.v1.UpdateWorkflowExecutionLifecycleStage;
import io.temporal.api.errordetails.v1.ResourceExhaustedFailure;
import io.temporal.api.update.v1.Outcome;
import io.temporal.api.update.v1.UpdateRef;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.UpdateWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.UpdateWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowServiceException;
import io.temporal.serviceclient.StatusUtils;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClosingRunsTest {
    private static final PageResult DONE = new PageResult(1, List.of());

    private final Refusing service = new Refusing();
    private Server server;
    private ManagedChannel channel;

    @BeforeEach
    void start() throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(service)
                .build()
                .start();
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort())
                .usePlaintext()
                .intercept(new ClosingRuns())
                .build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    @Test
    void anUpdateThatMeetsAClosingRunFailsAtOnce() {
        WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setChannel(channel).build());
        try {
            WorkflowServiceException refused = catchThrowableOfType(
                    WorkflowServiceException.class,
                    () -> WorkflowClient.newInstance(stubs)
                            .newUntypedWorkflowStub("closing")
                            .update("submit", String.class));
            assertThat(ClosingRuns.isCauseOf(refused)).isTrue();
            assertThat(service.updates).hasValue(1);
        } finally {
            stubs.shutdownNow();
        }
    }

    @Test
    void aPageThatMeetsAClosingRunIsSentAgainWithoutANotice() throws Exception {
        service.refusals = 3;
        StringWriter said = new StringWriter();
        CommandContext here = new CommandContext(
                Map.of("TEMPORAL_ADDRESS", "127.0.0.1:" + server.getPort()),
                Path.of("nowhere"),
                new PrintWriter(said),
                new PrintWriter(said),
                false,
                100);
        try (TemporalConnection temporal = TemporalConnection.open(here)) {
            BatchSender lane = new BatchSender(
                    temporal,
                    new BatchType("Batch", "queue"),
                    "batch/default/closing",
                    Opening.of(TenantId.DEFAULT, "olga", false));
            assertThat(lane.submit(new Page(lane.admit(), List.of()))).isEqualTo(DONE);
        }
        assertThat(service.updates).hasValue(4);
        assertThat(said).hasToString("");
    }

    @Test
    void whateverElseIsRefusedIsLeftToTheSdk() {
        service.cause = ResourceExhaustedCause.RESOURCE_EXHAUSTED_CAUSE_RPS_LIMIT;
        StatusRuntimeException tooMany = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> WorkflowServiceGrpc.newBlockingStub(channel)
                        .updateWorkflowExecution(UpdateWorkflowExecutionRequest.getDefaultInstance()));
        StatusRuntimeException start = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> WorkflowServiceGrpc.newBlockingStub(channel)
                        .startWorkflowExecution(StartWorkflowExecutionRequest.getDefaultInstance()));
        for (StatusRuntimeException refused : new StatusRuntimeException[] {tooMany, start}) {
            assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
            assertThat(ClosingRuns.isCauseOf(refused)).isFalse();
        }
    }

    /** Refuses in the words of Temporal's server, and answers afterwards. */
    private static final class Refusing extends WorkflowServiceGrpc.WorkflowServiceImplBase {
        private final AtomicInteger updates = new AtomicInteger();
        private int refusals = Integer.MAX_VALUE;
        private ResourceExhaustedCause cause = ResourceExhaustedCause.RESOURCE_EXHAUSTED_CAUSE_BUSY_WORKFLOW;

        @Override
        public void getSystemInfo(GetSystemInfoRequest request, StreamObserver<GetSystemInfoResponse> answer) {
            answer.onNext(GetSystemInfoResponse.getDefaultInstance());
            answer.onCompleted();
        }

        @Override
        public void updateWorkflowExecution(
                UpdateWorkflowExecutionRequest request, StreamObserver<UpdateWorkflowExecutionResponse> answer) {
            if (updates.incrementAndGet() <= refusals) {
                answer.onError(refusal(cause));
                return;
            }
            Payloads done = Converters.dataConverter().toPayloads(DONE).orElseThrow();
            answer.onNext(UpdateWorkflowExecutionResponse.newBuilder()
                    .setUpdateRef(UpdateRef.newBuilder()
                            .setWorkflowExecution(request.getWorkflowExecution())
                            .setUpdateId(request.getRequest().getMeta().getUpdateId()))
                    .setStage(UpdateWorkflowExecutionLifecycleStage.UPDATE_WORKFLOW_EXECUTION_LIFECYCLE_STAGE_COMPLETED)
                    .setOutcome(Outcome.newBuilder().setSuccess(done))
                    .build());
            answer.onCompleted();
        }

        @Override
        public void startWorkflowExecution(
                StartWorkflowExecutionRequest request, StreamObserver<StartWorkflowExecutionResponse> answer) {
            answer.onError(refusal(ResourceExhaustedCause.RESOURCE_EXHAUSTED_CAUSE_BUSY_WORKFLOW));
        }

        private static StatusRuntimeException refusal(ResourceExhaustedCause cause) {
            return StatusUtils.newException(
                    Status.RESOURCE_EXHAUSTED.withDescription(
                            "workflow operation can not be applied because workflow is closing"),
                    ResourceExhaustedFailure.newBuilder().setCause(cause).build(),
                    ResourceExhaustedFailure.getDescriptor());
        }
    }
}
