package dev.ratchet.starter.run;

import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.command.Refused;
import dev.ratchet.starter.gateway.GatewayClient;
import dev.ratchet.workflows.run.Explanation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command about one run. */
@SuppressWarnings("NullAway.Init")
abstract class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "Which run.")
    private String id;

    abstract int execute(String workflowId, CommandContext here, GatewayClient gateway) throws Exception;

    @Override
    public final Integer call() throws Exception {
        CommandContext here = CommandContext.of(spec);
        GatewayClient gateway = GatewayClient.of(here);
        return execute(RunIds.resolve(here, gateway, id), here, gateway);
    }

    /** For a run that Temporal no longer has. */
    static Explanation onRecord(GatewayClient gateway, String workflowId) {
        return gateway.run(workflowId)
                .orElseThrow(() ->
                        new Refused("NOT_FOUND", "neither Temporal nor the record has a run '" + workflowId + "'"));
    }

    /** With words of the passages that it looked up, which the gateway knows and Temporal does not. */
    static Explanation quoted(Explanation run, GatewayClient gateway) {
        return run.lookedUp() == null || !run.quotes().isEmpty()
                ? run
                : gateway.run(run.summary().workflowId())
                        .map(recorded -> run.quoting(recorded.quotes()))
                        .orElse(run);
    }
}
