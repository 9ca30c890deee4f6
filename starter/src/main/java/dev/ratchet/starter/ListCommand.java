package dev.ratchet.starter;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.RunShown;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "list",
        description = "The runs on record, newest change first: those that wait and those that ended.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class ListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "One line of JSON per run.")
    private boolean json;

    @Option(
            names = "--most",
            paramLabel = "N",
            defaultValue = "50",
            description = "At most so many, 1 to 1000; 50 unless said.")
    private int most;

    @Override
    public Integer call() throws JsonProcessingException {
        Surroundings here = Ratchet.surroundings(spec);
        List<RunShown> runs = GatewayClient.of(here).runs(most);
        if (json) {
            for (RunShown run : runs) {
                here.out().println(Json.mapper().writeValueAsString(run));
            }
        } else if (runs.isEmpty()) {
            here.out().println("no run is on record; 'ratchet submit FILE' starts one");
        } else {
            here.out()
                    .println(Tables.of(
                            here.width(),
                            List.of(
                                    "ID",
                                    "DOCUMENT",
                                    "OUTCOME",
                                    "CODE",
                                    "SUPPLIER",
                                    "NUMBER",
                                    "AMOUNT",
                                    "ENTRY",
                                    "WAITS FOR"),
                            List.of(6, 7),
                            runs.stream().map(ListCommand::row).toList()));
        }
        return 0;
    }

    private static List<@Nullable Object> row(RunShown run) {
        return Arrays.asList(
                RunIds.brief(run.workflowId()),
                run.name(),
                run.outcome(),
                run.code(),
                run.supplierId(),
                run.invoiceNumber(),
                run.amount(),
                run.entry(),
                run.waitingFor());
    }
}
