package dev.ratchet.starter.batch;

import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.command.Refused;
import dev.ratchet.starter.gateway.GatewayClient;
import dev.ratchet.starter.temporal.TemporalConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "cancel",
        description =
                "Stops a batch, with all its lanes: the pages that it has begun are finished, the others are not begun."
                        + " Documents' own runs continue.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class CancelCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "NAME",
            description = "As 'ratchet submit' printed it: its id, its name, or the beginning.")
    private String given;

    @Override
    public Integer call() {
        CommandContext here = CommandContext.of(spec);
        GatewayClient gateway = GatewayClient.of(here);
        List<BatchName> cancelled = new ArrayList<>();
        List<BatchName> found;
        try (BatchClient batches = new BatchClient(
                TemporalConnection.open(here), () -> gateway.whoami().tenant())) {
            found = batches.find(given, "'ratchet deny' ends a run that waits");
            for (BatchName each : found) {
                if (batches.cancel(each)) {
                    cancelled.add(each);
                }
            }
        }
        if (cancelled.isEmpty()) {
            throw new Refused(
                    "ENDED",
                    "batch " + found.get(0).name() + " has ended already; 'ratchet batch "
                            + found.get(0).name() + "' shows how");
        }
        here.out()
                .println("asked batch "
                        + cancelled.stream().map(BatchName::name).collect(Collectors.joining(", "))
                        + " to stop after the pages that it has begun; 'ratchet batch "
                        + found.get(0).name() + "' shows its progress");
        return 0;
    }
}
