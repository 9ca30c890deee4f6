package dev.ratchet.starter;

import org.jspecify.annotations.Nullable;

/** The service does not answer; the message says what was tried and which variable sets it. Exit code 3. */
final class Unreachable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unreachable(String what, String address, String variable, @Nullable Throwable cause) {
        super(
                what + (what.startsWith("No ") ? " answers at " : " does not answer at ") + address
                        + "; start one with 'ratchet-worker dev', or set " + variable,
                cause);
    }
}
