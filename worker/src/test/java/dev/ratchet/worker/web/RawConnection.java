package dev.ratchet.worker.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A connection that sends bytes as they are, which no client of HTTP would. */
final class RawConnection implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;

    private final Socket socket;

    RawConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    /** @param headers by lower-case name */
    record Answer(int status, Map<String, String> headers, String body) {}

    /** @param latin1 one byte for each character */
    RawConnection send(String latin1) throws IOException {
        return send(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawConnection send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Nothing more will be sent. */
    RawConnection end() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** The next answer, an interim one left out. */
    Answer answer() throws IOException {
        Answer next = next();
        return next.status() == 100 ? next() : next;
    }

    /** The next answer, which may be an interim one. */
    Answer next() throws IOException {
        InputStream from = socket.getInputStream();
        String first = line(from);
        int status = Integer.parseInt(first.split(" ")[1]);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(from); !line.isEmpty(); line = line(from)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        if (status == 100) {
            return new Answer(status, headers, "");
        }
        byte[] body = headers.containsKey("content-length")
                ? from.readNBytes(Integer.parseInt(headers.get("content-length")))
                : from.readAllBytes();
        return new Answer(status, headers, new String(body, StandardCharsets.UTF_8));
    }

    private static String line(InputStream from) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int each = from.read(); each != '\n'; each = from.read()) {
            if (each < 0) {
                throw new IOException("the connection ended before a whole answer");
            }
            line.write(each);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
