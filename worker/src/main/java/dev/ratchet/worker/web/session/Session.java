package dev.ratchet.worker.web.session;

import dev.ratchet.workflows.contract.Digest;
import java.time.Instant;

/**
 * Somebody is signed in to the pages.
 *
 * @param token digest of the token that was shown; the session ends with it
 * @param id by chance, tells sessions of one token apart
 * @param ends on a whole second
 */
public record Session(Digest token, String id, Instant ends) {
    public Session {
        if (!id.matches("[0-9a-f]{32}")) {
            throw new IllegalArgumentException("a session's id is 32 hexadecimal digits");
        }
    }
}
