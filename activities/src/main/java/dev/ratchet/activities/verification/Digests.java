package dev.ratchet.activities.verification;

import dev.ratchet.workflows.contract.Digest;
import java.util.Optional;

/** Digests from columns in which anything may stand. */
final class Digests {
    private Digests() {}

    static Optional<Digest> of(String column) {
        try {
            return Optional.of(new Digest(column));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The digest, or that of the text which stands in its place. */
    static Digest readable(String column) {
        return of(column).orElseGet(() -> Digest.of(column));
    }
}
