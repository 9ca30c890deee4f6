package dev.ratchet.starter.toy;

import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.workflows.invoice.InvoiceWorkflow;
import dev.ratchet.workflows.run.RunRequest;
import dev.ratchet.workflows.temporal.Converters;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkflowImplementationOptions;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A Temporal with workers of the toy agents. */
public final class ToyService implements AutoCloseable {
    private final String address;
    private final Closeable server;
    private final WorkflowServiceStubs stubs;
    private final WorkerFactory factory;

    private ToyService(String address, Closeable server) {
        this.address = address;
        this.server = server;
        this.stubs = WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
        this.factory = WorkerFactory.newInstance(WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder()
                        .setDataConverter(Converters.dataConverter())
                        .build()));
        Worker invoices = factory.newWorker(InvoiceWorkflow.TASK_QUEUE);
        invoices.registerWorkflowImplementationTypes(ToyBatch.class);
        register(invoices, InvoiceWorkflow.class, ToyInvoice::new);
        Worker grants = factory.newWorker(ToyAgent.GRANT.entry().taskQueue());
        register(grants, ToyGrant.class, ToyGrant.Impl::new);
        factory.start();
    }

    private static <W> void register(Worker worker, Class<W> workflow, Function<RunRequest, ? extends W> instance) {
        worker.registerWorkflowImplementationFactory(
                workflow,
                arguments -> instance.apply(arguments.get(0, RunRequest.class)),
                WorkflowImplementationOptions.getDefaultInstance());
    }

    /**
     * In this process, unless {@code TOY_TEMPORAL} names the address of a real one. Time skipping is locked: where it is not,
     * the server's own waits pass in no time, and an update is forgotten before a worker saw it.
     */
    public static ToyService embedded() throws IOException {
        String real = System.getenv("TOY_TEMPORAL");
        if (real != null) {
            return at(real);
        }
        int port = freePort();
        return new ToyService("127.0.0.1:" + port, TestServer.createPortBoundServer(port, true));
    }

    /** On a server that somebody else started. */
    public static ToyService at(String address) {
        return new ToyService(address, () -> {});
    }

    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    public String address() {
        return address;
    }

    public CommandContext context() {
        return new CommandContext(
                Map.of("TEMPORAL_ADDRESS", address),
                Path.of("nowhere"),
                new PrintWriter(new StringWriter()),
                new PrintWriter(new StringWriter()),
                false,
                100);
    }

    @Override
    public void close() {
        factory.shutdownNow();
        factory.awaitTermination(5, TimeUnit.SECONDS);
        stubs.shutdownNow();
        try {
            server.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
