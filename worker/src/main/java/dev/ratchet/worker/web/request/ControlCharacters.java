package dev.ratchet.worker.web.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Refuses control characters, and names the field they are in: PostgreSQL keeps no NUL, and no name, id or reason has any.
 * Texts of a body may have tabs and line ends.
 */
public final class ControlCharacters {
    private ControlCharacters() {}

    /** In the path and the query, decoded. */
    public static void refuseIn(Context request) throws Refusal {
        String path = request.req().getRequestURI();
        refuse("the path", decoded("the path", path.replace("+", "%2B")), "");
        decoded("the query", Objects.requireNonNullElse(request.queryString(), ""));
        for (Map.Entry<String, List<String>> parameter : request.queryParamMap().entrySet()) {
            refuse("the name of a query parameter", parameter.getKey(), "");
            for (String value : parameter.getValue()) {
                refuse("query parameter '" + parameter.getKey() + "'", value, "");
            }
        }
    }

    private static String decoded(String what, String encoded) throws Refusal {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest(what + " should be percent-encoded: % and two hexadecimal digits");
        }
    }

    /** In the text of a body. */
    static void refuseIn(String what, String text) throws Refusal {
        refuse(what, text, "\t\r\n");
    }

    /** In all texts and names of a JSON value. */
    static void refuseIn(JsonNode json) throws Refusal {
        refuseIn(json, "");
    }

    private static void refuseIn(JsonNode json, String at) throws Refusal {
        if (json.isTextual()) {
            refuse("field '" + at + "'", json.textValue(), "\t\r\n");
        }
        int index = 0;
        for (JsonNode element : json.isArray() ? json : List.<JsonNode>of()) {
            refuseIn(element, at + "[" + index++ + "]");
        }
        for (Iterator<Map.Entry<String, JsonNode>> fields = json.fields(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            refuse("the name of a field" + (at.isEmpty() ? "" : " of '" + at + "'"), field.getKey(), "");
            refuseIn(field.getValue(), at.isEmpty() ? field.getKey() : at + "." + field.getKey());
        }
    }

    private static void refuse(String what, String text, String allowed) throws Refusal {
        for (int at = 0; at < text.length(); at++) {
            char each = text.charAt(at);
            if (Character.isISOControl(each) && allowed.indexOf(each) < 0) {
                throw Refusal.badRequest("%s has the control character U+%04X at position %d; leave it out"
                        .formatted(what, (int) each, at + 1));
            }
        }
    }
}
