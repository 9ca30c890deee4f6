package dev.ratchet.worker.web.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.Problem;
import org.eclipse.jetty.http.HttpStatus;

/**
 * A {@link Problem} as RFC 9457 has it: {@code type} is always {@code about:blank}, {@code title} the phrase of the status,
 * {@code detail} the problem's {@code why}; the problem's own fields stand beside them as extension members.
 */
public final class ProblemJson {
    public static final String CONTENT_TYPE = "application/problem+json";
    private static final ObjectMapper MAPPER = Json.mapper();

    private ProblemJson() {}

    /** @param status of the answer, 400 to 599 */
    public static byte[] of(int status, Problem problem) {
        ObjectNode json = MAPPER.createObjectNode()
                .put("type", "about:blank")
                .put("title", HttpStatus.getMessage(status))
                .put("status", status)
                .put("detail", problem.why());
        json.setAll((ObjectNode) MAPPER.valueToTree(problem));
        if (problem.problems() == null) {
            json.remove("problems");
        }
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem is always writable", e);
        }
    }
}
