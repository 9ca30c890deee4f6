package dev.ratchet.starter;

import dev.ratchet.workflows.invoice.InvoiceWorkflow;
import dev.ratchet.workflows.temporal.Converters;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A connection to Temporal, and its errors as sentences. */
final class Temporal implements AutoCloseable {
    static final String DEFAULT_ADDRESS = "127.0.0.1:7233";
    private static final int CONNECT_MILLIS = 3_000;
    /** As what the SDK has a refusal of an update's validator arrive: its own type is lost, its message is not. */
    private static final String WRAPPED = "io.temporal.internal.worker.WorkflowExecutionException";

    /** Of this connection, and not gRPC's shared one, because that one goes on listening after the connection is closed. */
    private final EventLoopGroup listeners;

    private final WorkflowServiceStubs stubs;
    private final WorkflowClient client;
    private final String address;
    private final Consumer<String> notices;
    private final AtomicBoolean told = new AtomicBoolean();

    private Temporal(
            EventLoopGroup listeners,
            WorkflowServiceStubs stubs,
            WorkflowClient client,
            String address,
            Consumer<String> notices) {
        this.listeners = listeners;
        this.stubs = stubs;
        this.client = client;
        this.address = address;
        this.notices = notices;
    }

    /** @throws Unreachable within seconds when nothing listens there */
    static Temporal open(Surroundings surroundings) {
        ClientConfigProfile profile;
        try {
            profile = ClientConfigProfile.load(LoadClientConfigProfileOptions.newBuilder()
                    .setEnvOverrides(surroundings.environment())
                    .build());
        } catch (IOException | RuntimeException e) {
            throw new Refused("TEMPORAL_CONFIG", "Temporal's configuration cannot be read: " + e.getMessage());
        }
        String address = profile.getAddress() == null ? DEFAULT_ADDRESS : profile.getAddress();
        knock(address);
        EventLoopGroup listeners = new NioEventLoopGroup(1, new DefaultThreadFactory("temporal", true));
        WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder(profile.toWorkflowServiceStubsOptions())
                        .setTarget(address)
                        .setChannelInitializer(channel -> ((NettyChannelBuilder) channel)
                                .eventLoopGroup(listeners)
                                .channelType(NioSocketChannel.class))
                        .setGrpcClientInterceptors(List.of(new ClosingRuns()))
                        .setRpcTimeout(Duration.ofSeconds(10))
                        .setRpcQueryTimeout(Duration.ofSeconds(15))
                        .setSystemInfoTimeout(Duration.ofSeconds(5))
                        .setRpcRetryOptions(RpcRetryOptions.newBuilder(RpcRetryOptions.getDefaultInstance())
                                .setExpiration(Duration.ofSeconds(15))
                                .validateBuildWithDefaults())
                        .build());
        WorkflowClient client = WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder(profile.toWorkflowClientOptions())
                        .setDataConverter(Converters.dataConverter())
                        .build());
        return new Temporal(
                listeners, stubs, client, address, notice -> surroundings.err().println("ratchet: " + notice));
    }

    /** gRPC waits and retries where a socket knows at once that nobody is there. */
    private static void knock(String address) {
        int colon = address.lastIndexOf(':');
        if (colon <= 0 || !address.substring(colon + 1).matches("\\d{1,5}") || address.contains("/")) {
            return;
        }
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))),
                    CONNECT_MILLIS);
        } catch (IOException | IllegalArgumentException e) {
            throw unreachable(address, e);
        }
    }

    private static Unreachable unreachable(String address, Throwable cause) {
        return new Unreachable("Temporal", address, "TEMPORAL_ADDRESS", cause);
    }

    WorkflowClient client() {
        return client;
    }

    /** Says once that nobody answers. */
    void noticed() {
        if (told.compareAndSet(false, true)) {
            notices.accept(
                    "no worker has answered yet, still waiting; see that one runs ('ratchet-worker dev' or 'run')."
                            + " What was started goes on without you");
        }
    }

    static <E extends Throwable> @Nullable E causeOf(@Nullable Throwable e, Class<E> type) {
        Throwable at = e;
        for (int depth = 0; at != null && depth < 20; depth++, at = at.getCause()) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
        }
        return null;
    }

    /** As a sentence for a person, where there is one. */
    RuntimeException told(RuntimeException e) {
        ApplicationFailure why = causeOf(e, ApplicationFailure.class);
        if (why != null) {
            return new Refused(why.getType().equals(WRAPPED) ? "REFUSED" : why.getType(), why.getOriginalMessage());
        }
        StatusRuntimeException rpc = causeOf(e, StatusRuntimeException.class);
        if (rpc == null) {
            return e;
        }
        return switch (rpc.getStatus().getCode()) {
            case UNAVAILABLE -> unreachable(address, e);
            case DEADLINE_EXCEEDED, FAILED_PRECONDITION ->
                new Unreachable(
                        "No worker of task queue '" + InvoiceWorkflow.TASK_QUEUE + "'", address, "TEMPORAL_ADDRESS", e);
            case PERMISSION_DENIED, UNAUTHENTICATED ->
                new Refused(
                        "TEMPORAL_" + rpc.getStatus().getCode(),
                        "Temporal at " + address + " does not let you in; check TEMPORAL_API_KEY or the TLS settings");
            case NOT_FOUND ->
                new Refused(
                        "TEMPORAL_NOT_FOUND",
                        "Temporal at " + address + " has no such namespace or run; check TEMPORAL_NAMESPACE");
            default -> e;
        };
    }

    @Override
    public void close() {
        stubs.shutdownNow();
        stubs.awaitTermination(1, TimeUnit.SECONDS);
        listeners.shutdownGracefully(0, 0, TimeUnit.SECONDS).awaitUninterruptibly(1, TimeUnit.SECONDS);
    }
}
