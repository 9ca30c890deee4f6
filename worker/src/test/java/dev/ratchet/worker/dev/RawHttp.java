package dev.ratchet.worker.dev;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** An HTTP request with headers that {@code HttpClient} would not send, such as another Host. */
final class RawHttp {
    private static final int PATIENCE = 5_000;

    private RawHttp() {}

    /**
     * Answers with what came back, empty when the server hung up or is none of HTTP.
     *
     * @param headers lines {@code Name: value}
     */
    static String ask(InetSocketAddress server, String line, String body, String... headers) throws IOException {
        StringBuilder request = new StringBuilder(line).append(" HTTP/1.1\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        request.append("Connection: close\r\nContent-Type: text/plain\r\nContent-Length: ")
                .append(body.length())
                .append("\r\n\r\n")
                .append(body);
        try (Socket socket = new Socket()) {
            socket.connect(server, PATIENCE);
            socket.setSoTimeout(PATIENCE);
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .lines()
                    .collect(Collectors.joining("\n"));
        } catch (SocketException | java.io.UncheckedIOException e) {
            return "";
        }
    }
}
