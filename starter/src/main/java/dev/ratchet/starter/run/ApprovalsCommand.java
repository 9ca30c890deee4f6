package dev.ratchet.starter.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.gateway.GatewayClient;
import dev.ratchet.starter.screen.Column;
import dev.ratchet.starter.screen.RunReport;
import dev.ratchet.starter.screen.Tables;
import dev.ratchet.workflows.contract.effect.ApprovalRequest;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.gateway.Json;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "approvals", description = "What waits for a person, oldest first.", mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class ApprovalsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "One line of JSON per request.")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        CommandContext here = CommandContext.of(spec);
        GatewayClient gateway = GatewayClient.of(here);
        List<ApprovalRequest> waiting = gateway.waiting();
        if (json) {
            for (ApprovalRequest each : waiting) {
                here.out().println(Json.mapper().writeValueAsString(each));
            }
        } else if (waiting.isEmpty()) {
            here.out().println("nothing waits for a person");
        } else {
            boolean withAgent = severalAgents(waiting);
            here.out()
                    .println(Tables.of(
                            here.width(),
                            COLUMNS,
                            waiting.stream()
                                    .map(request -> row(request, withAgent))
                                    .toList()));
            here.out().println("Then: ratchet explain ID | approve ID | deny ID --why TEXT | recheck ID");
        }
        return 0;
    }

    private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);

    private static final List<Column> COLUMNS = List.of(
            Column.name("NAME"),
            Column.whole("CODE"),
            Column.figure("AMOUNT"),
            Column.whole("ID"),
            Column.detail("AGENT"),
            Column.detail("WAITS FOR"),
            Column.detail("YOU MAY"),
            Column.text("SUBJECT"),
            Column.text("WHY"));

    private static boolean severalAgents(List<ApprovalRequest> waiting) {
        return waiting.stream().map(request -> request.run().agent()).distinct().count() > 1;
    }

    private static List<@Nullable Object> row(ApprovalRequest request, boolean withAgent) {
        RunSummary run = request.run();
        RunSummary.Waiting waiting = run.waiting();
        return Arrays.asList(
                run.name(),
                run.code(),
                run.amount(),
                RunIds.brief(run.workflowId()),
                withAgent ? run.agent() : null,
                waiting == null ? null : waiting.role() + " until " + DAY.format(waiting.until()),
                waiting == null || waiting.intent() == null ? "recheck, deny" : "approve, deny",
                RunReport.subject(run),
                run.why());
    }
}
