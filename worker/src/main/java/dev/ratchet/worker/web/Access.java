package dev.ratchet.worker.web;

import io.javalin.security.RouteRole;

/** Who may use a route. Every route names exactly one; the gateway does not start with one that does not. */
public enum Access implements RouteRole {
    /** Anybody, without a token. */
    ANYBODY,

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
    OPERATOR
}
