package dev.ratchet.bench;

import com.google.protobuf.Duration;
import dev.ratchet.worker.temporal.TemporalConnection;
import dev.ratchet.workflows.temporal.RunView;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.RegisterNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.SearchAttributes;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits until a server that was just started serves the namespace with our search attributes in it. */
final class Readiness {
    private static final String NAMESPACE = "default";

    private final TemporalServer server;

    private Readiness(TemporalServer server) {
        this.server = server;
    }

    /** Answers with the server's version. */
    static String await(TemporalServer server) throws Exception {
        return new Readiness(server).await();
    }

    private String await() throws Exception {
        WorkflowServiceStubs service = WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(server.address()).build());
        String version;
        try {
            version = eventually(() -> version(service));
            namespace(service);
        } finally {
            service.shutdown();
            service.awaitTermination(5, TimeUnit.SECONDS);
        }
        try (TemporalConnection connection = connect()) {
            eventually(() -> attributesTaken(connection.client()));
        }
        return version.isEmpty() ? "of the SDK" : version;
    }

    private static String version(WorkflowServiceStubs service) {
        return service.blockingStub()
                .getSystemInfo(GetSystemInfoRequest.getDefaultInstance())
                .getServerVersion();
    }

    private TemporalConnection connect() {
        return eventually(() -> {
            try {
                return TemporalConnection.open(ClientConfigProfile.newBuilder()
                        .setAddress(server.address())
                        .setNamespace(NAMESPACE)
                        .build());
            } catch (TemporalConnection.Unreachable e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void namespace(WorkflowServiceStubs service) {
        eventually(() -> {
            try {
                return service.blockingStub()
                        .registerNamespace(RegisterNamespaceRequest.newBuilder()
                                .setNamespace(NAMESPACE)
                                .setWorkflowExecutionRetentionPeriod(
                                        Duration.newBuilder().setSeconds(72 * 3600))
                                .build());
            } catch (StatusRuntimeException e) {
                if (e.getStatus().getCode() == Status.Code.ALREADY_EXISTS
                        || e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
                    return e;
                }
                throw e;
            }
        });
    }

    private static WorkflowStub attributesTaken(WorkflowClient client) {
        WorkflowStub probe = client.newUntypedWorkflowStub(
                "BenchProbe",
                WorkflowOptions.newBuilder()
                        .setTaskQueue("bench-probe")
                        .setTypedSearchAttributes(SearchAttributes.newBuilder()
                                .set(RunView.TENANT, "bench")
                                .set(RunView.AMOUNT, 1L)
                                .build())
                        .build());
        probe.start();
        probe.terminate("the server is ready");
        return probe;
    }

    private <T> T eventually(Supplier<T> asked) {
        long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (true) {
            try {
                return asked.get();
            } catch (RuntimeException e) {
                server.requireRunning();
                if (System.nanoTime() > until) {
                    throw e;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            }
        }
    }
}
