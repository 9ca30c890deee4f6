package dev.ratchet.workflows.encryption;

import org.jspecify.annotations.Nullable;

/** A payload says that it is encrypted with a key that is here, and is not: it was changed, or is of another tenant. */
public final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unreadable(String why, @Nullable Throwable cause) {
        super(why, cause);
    }
}
