package dev.ratchet.starter.agents;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.gateway.GatewayClient;
import dev.ratchet.starter.screen.Column;
import dev.ratchet.starter.screen.Tables;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.run.AgentEntry;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "agents", description = "Which agents there are, and what each takes.", mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class AgentsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "One line of JSON per agent, with the schema of what it takes.")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        CommandContext here = CommandContext.of(spec);
        List<AgentEntry> agents = GatewayClient.of(here).agents();
        if (json) {
            for (AgentEntry agent : agents) {
                here.out().println(Json.mapper().writeValueAsString(agent));
            }
        } else if (agents.isEmpty()) {
            here.out().println("the gateway knows no agent");
        } else {
            here.out()
                    .println(Tables.of(
                            here.width(),
                            List.of(Column.whole("AGENT"), Column.text("PURPOSE"), Column.text("TAKES")),
                            agents.stream().map(AgentsCommand::row).toList()));
            here.out().println("Start a run: ratchet start AGENT FILE|JSON. Schemas: ratchet agents --json");
        }
        return 0;
    }

    private static List<@Nullable Object> row(AgentEntry agent) {
        return Arrays.asList(agent.name(), agent.purpose(), Takes.inWords(agent.intake()));
    }
}
