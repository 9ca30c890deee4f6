package dev.ratchet.starter;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.Waiting;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "approvals", description = "What waits for a person, oldest first.", mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class ApprovalsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "One line of JSON per request.")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        Surroundings here = Ratchet.surroundings(spec);
        List<Waiting> waiting = GatewayClient.of(here).waiting();
        if (json) {
            for (Waiting each : waiting) {
                here.out().println(Json.mapper().writeValueAsString(each));
            }
        } else if (waiting.isEmpty()) {
            here.out().println("nothing waits for a person");
        } else {
            here.out()
                    .println(Tables.of(
                            here.width(),
                            List.of(
                                    "ID",
                                    "SUPPLIER",
                                    "NUMBER",
                                    "AMOUNT",
                                    "ROLE",
                                    "FROM",
                                    "UNTIL",
                                    "WHAT HELPS",
                                    "REASONS"),
                            List.of(3),
                            waiting.stream().map(ApprovalsCommand::row).toList()));
            here.out().println("ratchet explain ID | approve ID | deny ID --why TEXT | recheck ID");
        }
        return 0;
    }

    private static List<@Nullable Object> row(Waiting each) {
        return Arrays.asList(
                RunIds.brief(each.workflowId()),
                each.supplierId(),
                each.invoiceNumber(),
                each.amount(),
                each.role(),
                each.submitter(),
                Report.time(each.expiresAt()),
                each.intent() == null ? "mend it, then recheck; or deny" : "approve or deny",
                each.reasons().stream().map(Finding::why).collect(Collectors.joining("; ")));
    }
}
