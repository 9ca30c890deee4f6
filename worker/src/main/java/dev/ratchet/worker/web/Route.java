package dev.ratchet.worker.web;

import dev.ratchet.worker.web.authentication.Access;
import io.javalin.router.Endpoint;
import io.javalin.security.Roles;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A route as it is registered.
 *
 * @param method such as {@code GET}
 * @param path as registered, with its parameters in braces or angle brackets
 */
record Route(String method, String path, Access access) implements Comparable<Route> {

    /** Empty for what is no route but a step before one. */
    static Optional<Route> of(Endpoint endpoint) {
        if (!endpoint.method.isHttpMethod()) {
            return Optional.empty();
        }
        Roles roles = endpoint.metadata(Roles.class);
        List<Access> access = roles == null
                ? List.of()
                : roles.getRoles().stream()
                        .filter(Access.class::isInstance)
                        .map(Access.class::cast)
                        .toList();
        if (access.size() != 1) {
            throw new IllegalStateException("the route " + endpoint.method.name() + " " + endpoint.path
                    + " does not say who may use it; register it with one Access");
        }
        return Optional.of(new Route(endpoint.method.name(), endpoint.path, access.get(0)));
    }

    @Override
    public int compareTo(Route other) {
        return Comparator.comparing(Route::path).thenComparing(Route::method).compare(this, other);
    }
}
