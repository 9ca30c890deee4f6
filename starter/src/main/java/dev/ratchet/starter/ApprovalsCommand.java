package dev.ratchet.starter;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.RunShown;
import dev.ratchet.workflows.gateway.Waiting;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
        GatewayClient gateway = GatewayClient.of(here);
        List<Waiting> waiting = gateway.waiting();
        if (json) {
            for (Waiting each : waiting) {
                here.out().println(Json.mapper().writeValueAsString(each));
            }
        } else if (waiting.isEmpty()) {
            here.out().println("nothing waits for a person");
        } else {
            Map<String, String> names = gateway.runs(RunIds.SEARCHED).stream()
                    .collect(Collectors.toMap(RunShown::workflowId, RunShown::name, (newest, older) -> newest));
            here.out()
                    .println(Tables.of(
                            here.width(),
                            List.of("ID", "INVOICE", "AMOUNT", "ROLE", "FROM", "UNTIL", "WHY"),
                            List.of(2),
                            waiting.stream().map(each -> row(each, names)).toList()));
            here.out().println("ratchet explain ID | approve ID | deny ID --why TEXT | recheck ID");
        }
        return 0;
    }

    private static List<@Nullable Object> row(Waiting each, Map<String, String> names) {
        return Arrays.asList(
                RunIds.brief(each.workflowId()),
                invoice(each, names),
                each.amount(),
                each.role(),
                each.submitter(),
                Report.time(each.expiresAt()),
                each.reasons().stream().map(Finding::why).collect(Collectors.joining("; "))
                        + (each.intent() == null ? " (mend it, then recheck; or deny)" : " (approve or deny)"));
    }

    /** The document's name while nothing is known of what is in it. */
    private static String invoice(Waiting each, Map<String, String> names) {
        if (each.invoiceNumber() == null) {
            return names.getOrDefault(each.workflowId(), "(not read)");
        }
        return (each.supplierId() == null ? "(unknown supplier)" : each.supplierId()) + " " + each.invoiceNumber();
    }
}
