package dev.ratchet.starter;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.Waiting;
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
final class ApprovalsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "One line of JSON per request.")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        Surroundings here = Ratchet.surroundings(spec);
        GatewayClient gateway = GatewayClient.of(here);
        List<Waiting> waiting = gateway.waiting();
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
                            List.of("ID", "DOCUMENT", "SUPPLIER", "AMOUNT", "ROLE", "UNTIL", "WHY", "YOU MAY"),
                            List.of(3),
                            waiting.stream().map(ApprovalsCommand::row).toList()));
            here.out()
                    .println(
                            "Why in full: ratchet explain ID. Then: ratchet approve ID | deny ID --why TEXT | recheck ID");
        }
        return 0;
    }

    private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);

    private static List<@Nullable Object> row(Waiting each) {
        return Arrays.asList(
                RunIds.brief(each.workflowId()),
                each.name(),
                each.supplierId(),
                each.amount(),
                each.role(),
                DAY.format(each.expiresAt()),
                each.reasons().stream().map(Finding::code).findFirst().orElse(""),
                each.intent() == null ? "recheck, deny" : "approve, deny");
    }
}
