package dev.ratchet.worker.dev;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.Set;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * The door to Temporal's Web UI. The UI itself answers whatever name it is called by, so any page in the person's browser
 * could use it once that page's name leads to 127.0.0.1 (DNS rebinding). So the UI listens at an address that no page can
 * guess, and this proxy, at the address that is printed, passes on what {@link OwnPagesOnly} lets through.
 */
final class TemporalUi implements AutoCloseable {
    private final Server server;

    private TemporalUi(Server server) {
        this.server = server;
    }

    /**
     * @param port on 127.0.0.1
     * @param ui where the UI listens, or will
     * @throws IOException when the port is taken
     */
    static TemporalUi start(int port, InetSocketAddress ui) throws IOException {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        // the id of a run has slashes, which the UI's addresses have as %2F
        http.setUriCompliance(
                UriCompliance.DEFAULT.with("ids with slashes", UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR));
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(TemporalServer.LOOPBACK);
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(new OwnPagesOnly(
                Set.of(TemporalServer.LOOPBACK + ":" + port, "localhost:" + port),
                new ProxyHandler.Reverse(request -> HttpURI.build(request.getHttpURI())
                        .scheme("http")
                        .authority(ui.getAddress().getHostAddress(), ui.getPort()))));
        TemporalUi door = new TemporalUi(server);
        try {
            server.start();
            return door;
        } catch (Exception e) {
            door.close();
            throw new IOException(
                    "the Web UI cannot listen on " + TemporalServer.LOOPBACK + ":" + port + "; choose a free port", e);
        }
    }

    /**
     * A free port at a random one of the 16 million addresses of the machine to itself, 127.0.0.0/8; at 127.0.0.1 where a
     * system has only that one.
     */
    static InetSocketAddress unguessable() throws IOException {
        byte[] random = new byte[3];
        new SecureRandom().nextBytes(random);
        InetAddress address = InetAddress.getByAddress(new byte[] {127, random[0], random[1], random[2]});
        try {
            return free(address);
        } catch (BindException e) {
            return free(TemporalServer.loopback(0).getAddress());
        }
    }

    private static InetSocketAddress free(InetAddress address) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, address)) {
            return new InetSocketAddress(address, socket.getLocalPort());
        }
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the proxy of the Web UI does not stop", e);
        }
    }
}
