package dev.ratchet.starter.rollout;

import dev.ratchet.starter.command.CommandContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which deployment a command is about. */
final class DeploymentOption {
    static final String VARIABLE = "TEMPORAL_DEPLOYMENT_NAME";
    static final String USUAL = "ratchet";

    @Option(
            names = "--deployment",
            paramLabel = "NAME",
            description = "The workers' " + VARIABLE + "; that variable here, or " + USUAL + ", unless given.")
    private @Nullable String name;

    String name(CommandContext here) {
        return name == null ? here.variable(VARIABLE, USUAL) : name;
    }
}
