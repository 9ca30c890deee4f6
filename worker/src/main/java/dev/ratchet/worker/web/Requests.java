package dev.ratchet.worker.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads what a request carries, within bounds. */
final class Requests {
    /** A body above its cap is read on and thrown away so far, so that the sender lives to read the answer. */
    private static final long DRAINED = 64L << 20;

    private Requests() {}

    /** {@code ?most=}, 1 to {@code limit}. */
    static int most(Context request, int byDefault, int limit) throws Refusal {
        String given = request.queryParam("most");
        if (given == null) {
            return byDefault;
        }
        try {
            int most = Integer.parseInt(given);
            if (most >= 1 && most <= limit) {
                return most;
            }
        } catch (NumberFormatException e) {
            // falls through to the same sentence as a number out of range
        }
        throw Refusal.badRequest("'most' should be a whole number from 1 to " + limit);
    }

    static Caller caller(Context request) throws IOException {
        return Gateway.caller(request).orElseThrow(() -> new IOException("reached without authentication"));
    }

    /** On whose behalf the body is uploaded; the body of a refused one is read on, so that the sender reads the answer. */
    static String uploader(Context request) throws Refusal, IOException {
        try {
            return caller(request).acting(request.queryParam("as"));
        } catch (Refusal e) {
            drain(request);
            throw e;
        }
    }

    /** Refuses by the announced length, before a byte is read. */
    static void announcedAtMost(Context request, String what, long cap) throws Refusal {
        if (request.req().getContentLengthLong() > cap) {
            throw Refusal.tooLarge(what, cap);
        }
    }

    static void drain(Context request) throws IOException {
        InputStream rest = request.req().getInputStream();
        byte[] buffer = new byte[1 << 16];
        long drained = 0;
        for (int read = 0; read >= 0 && drained < DRAINED; read = rest.read(buffer)) {
            drained += read;
        }
    }

    static <T> T json(Context request, ObjectMapper mapper, Class<T> type, int cap) throws Refusal, IOException {
        byte[] body = bytes(request, "the request", cap);
        try {
            T value = mapper.readValue(body, type);
            if (value != null) {
                return value;
            }
        } catch (JsonProcessingException e) {
            // the parser's message quotes the input: it stays here
        }
        throw Refusal.badRequest("the request should be JSON of a " + type.getSimpleName());
    }

    static String text(Context request, String what, int cap) throws Refusal, IOException {
        byte[] body = bytes(request, what, cap);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Refusal.badRequest(what + " should be UTF-8 text");
        }
    }

    private static byte[] bytes(Context request, String what, int cap) throws Refusal, IOException {
        announcedAtMost(request, what, cap);
        byte[] body = request.req().getInputStream().readNBytes(cap + 1);
        if (body.length > cap) {
            drain(request);
            throw Refusal.tooLarge(what, cap);
        }
        return body;
    }
}
