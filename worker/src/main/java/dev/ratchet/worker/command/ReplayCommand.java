package dev.ratchet.worker.command;

import dev.ratchet.worker.Agents;
import dev.ratchet.worker.replay.Golden;
import dev.ratchet.worker.replay.PackagedGolden;
import dev.ratchet.worker.replay.Replay;
import dev.ratchet.worker.temporal.TemporalConnection;
import dev.ratchet.workflows.temporal.AgentRegistration;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Before a rollout: whether this build goes on where others are. Needs no database and writes nothing. */
@Command(
        name = "replay",
        description = {
            "Replays recorded runs by this build, and says where it would go another way or ask something else.",
            "Exit code 1 when it would."
        },
        mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {
    private final Agents agents;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--golden",
            paramLabel = "DIR",
            description = "Histories to replay, NAME.json beside NAME.asked.json; those of this build unless given.")
    private @Nullable Path folder;

    @Option(
            names = "--server",
            description =
                    "Also replays open runs of Temporal (from temporal-envconfig), and compares the inputs of their"
                            + " activities as far as the history has them.")
    private boolean server;

    @Option(
            names = "--build",
            paramLabel = "DEPLOYMENT:BUILD",
            description = "With --server: only open runs of that version, such as ratchet:2026-11-28.1.")
    private @Nullable String build;

    @Option(
            names = "--most",
            paramLabel = "N",
            defaultValue = "100",
            description = "With --server: the most runs, newest first, 1 to 10000; 100 unless given.")
    private int most;

    public ReplayCommand(Agents agents) {
        this.agents = agents;
    }

    /** One history by this build. */
    private interface Replayed {
        List<String> differences() throws Exception;
    }

    @Override
    public Integer call() throws IOException, TemporalConnection.Unreachable {
        if (most < 1 || most > 10_000) {
            throw new ParameterException(spec.commandLine(), "--most should be 1 to 10000");
        }
        if (build != null && !build.matches("[A-Za-z0-9_/-]+:[A-Za-z0-9._-]+")) {
            throw new ParameterException(spec.commandLine(), "--build should be DEPLOYMENT:BUILD, such as ratchet:b1");
        }
        if (folder != null && !Files.isDirectory(folder)) {
            throw new ParameterException(spec.commandLine(), "--golden: there is no folder " + folder);
        }
        Replay replay = new Replay(this::register);
        int replayed = 0;
        int different = 0;
        for (Golden golden : folder == null ? PackagedGolden.all() : Golden.all(folder)) {
            replayed++;
            different += told("golden " + golden.name(), () -> replay.differences(golden));
        }
        if (replayed == 0) {
            throw new ParameterException(spec.commandLine(), "--golden: there is no recorded run in " + folder);
        }
        if (server) {
            try (TemporalConnection temporal = TemporalConnection.open(TemporalConnection.profile())) {
                for (String id : open(temporal.client())) {
                    replayed++;
                    different +=
                            told(id, () -> replay.differences(temporal.client().fetchHistory(id)));
                }
            }
        }
        screen().println(
                        different == 0
                                ? replayed + " runs replayed, all go the same way"
                                : different + " of " + replayed
                                        + " runs would go another way: do not roll this build out over them");
        return different == 0 ? 0 : 1;
    }

    private void register(Worker worker) {
        for (AgentRegistration<?, ?, ?> agent : agents.registrations().values()) {
            agent.register(worker);
        }
    }

    private List<String> open(WorkflowClient client) {
        String types = agents.registrations().values().stream()
                .flatMap(agent -> agent.workflowTypes().stream())
                .map(type -> "'" + type + "'")
                .collect(Collectors.joining(", "));
        String query = "ExecutionStatus = 'Running' AND WorkflowType IN (" + types + ")"
                + (build == null ? "" : " AND TemporalWorkerDeploymentVersion = '" + build + "'");
        return client.listExecutions(query)
                .limit(most)
                .map(run -> run.getExecution().getWorkflowId())
                .toList();
    }

    /** @return 1 when it goes another way */
    private int told(String name, Replayed replayed) {
        List<String> differences;
        try {
            differences = replayed.differences();
        } catch (Exception e) {
            differences = List.of(reason(e));
        }
        screen().println((differences.isEmpty() ? "same       " : "DIFFERENT  ") + name);
        differences.forEach(difference -> screen().println("             " + difference));
        screen().flush();
        return differences.isEmpty() ? 0 : 1;
    }

    /** What the replayer found is in the cause; the outer message is its stack of tasks. */
    private static String reason(Exception e) {
        Throwable at = e;
        while (at.getCause() != null && at.getCause() != at) {
            at = at.getCause();
        }
        return String.valueOf(at.getMessage()).lines().findFirst().orElse(at.toString());
    }

    private PrintWriter screen() {
        return spec.commandLine().getOut();
    }
}
