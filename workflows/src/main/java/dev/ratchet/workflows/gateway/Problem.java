package dev.ratchet.workflows.gateway;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was refused. The body of every answer that is not 2xx has these fields beside those of RFC 9457, as
 * {@code application/problem+json}.
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

    /** The person may not raise a budget. */
    public static final String BUDGETS_ROLE = "BUDGETS_ROLE";

    /** The token's person may not spend money on checks. */
    public static final String OPERATOR_ROLE = "OPERATOR_ROLE";

    /** The gateway's process has no models. */
    public static final String NO_MODELS = "NO_MODELS";

    /** More bytes than the gateway takes. */
    public static final String TOO_LARGE = "TOO_LARGE";

    /** A body that did not arrive in time. */
    public static final String TOO_SLOW = "TOO_SLOW";

    /** This person, or this address, asks for more than one may; {@code Retry-After} says when to come again. */
    public static final String TOO_MANY = "TOO_MANY";

    /** Everybody together asks for more than the process can do; {@code Retry-After} says when to come again. */
    public static final String BUSY = "BUSY";

    /** A gateway on loopback was asked under a name that is not this machine's own. */
    public static final String FOREIGN_HOST = "FOREIGN_HOST";

    /** A page of another site asks. */
    public static final String FOREIGN_ORIGIN = "FOREIGN_ORIGIN";

    public static final String BAD_REQUEST = "BAD_REQUEST";
    public static final String NOT_FOUND = "NOT_FOUND";
    public static final String METHOD_NOT_ALLOWED = "METHOD_NOT_ALLOWED";
    /** No agent has that name. */
    public static final String UNKNOWN_AGENT = "UNKNOWN_AGENT";

    /** It does not fit the agent's schema. */
    public static final String INVALID_INPUT = "INVALID_INPUT";

    public static final String INVALID_MASTER_DATA = "INVALID_MASTER_DATA";

    /** A form that was filled has problems. */
    public static final String INVALID_FORM = "INVALID_FORM";

    /** The run's fields are not for a person to fill in now. */
    public static final String NOTHING_TO_FILL = "NOTHING_TO_FILL";

    public static final String NOT_READY = "NOT_READY";

    /** Who starts a run has not uploaded what it should begin with. */
    public static final String NOT_UPLOADED = "NOT_UPLOADED";

    /** The person may not confirm answers. */
    public static final String ANSWERS_ROLE = "ANSWERS_ROLE";

    /** The question has no answer that could be confirmed. */
    public static final String NOT_ANSWERED = "NOT_ANSWERED";

    /** An answer cites a version of a document that is not current any more. */
    public static final String NOT_CURRENT = "NOT_CURRENT";

    /** What would be shown was removed from the library. */
    public static final String GONE = "GONE";

    /** Temporal or the workers do not answer; asking again later may help. */
    public static final String RUNS_UNAVAILABLE = "RUNS_UNAVAILABLE";

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
