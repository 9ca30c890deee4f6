package dev.ratchet.worker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers a cluster's probes: {@code /healthz} as long as the process lives, {@code /readyz} while it takes tasks. */
final class Probes implements AutoCloseable {
    private final HttpServer server;

    private Probes(HttpServer server) {
        this.server = server;
    }

    static Probes start(int port, Supplier<Optional<String>> notReady) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
        server.createContext("/healthz", exchange -> answer(exchange, Optional.empty()));
        server.createContext("/readyz", exchange -> answer(exchange, notReady.get()));
        server.start();
        return new Probes(server);
    }

    private static void answer(HttpExchange exchange, Optional<String> problem) throws IOException {
        byte[] body = problem.orElse("ok").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(problem.isPresent() ? 503 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
