package dev.ratchet.starter;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ratchet.workflows.gateway.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "batch", description = "How far a batch is, with all its lanes.", mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class BatchCommand implements Callable<Integer> {
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
        Surroundings here = Ratchet.surroundings(spec);
        GatewayClient gateway = GatewayClient.of(here);
        List<BatchShown> lanes = new ArrayList<>();
        try (Batches batches =
                new Batches(Temporal.open(here), () -> gateway.whoami().tenant())) {
            for (BatchName each : batches.like(given, "'ratchet status' tells of documents")) {
                lanes.add(batches.show(each));
            }
        }
        for (BatchShown lane : lanes) {
            here.out().println(json ? Json.mapper().writeValueAsString(lane) : lane.text());
        }
        if (!json && lanes.size() > 1) {
            here.out()
                    .println(lanes.size() + " lanes, "
                            + lanes.stream().mapToLong(BatchShown::documents).sum() + " documents in all");
        }
        return 0;
    }
}
