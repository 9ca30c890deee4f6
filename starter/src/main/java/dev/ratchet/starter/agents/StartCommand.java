package dev.ratchet.starter.agents;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.command.ExitCode;
import dev.ratchet.starter.command.Refused;
import dev.ratchet.starter.gateway.ActingPerson;
import dev.ratchet.starter.gateway.GatewayClient;
import dev.ratchet.starter.gateway.WarmUp;
import dev.ratchet.starter.live.LiveRuns;
import dev.ratchet.starter.live.Submitted;
import dev.ratchet.starter.run.RunAccess;
import dev.ratchet.starter.run.RunStarter;
import dev.ratchet.starter.screen.Problems;
import dev.ratchet.starter.screen.RunReport;
import dev.ratchet.starter.screen.RunReport.Source;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.gateway.IntakeKept;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.Problem;
import dev.ratchet.workflows.gateway.Whoami;
import dev.ratchet.workflows.run.AgentEntry;
import dev.ratchet.workflows.run.RunRequest;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "start",
        description = "Starts a run of an agent, and prints how it stands when it has ended or waits for a person.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "'ratchet agents' shows which agents there are, and what each takes. JSON is checked against the agent's schema"
                    + " before a run is started. The same input is one run: what was decided before is not run again."
        })
@SuppressWarnings("NullAway.Init")
public final class StartCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "AGENT", description = "The name of an agent.")
    private String agent;

    @Parameters(
            index = "1",
            paramLabel = "FILE|JSON",
            description =
                    "What the run begins with: a file, '-' for standard input, or, for an agent that takes JSON, the"
                            + " text itself, which starts with { or [.")
    private String given;

    @Option(
            names = "--json",
            description = "One line of JSON: agent, id, outcome, route, code, why, receipt, amount, currency.")
    private boolean json;

    @Option(names = "--no-wait", description = "Only start the run.")
    private boolean noWait;

    @Option(names = "--again", description = "Run it again when the same input was decided before.")
    private boolean again;

    @Option(names = "--as", paramLabel = "PERSON", description = "The submitter; you by default.")
    private @Nullable String as;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "What you call the run, for display; the name of the file by default.")
    private @Nullable String name;

    @Override
    public Integer call() throws JsonProcessingException {
        CommandContext here = CommandContext.of(spec);
        GatewayClient gateway = GatewayClient.of(here);
        if (!noWait) {
            WarmUp.await(here, gateway);
        }
        AgentEntry entry = named(gateway.agents());
        Whoami whoami = gateway.whoami();
        String submitter = ActingPerson.of(whoami, as);
        AgentInput input = AgentInput.of(entry, given, here.in(), whoami.limit());
        try (LiveRuns runs = RunAccess.open(here, gateway)) {
            IntakeKept kept = keep(here, gateway, input, submitter);
            RunRequest request = new RunRequest(
                    kept.intake(), kept.input(), name == null ? input.name() : name, submitter, null, null);
            Submitted submitted = new RunStarter(gateway, runs).start(entry, request, again, !noWait);
            print(here, request.workflowId(entry.name()), submitted);
            return submitted.result().status() == RunStatus.FAILED ? ExitCode.FAILED : 0;
        }
    }

    private AgentEntry named(List<AgentEntry> agents) {
        return agents.stream()
                .filter(each -> each.name().equals(agent))
                .findFirst()
                .orElseThrow(() -> new Refused(
                        Problem.UNKNOWN_AGENT,
                        "there is no agent '" + agent + "'; there "
                                + (agents.size() == 1 ? "is " : "are ")
                                + (agents.isEmpty()
                                        ? "none"
                                        : agents.stream().map(AgentEntry::name).collect(Collectors.joining(", ")))));
    }

    private IntakeKept keep(CommandContext here, GatewayClient gateway, AgentInput input, String submitter) {
        try {
            return gateway.intake(agent, input.body(), submitter);
        } catch (Refused e) {
            Problems.lines(input.source(), e.problems()).forEach(here.err()::println);
            throw e;
        }
    }

    private void print(CommandContext here, String id, Submitted submitted) throws JsonProcessingException {
        if (json) {
            here.out().println(Json.mapper().writeValueAsString(StartResult.of(agent, id, submitted)));
        } else if (submitted instanceof Submitted.Settled settled) {
            here.out().print(new RunReport(here.width(), Source.TEMPORAL).status(settled.summary()));
        } else {
            here.out().print(RunReport.result(here.width(), id, submitted.result(), submitted.why()));
        }
    }
}
