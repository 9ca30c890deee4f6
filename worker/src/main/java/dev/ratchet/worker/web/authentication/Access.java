package dev.ratchet.worker.web.authentication;

import dev.ratchet.worker.web.request.Refusal;
import dev.ratchet.worker.web.session.Visitor;
import dev.ratchet.workflows.gateway.Problem;
import io.javalin.http.Context;
import io.javalin.security.RouteRole;

/** Who may use a route. Every route names exactly one; the gateway does not start with one that does not. */
public enum Access implements RouteRole {
    /** Anybody, without a token. */
    ANYBODY,

    /** Whoever is signed in to the pages, in the own name. A token alone leads to none of them, and a session to nothing else. */
    SIGNED_IN,

    /** Whoever has a token. */
    PERSON,

    /** Whoever has a token, in the own name; the operator of a {@code dev} in anybody's. */
    OWN_NAME,

    /** As {@link #OWN_NAME}, and who has the role and the limit that the request asks for, and brought in none of it. */
    APPROVER,

    /** As {@link #OWN_NAME}, and who has the role that the run asks for, or brought in what the run is about. */
    CONCERNED,

    /** Who has the role {@code masterdata}; anybody with a token while there are no people. */
    MASTERDATA,

    /** As {@link #OWN_NAME}, and who has the role {@code budgets}. */
    BUDGETS,

    /** As {@link #OWN_NAME}, and who has the role {@code answers}. */
    ANSWERS,

    /** Who has the role {@code operator}, also while there are no people; the operator of a {@code dev}. */
    OPERATOR;

    /**
     * Holds the route that a request was matched to against who makes the request. What is beyond a token or a session is the route's
     * own business.
     */
    public static void require(Context request) throws Refusal {
        for (RouteRole role : request.routeRoles()) {
            boolean signedIn = Visitor.of(request.req()).isSignedIn();
            if (role == SIGNED_IN && !signedIn) {
                throw unauthenticated("sign in first");
            }
            if (role != SIGNED_IN
                    && role != ANYBODY
                    && (signedIn || Caller.of(request).isEmpty())) {
                throw unauthenticated("send your token: Authorization: Bearer <token>");
            }
        }
    }

    private static Refusal unauthenticated(String why) {
        return new Refusal(401, Problem.of(Problem.UNAUTHENTICATED, why));
    }
}
