package dev.ratchet.worker.dev;

import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.temporal.internal.testservice.GRPCServerHelper;
import io.temporal.internal.testservice.TestServicesStarter;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * The SDK's in-memory Temporal, on 127.0.0.1. Built from the parts of {@code TestServer.createPortBoundServer}, which
 * can only listen on every address of the machine.
 */
public final class InMemoryTemporal implements AutoCloseable {
    private final TestServicesStarter services;
    private final Server server;

    private InMemoryTemporal(TestServicesStarter services, Server server) {
        this.services = services;
        this.server = server;
    }

    /**
     * Listens when this returns; its time runs as time does.
     *
     * @throws IOException when the port is taken
     */
    public static InMemoryTemporal start(int port) throws IOException {
        TestServicesStarter services = new TestServicesStarter(true, 0);
        NettyServerBuilder builder =
                NettyServerBuilder.forAddress(TemporalServer.loopback(port), InsecureServerCredentials.create());
        GRPCServerHelper.registerServicesAndHealthChecks(services.getServices(), builder);
        try {
            return new InMemoryTemporal(services, builder.build().start());
        } catch (IOException e) {
            services.close();
            throw new IOException(
                    "Temporal cannot listen on " + TemporalServer.LOOPBACK + ":" + port + "; choose a free port", e);
        }
    }

    @Override
    public void close() {
        server.shutdown();
        try {
            server.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        services.close();
        server.shutdownNow();
    }
}
