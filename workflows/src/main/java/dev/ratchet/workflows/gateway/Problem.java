package dev.ratchet.workflows.gateway;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was refused; the body of every answer that is not 2xx.
 *
 * @param code frozen, upper snake case
 * @param why one sentence that says what would be right
 * @param problems in a file that was sent, by line; absent or empty when there are none
 */
public record Problem(String code, String why, @Nullable List<AtLine> problems) {
    /** No token, or one that nobody has. */
    public static final String UNAUTHENTICATED = "UNAUTHENTICATED";

    /** The token's person may not act as somebody else. */
    public static final String NOT_YOURSELF = "NOT_YOURSELF";

    /** The token's person may not load master data. */
    public static final String MASTERDATA_ROLE = "MASTERDATA_ROLE";

    /** More bytes than the gateway takes. */
    public static final String TOO_LARGE = "TOO_LARGE";

    public static final String BAD_REQUEST = "BAD_REQUEST";
    public static final String NOT_FOUND = "NOT_FOUND";
    public static final String METHOD_NOT_ALLOWED = "METHOD_NOT_ALLOWED";
    /** No agent has that name. */
    public static final String UNKNOWN_AGENT = "UNKNOWN_AGENT";

    /** It does not fit the agent's schema. */
    public static final String INVALID_INPUT = "INVALID_INPUT";

    public static final String INVALID_MASTER_DATA = "INVALID_MASTER_DATA";
    public static final String NOT_READY = "NOT_READY";

    /** A defect, or something behind the gateway that is down; the server's log has the details. */
    public static final String UNEXPECTED = "UNEXPECTED";

    public Problem {
        problems = problems == null ? null : List.copyOf(problems);
    }

    public static Problem of(String code, String why) {
        return new Problem(code, why, null);
    }

    /** @param line 1-based, 0 when the problem has no line; {@code field} a path such as {@code suppliers[2].taxIds} */
    public record AtLine(int line, String field, String why) {}
}
