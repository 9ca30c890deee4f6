package dev.ratchet.worker.web.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.activities.content.SpooledBody;
import dev.ratchet.activities.verification.ChainHead;
import dev.ratchet.worker.web.admission.BodyReception;
import dev.ratchet.worker.web.authentication.Caller;
import dev.ratchet.workflows.contract.ForeignJson;
import dev.ratchet.workflows.gateway.BooksHead;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads what a request carries, within bounds. */
public final class Requests {
    private static final JsonFactory FOREIGN = ForeignJson.factory();

    private Requests() {}

    /** {@code ?most=}, 1 to {@code limit}. */
    public static int most(Context request, int byDefault, int limit) throws Refusal {
        String given = request.queryParam("most");
        if (given == null) {
            return byDefault;
        }
        return whole(given, 1, limit, "'most' should be a whole number from 1 to " + limit);
    }

    /**
     * A whole number.
     *
     * @param right one sentence that says what would be right
     * @throws Refusal 400 when it is none of those
     */
    public static int whole(String given, int least, int most, String right) throws Refusal {
        try {
            int number = Integer.parseInt(given);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // refused below, as a number out of range is
        }
        throw Refusal.badRequest(right);
    }

    public static Caller caller(Context request) throws IOException {
        return Caller.of(request).orElseThrow(() -> new IOException("reached without authentication"));
    }

    /** The head that the chain must hold; absent when none is asked for. */
    public static @Nullable ChainHead head(Context request) throws Refusal {
        String given = request.queryParam("head");
        if (given == null) {
            return null;
        }
        try {
            BooksHead head = BooksHead.parse(given);
            return new ChainHead(head.number(), head.hash());
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest("'head' is wrong: " + e.getMessage());
        }
    }

    /** On whose behalf the body is uploaded. */
    public static String uploader(Context request) throws Refusal, IOException {
        return caller(request).acting(request.queryParam("as"));
    }

    /** The whole body, which is gone when the request ends. */
    public static SpooledBody body(Context request, String what, long cap) throws Refusal, IOException {
        SpooledBody body = body(request);
        if (body.length() > cap) {
            throw Refusal.tooLarge(what, cap);
        }
        return body;
    }

    /** The same, of whatever length a request may have. */
    public static SpooledBody body(Context request) throws IOException {
        return BodyReception.body(request.req())
                .orElseThrow(() -> new IOException("reached without reception of the body"));
    }

    public static <T> T json(Context request, ObjectMapper mapper, Class<T> type, int cap) throws Refusal, IOException {
        byte[] body = bytes(request, "the request", cap);
        try (JsonParser parser = FOREIGN.createParser(body)) {
            @Nullable JsonNode json = mapper.readTree(parser);
            if (json != null) {
                ControlCharacters.refuseIn(json);
                T value = mapper.treeToValue(json, type);
                if (value != null) {
                    return value;
                }
            }
        } catch (JsonProcessingException e) {
            // the parser's message quotes the input: it stays here
        }
        throw Refusal.badRequest("the request should be JSON of a " + type.getSimpleName());
    }

    public static String text(Context request, String what, int cap) throws Refusal, IOException {
        byte[] body = bytes(request, what, cap);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            ControlCharacters.refuseIn(what, text);
            return text;
        } catch (CharacterCodingException e) {
            throw Refusal.badRequest(what + " should be UTF-8 text");
        }
    }

    private static byte[] bytes(Context request, String what, int cap) throws Refusal, IOException {
        return body(request, what, cap).bytes();
    }
}
