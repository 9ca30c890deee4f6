package dev.ratchet.starter.gateway;

import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.command.Refused;
import dev.ratchet.starter.screen.Tables;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** The time between the start of a process and its first work, which a person who gives it work is told of. */
public final class WarmUp {
    private static final Duration BETWEEN = Duration.ofMillis(250);

    /** Then the command goes on, and what it asks for tells what is wrong. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private WarmUp() {}

    /**
     * Returns when the gateway can work, does not say, or has not been able to for {@link #LONGEST}. Tells each reason once.
     *
     * @throws Refused when interrupted; nothing has been started by then
     */
    public static void await(CommandContext here, GatewayClient gateway) {
        await(here, gateway, LONGEST);
    }

    static void await(CommandContext here, GatewayClient gateway, Duration longest) {
        long until = System.nanoTime() + longest.toNanos();
        String said = "";
        for (Optional<String> why = gateway.notReady();
                why.isPresent() && System.nanoTime() < until;
                why = gateway.notReady()) {
            if (!why.get().equals(said)) {
                said = why.get();
                here.err().println("ratchet: " + Tables.plain(said) + "; waiting for it");
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                throw new Refused("INTERRUPTED", "interrupted before anything was started");
            }
        }
    }
}
