package dev.ratchet.starter.temporal;

import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.command.Refused;
import dev.ratchet.starter.command.Unreachable;
import dev.ratchet.workflows.encryption.MissingKey;
import dev.ratchet.workflows.run.UpdateRefusal;
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

/** A connection to Temporal. It also turns Temporal's errors into sentences for a person. */
public final class TemporalConnection implements AutoCloseable {
    static final String DEFAULT_ADDRESS = "127.0.0.1:7233";
    private static final int CONNECT_MILLIS = 3_000;
    /** The failure type that the SDK gives to a refusal by an update's validator. The original type is lost. */
    private static final String WRAPPED = "io.temporal.internal.worker.WorkflowExecutionException";

    /** For this connection only: gRPC's shared group keeps listening after the connection is closed. */
    private final EventLoopGroup listeners;

    private final WorkflowServiceStubs stubs;
    private final WorkflowClient client;
    private final String address;
    private final Consumer<String> warnings;
    private final AtomicBoolean warned = new AtomicBoolean();

    private TemporalConnection(
            EventLoopGroup listeners,
            WorkflowServiceStubs stubs,
            WorkflowClient client,
            String address,
            Consumer<String> warnings) {
        this.listeners = listeners;
        this.stubs = stubs;
        this.client = client;
        this.address = address;
        this.warnings = warnings;
    }

    /** @throws Unreachable within seconds when nothing listens there */
    public static TemporalConnection open(CommandContext context) {
        ClientConfigProfile profile = profile(context);
        EncryptionKeys keys = EncryptionKeys.of(context);
        String address = profile.getAddress() == null ? DEFAULT_ADDRESS : profile.getAddress();
        checkListening(address);
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
                        .setDataConverter(Converters.encrypted(keys))
                        .build());
        return new TemporalConnection(
                listeners, stubs, client, address, notice -> context.err().println("ratchet: " + notice));
    }

    /** Whether a variable or a profile of {@code temporal-envconfig} names Temporal's address. */
    public static boolean isGiven(CommandContext context) {
        return profile(context).getAddress() != null;
    }

    private static ClientConfigProfile profile(CommandContext context) {
        try {
            return ClientConfigProfile.load(LoadClientConfigProfileOptions.newBuilder()
                    .setEnvOverrides(context.environment())
                    .build());
        } catch (IOException | RuntimeException e) {
            throw new Refused("TEMPORAL_CONFIG", "Temporal's configuration cannot be read: " + e.getMessage());
        }
    }

    /** Fails at once when nothing listens at the address, where gRPC would wait and retry. */
    private static void checkListening(String address) {
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

    public WorkflowClient client() {
        return client;
    }

    /** Warns, once per connection, that no worker answers. */
    public void warnNoAnswer() {
        if (warned.compareAndSet(false, true)) {
            warnings.accept(
                    "no worker takes this yet, still waiting; one that has just started is warming up, else see that"
                            + " one runs ('ratchet-worker dev' or 'run'). What was started continues");
        }
    }

    public static <E extends Throwable> @Nullable E causeOf(@Nullable Throwable e, Class<E> type) {
        Throwable at = e;
        for (int depth = 0; at != null && depth < 20; depth++, at = at.getCause()) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
        }
        return null;
    }

    /** The error as a sentence for a person; the error itself when there is no such sentence. */
    public RuntimeException translate(RuntimeException e) {
        MissingKey missing = causeOf(e, MissingKey.class);
        if (missing != null) {
            return new Refused("MISSING_KEY", String.valueOf(missing.getMessage()));
        }
        ApplicationFailure why = causeOf(e, ApplicationFailure.class);
        if (why != null) {
            UpdateRefusal refusal = UpdateRefusal.of(
                    why.getType().equals(WRAPPED) ? "REFUSED" : why.getType(), why.getOriginalMessage());
            return new Refused(refusal.code(), refusal.why());
        }
        StatusRuntimeException rpc = causeOf(e, StatusRuntimeException.class);
        if (rpc == null) {
            return e;
        }
        return switch (rpc.getStatus().getCode()) {
            case UNAVAILABLE -> unreachable(address, e);
            case DEADLINE_EXCEEDED, FAILED_PRECONDITION -> new Unreachable("No worker", address, "TEMPORAL_ADDRESS", e);
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
