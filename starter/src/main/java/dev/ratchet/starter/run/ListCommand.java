package dev.ratchet.starter.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.gateway.GatewayClient;
import dev.ratchet.starter.screen.Ago;
import dev.ratchet.starter.screen.Column;
import dev.ratchet.starter.screen.RunReport;
import dev.ratchet.starter.screen.Tables;
import dev.ratchet.workflows.contract.record.ListedRun;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.gateway.Json;
import java.time.Instant;
import java.time.ZoneId;
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
        List<ListedRun> runs = GatewayClient.of(here).runs(most, agent);
        if (json) {
            for (ListedRun listed : runs) {
                here.out().println(Json.mapper().writeValueAsString(json(listed)));
            }
        } else if (runs.isEmpty()) {
            here.out().println("no run is on record; 'ratchet start AGENT FILE' starts one");
        } else {
            boolean withAgent = severalAgents(runs);
            Instant now = Instant.now();
            here.out()
                    .println(Tables.of(
                            here.width(),
                            COLUMNS,
                            runs.stream()
                                    .map(listed -> row(listed, withAgent, now))
                                    .toList()));
        }
        return 0;
    }

    /** The summary with one more field. */
    private static JsonNode json(ListedRun listed) {
        ObjectNode run = Json.mapper().valueToTree(listed.run());
        return run.put("changedAt", listed.changedAt().toString());
    }

    private static final List<Column> COLUMNS = List.of(
            Column.name("NAME"),
            Column.whole("OUTCOME"),
            Column.whole("CODE"),
            Column.whole("ID"),
            Column.whole("CHANGED"),
            Column.figure("AMOUNT"),
            Column.detail("AGENT"),
            Column.text("RESULT"),
            Column.text("SUBJECT"));

    private static boolean severalAgents(List<ListedRun> runs) {
        return runs.stream().map(listed -> listed.run().agent()).distinct().count() > 1;
    }

    private static List<@Nullable Object> row(ListedRun listed, boolean withAgent, Instant now) {
        RunSummary run = listed.run();
        return Arrays.asList(
                run.name(),
                run.outcome(),
                run.code(),
                RunIds.brief(run.workflowId()),
                Ago.text(listed.changedAt(), now, ZoneId.systemDefault()),
                run.amount(),
                withAgent ? run.agent() : null,
                result(run),
                RunReport.subject(run));
    }

    /** What it did, or for whom it waits. */
    private static @Nullable String result(RunSummary run) {
        return run.waiting() == null
                ? RunReport.text(run.receipt())
                : "waits for " + run.waiting().role();
    }
}
