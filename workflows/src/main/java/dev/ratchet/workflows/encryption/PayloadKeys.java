package dev.ratchet.workflows.encryption;

import java.util.Optional;

/** The keys of one tenant that a process has at this moment. Used by many threads at once. */
public interface PayloadKeys {
    /** What is written with; empty: payloads are written as they are. */
    Optional<PayloadKey> active();

    /** What is read with. */
    Optional<PayloadKey> find(String id);

    /** One sentence that says how this process comes to a key that {@link #find} does not have. */
    String whereToGet(String id);
}
