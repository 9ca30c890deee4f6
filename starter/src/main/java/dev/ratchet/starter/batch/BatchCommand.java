package dev.ratchet.starter.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.gateway.GatewayClient;
import dev.ratchet.starter.temporal.TemporalConnection;
import dev.ratchet.workflows.gateway.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "batch",
        description = "Shows the progress of a batch, with all its lanes. Needs Temporal.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class BatchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "One line of JSON per lane.")
    private boolean json;

    @Parameters(
            paramLabel = "NAME",
            description = "As 'ratchet submit' printed it: its id, its name, or the beginning.")
    private String given;

    @Override
    public Integer call() throws JsonProcessingException {
        CommandContext here = CommandContext.of(spec);
        GatewayClient gateway = GatewayClient.of(here);
        List<BatchStatus> lanes = new ArrayList<>();
        try (BatchClient batches = new BatchClient(
                TemporalConnection.open(here), () -> gateway.whoami().tenant())) {
            for (BatchName each : batches.find(given, "'ratchet status' shows documents")) {
                lanes.add(batches.show(each));
            }
        }
        for (BatchStatus lane : lanes) {
            here.out().println(json ? Json.mapper().writeValueAsString(lane) : lane.text(here.width()));
        }
        if (!json && lanes.size() > 1) {
            here.out()
                    .println(lanes.size() + " lanes, "
                            + lanes.stream().mapToLong(BatchStatus::documents).sum() + " documents in all");
        }
        return 0;
    }
}
