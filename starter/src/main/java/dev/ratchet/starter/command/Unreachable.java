package dev.ratchet.starter.command;

import org.jspecify.annotations.Nullable;

/** A service does not answer. The message names its address and the variable that sets it. Exit code 3. */
public final class Unreachable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Unreachable(String what, String address, String variable, @Nullable Throwable cause) {
        super(
                what + (what.startsWith("No ") ? " answers at " : " does not answer at ") + address
                        + "; start one with 'ratchet-worker dev', or set " + variable,
                cause);
    }
}
