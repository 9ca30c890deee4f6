package dev.ratchet.worker.health;

import dev.ratchet.worker.web.problem.Answers;
import dev.ratchet.worker.web.problem.ProblemErrorHandler;
import dev.ratchet.workflows.gateway.Paths;
import dev.ratchet.workflows.gateway.Problem;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * Answers a cluster's probes: {@code /live} as long as the process lives, {@code /ready} while it can work, and the same
 * under their older names; and {@code /metrics} where there are any, in Prometheus' text format. A client that dawdles holds no
 * thread.
 */
public final class Probes implements AutoCloseable {
    /** Where Prometheus asks. */
    public static final String METRICS = "/metrics";

    private static final int THREADS = 8;
    private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

    private final Server server;
    private final ServerConnector connector;

    private Probes(int port, Supplier<Optional<String>> notReady, @Nullable Supplier<String> metrics) {
        this.server = new Server(new QueuedThreadPool(THREADS, 1));
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        this.connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setPort(port);
        server.addConnector(connector);
        server.setErrorHandler(new ProblemErrorHandler());
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                if (metrics != null && request.getHttpURI().getPath().equals(METRICS)) {
                    response.getHeaders().put(HttpHeader.CONTENT_TYPE, TEXT_FORMAT);
                    Content.Sink.write(response, true, metrics.get(), callback);
                    return true;
                }
                return answer(request, response, callback, notReady);
            }
        });
    }

    /**
     * Listens when this returns.
     *
     * @param port on all addresses; 0 for any free one
     * @param notReady why the process cannot work now; empty when it can
     */
    public static Probes start(int port, Supplier<Optional<String>> notReady) throws IOException {
        return start(port, notReady, null);
    }

    /**
     * As {@link #start(int, Supplier)}.
     *
     * @param metrics in Prometheus' text format
     */
    public static Probes start(int port, Supplier<Optional<String>> notReady, @Nullable Supplier<String> metrics)
            throws IOException {
        Probes probes = new Probes(port, notReady, metrics);
        try {
            probes.server.start();
            return probes;
        } catch (Exception e) {
            probes.close();
            throw new IOException("probes cannot be answered on port " + port + "; choose a free one", e);
        }
    }

    int port() {
        return connector.getLocalPort();
    }

    private static boolean answer(
            Request request, Response response, Callback callback, Supplier<Optional<String>> notReady) {
        String path = request.getHttpURI().getPath();
        boolean ready = Paths.PROBES_OF_READINESS.contains(path);
        if (!ready && !Paths.PROBES_OF_LIFE.contains(path)) {
            return false;
        }
        Optional<String> problem = ready ? notReady.get() : Optional.empty();
        if (problem.isPresent()) {
            Answers.problem(response, callback, 503, Problem.of(Problem.NOT_READY, problem.get()));
        } else {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain");
            Content.Sink.write(response, true, "ok", callback);
        }
        return true;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the probes' server does not stop", e);
        }
    }
}
