package dev.ratchet.starter.run;

import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.command.Unreachable;
import dev.ratchet.starter.gateway.GatewayClient;
import dev.ratchet.starter.gateway.GatewayRuns;
import dev.ratchet.starter.live.LiveRuns;
import dev.ratchet.starter.temporal.RunClient;
import dev.ratchet.starter.temporal.TemporalConnection;

/** The way that a command takes to runs: Temporal where its address is given, and the gateway alone where it is not. */
public final class RunAccess {
    private RunAccess() {}

    /** @throws Unreachable within seconds when an address of Temporal is given and nothing listens there */
    public static LiveRuns open(CommandContext here, GatewayClient gateway) {
        return TemporalConnection.isGiven(here)
                ? RunClient.open(here)
                : new GatewayRuns(gateway, notice -> here.err().println("ratchet: " + notice));
    }
}
