package dev.ratchet.starter.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.command.ExitCode;
import dev.ratchet.starter.command.Refused;
import dev.ratchet.starter.gateway.GatewayClient;
import dev.ratchet.starter.screen.RebuildReport;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.RebuiltRun;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "rebuild",
        description =
                "Rebuilds a run's state from its record alone, and compares it with the state that the run ended or"
                        + " waits with. Exit code 1 when they differ.",
        mixinStandardHelpOptions = true)
public final class RebuildCommand extends RunCommand {
    /** At most one of them. */
    static final class Form {
        @Option(names = "--json", description = "Everything, as one line of JSON.")
        private boolean json;

        @Option(names = "--state", description = "The rebuilt state, as JSON for a person to read.")
        private boolean state;
    }

    @ArgGroup
    private @Nullable Form form;

    @Override
    int execute(String workflowId, CommandContext here, GatewayClient gateway) throws JsonProcessingException {
        RebuiltRun rebuilt = gateway.rebuild(workflowId)
                .orElseThrow(() -> new Refused(
                        "NOT_FOUND",
                        "no record has a run '" + workflowId
                                + "'; a run is recorded when it first waits for a person, and when it ends"));
        RebuildReport report = new RebuildReport(rebuilt);
        if (form != null && form.json) {
            here.out().println(Json.mapper().writeValueAsString(rebuilt));
        } else if (form != null && form.state) {
            here.out().println(Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(rebuilt.state()));
            if (!report.equal()) {
                here.err().println("ratchet: " + report.comparison());
            }
        } else {
            here.out().print(report.text(here.width()));
        }
        return report.equal() ? 0 : ExitCode.FAILED;
    }
}
