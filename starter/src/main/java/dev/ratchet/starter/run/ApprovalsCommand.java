package dev.ratchet.starter.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.gateway.GatewayClient;
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
            here.out()
                    .println(Tables.of(
                            here.width(),
                            List.of("ID", "AGENT", "NAME", "SUBJECT", "AMOUNT", "WAITS FOR", "WHY", "YOU MAY"),
                            List.of(4),
                            waiting.stream().map(ApprovalsCommand::row).toList()));
            here.out()
                    .println(
                            "Why in full: ratchet explain ID. Then: ratchet approve ID | deny ID --why TEXT | recheck ID");
        }
        return 0;
    }

    private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);

    private static List<@Nullable Object> row(ApprovalRequest request) {
        RunSummary run = request.run();
        RunSummary.Waiting waiting = run.waiting();
        return Arrays.asList(
                RunIds.brief(run.workflowId()),
                run.agent(),
                run.name(),
                RunReport.subject(run),
                run.amount(),
                waiting == null ? null : waiting.role() + " until " + DAY.format(waiting.until()),
                run.code(),
                waiting == null || waiting.intent() == null ? "recheck, deny" : "approve, deny");
    }
}
