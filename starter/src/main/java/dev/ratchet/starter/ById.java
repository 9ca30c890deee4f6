package dev.ratchet.starter;

import dev.ratchet.workflows.gateway.RunShown;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command about one run. */
@SuppressWarnings("NullAway.Init")
abstract class ById implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "Which run.")
    private String id;

    abstract int about(String workflowId, Surroundings here, GatewayClient gateway) throws Exception;

    @Override
    public final Integer call() throws Exception {
        Surroundings here = Ratchet.surroundings(spec);
        GatewayClient gateway = GatewayClient.of(here);
        return about(RunIds.resolve(gateway, id), here, gateway);
    }

    /** For runs that Temporal has forgotten. */
    static RunShown onRecord(GatewayClient gateway, String workflowId) {
        return gateway.run(workflowId)
                .orElseThrow(() ->
                        new Refused("NOT_FOUND", "neither Temporal nor the record has a run '" + workflowId + "'"));
    }
}
