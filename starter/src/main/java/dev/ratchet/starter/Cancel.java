package dev.ratchet.starter;

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
                        + " Runs that documents have of their own go on.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class Cancel implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "NAME",
            description = "As 'ratchet submit' printed it: its id, its name, or the beginning.")
    private String given;

    @Override
    public Integer call() {
        Surroundings here = Ratchet.surroundings(spec);
        GatewayClient gateway = GatewayClient.of(here);
        List<BatchName> cancelled = new ArrayList<>();
        List<BatchName> found;
        try (Batches batches =
                new Batches(Temporal.open(here), () -> gateway.whoami().tenant())) {
            found = batches.like(given, "'ratchet deny' ends a document's run");
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
                            + found.get(0).name() + "' tells how");
        }
        here.out()
                .println("asked batch "
                        + cancelled.stream().map(BatchName::name).collect(Collectors.joining(", "))
                        + " to stop after the pages that it has begun; 'ratchet batch "
                        + found.get(0).name() + "' tells how far it came");
        return 0;
    }
}
