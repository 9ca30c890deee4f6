package dev.ratchet.bench;

import dev.ratchet.starter.temporal.ClosingRuns;
import dev.ratchet.workflows.temporal.Converters;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.converter.DataConverter;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.List;

/** A connection as the command line has it, to hand in pages with. */
record Submitter(WorkflowServiceStubs stubs, WorkflowClient client) implements AutoCloseable {
    static Submitter at(String address) {
        return at(address, Converters.dataConverter());
    }

    static Submitter at(String address, DataConverter converter) {
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
                                .setDataConverter(converter)
                                .build()));
    }

    @Override
    public void close() {
        stubs.shutdownNow();
    }
}
