package dev.ratchet.starter.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.gateway.GatewayClient;
import dev.ratchet.starter.screen.RunReport;
import dev.ratchet.starter.screen.Tables;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.gateway.Json;
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
public final class ListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "One line of JSON per run.")
    private boolean json;

    @Option(
            names = "--most",
            paramLabel = "N",
            defaultValue = "50",
            description = "The most runs to show, 1 to 1000; 50 by default.")
    private int most;

    @Option(names = "--agent", paramLabel = "NAME", description = "Only runs of this agent.")
    private @Nullable String agent;

    @Override
    public Integer call() throws JsonProcessingException {
        CommandContext here = CommandContext.of(spec);
        List<RunSummary> runs = GatewayClient.of(here).runs(most, agent);
        if (json) {
            for (RunSummary run : runs) {
                here.out().println(Json.mapper().writeValueAsString(run));
            }
        } else if (runs.isEmpty()) {
            here.out().println("no run is on record; 'ratchet start AGENT FILE' starts one");
        } else {
            here.out()
                    .println(Tables.of(
                            here.width(),
                            List.of("ID", "AGENT", "NAME", "OUTCOME", "CODE", "SUBJECT", "AMOUNT", "RESULT"),
                            List.of(6),
                            runs.stream().map(ListCommand::row).toList()));
        }
        return 0;
    }

    private static List<@Nullable Object> row(RunSummary run) {
        return Arrays.asList(
                RunIds.brief(run.workflowId()),
                run.agent(),
                run.name(),
                run.outcome(),
                run.code(),
                RunReport.subject(run),
                run.amount(),
                result(run));
    }

    /** What it did, or for whom it waits. */
    private static @Nullable String result(RunSummary run) {
        return run.waiting() == null
                ? RunReport.text(run.receipt())
                : "waits for " + run.waiting().role();
    }
}
