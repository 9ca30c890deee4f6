package dev.ratchet.worker.web.authentication;

import dev.ratchet.worker.web.request.Refusal;
import dev.ratchet.workflows.gateway.Problem;
import dev.ratchet.workflows.gateway.Whoami.MayActAs;
import io.javalin.http.Context;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Whom a token stands for. */
public record Caller(String person, MayActAs mayActAs) {
    static final String ATTRIBUTE = "caller";

    /** Empty when nobody's token or session came with the request. */
    public static Optional<Caller> of(Context request) {
        return Optional.ofNullable(request.attribute(ATTRIBUTE));
    }

    /** The same, for what sees requests that no route sees. */
    public static Optional<Caller> of(Request request) {
        return Optional.ofNullable((Caller) request.getAttribute(ATTRIBUTE));
    }

    /** The person on whose behalf something is done, when this caller may do that. */
    public String acting(@Nullable String as) throws Refusal {
        if (as == null || as.equals(person)) {
            return person;
        }
        if (as.isBlank()) {
            throw Refusal.badRequest("'as' should be the id of a person; leave it out to act as yourself");
        }
        if (mayActAs == MayActAs.ANYONE) {
            return as;
        }
        throw new Refusal(
                403,
                Problem.of(
                        Problem.NOT_YOURSELF,
                        "this token is " + person + "'s and may not act as " + as
                                + "; leave out --as, or use the token of " + as));
    }
}
