package dev.ratchet.bench;

import dev.ratchet.starter.temporal.ClosingRuns;
import dev.ratchet.workflows.temporal.Converters;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.List;

/** A connection as the command line has it, to hand in pages with. */
record Submitter(WorkflowServiceStubs stubs, WorkflowClient client) implements AutoCloseable {
    static Submitter at(String address) {
        WorkflowServiceStubs stubs = WorkflowServiceStubs.newConnectedServiceStubs(
                WorkflowServiceStubsOptions.newBuilder()
                        .setTarget(address)
                        .setGrpcClientInterceptors(List.of(new ClosingRuns()))
                        .build(),
                Duration.ofSeconds(10));
        return new Submitter(
                stubs,
                WorkflowClient.newInstance(
                        stubs,
                        WorkflowClientOptions.newBuilder()
                                .setDataConverter(Converters.dataConverter())
                                .build()));
    }

    @Override
    public void close() {
        stubs.shutdownNow();
    }
}
