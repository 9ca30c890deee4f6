package dev.ratchet.starter.rollout;

import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.command.ExitCode;
import dev.ratchet.starter.command.Refused;
import dev.ratchet.starter.gateway.GatewayClient;
import dev.ratchet.starter.screen.Ago;
import dev.ratchet.starter.screen.Column;
import dev.ratchet.starter.screen.Tables;
import dev.ratchet.starter.temporal.TemporalConnection;
import dev.ratchet.workflows.contract.record.RunSummary;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which versions there are, who waits on which, and how an old one goes. */
@Command(
        name = "versions",
        description = "The builds of the workers: where new runs go, and which runs are still each one's.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class VersionsCommand implements Callable<Integer> {
    /** From so many on the server's limit is told. */
    private static final int MANY = Deployments.MOST_VERSIONS * 4 / 5;

    private static final List<Column> VERSIONS = List.of(
            Column.whole("BUILD"),
            Column.whole("STATUS"),
            Column.detail("SINCE"),
            Column.figure("OPEN"),
            Column.figure("WAITING"),
            Column.whole("UNTIL"),
            Column.text("NEXT"));

    private static final List<Column> RUNS = List.of(
            Column.whole("ID"),
            Column.whole("TYPE"),
            Column.whole("WAITS FOR"),
            Column.whole("UNTIL"),
            Column.text("MOVES"));

    @Spec
    private CommandSpec spec;

    @Mixin
    private DeploymentOption deployment;

    @Override
    public Integer call() {
        try (TemporalConnection temporal = TemporalConnection.open(here())) {
            Deployments deployments = deployments(temporal);
            VersionRuns runs = runs(temporal);
            Map<String, RunSummary.Waiting> waiting = waiting();
            Deployments.Described now = deployments.describe();
            List<List<@Nullable Object>> rows = new ArrayList<>();
            for (Deployments.Version version : now.versions()) {
                List<VersionRuns.Open> open = runs.open(version.build());
                rows.add(row(now.routing(), version, open, waiting));
            }
            here().out().println(Tables.of(here().width(), VERSIONS, rows));
            if (now.versions().size() >= MANY) {
                here().err()
                        .println("ratchet: " + now.versions().size() + " versions; a server takes "
                                + Deployments.MOST_VERSIONS
                                + " of a deployment unless told otherwise, and refuses workers"
                                + " of a further one when none of them is drained and without workers");
            }
            return 0;
        }
    }

    private static List<@Nullable Object> row(
            Routing routing,
            Deployments.Version version,
            List<VersionRuns.Open> open,
            Map<String, RunSummary.Waiting> waiting) {
        List<RunSummary.Waiting> waits = open.stream()
                .map(run -> waiting.get(run.workflowId()))
                .filter(Objects::nonNull)
                .toList();
        String status = routing.ramps(version.build())
                ? version.status() + " " + Rollout.percent(routing.percent())
                : version.status();
        return Arrays.asList(
                version.build(),
                status,
                Ago.text(version.since(), Instant.now(), ZoneId.systemDefault()),
                open.size(),
                waits.size(),
                waits.stream()
                        .map(RunSummary.Waiting::until)
                        .max(Instant::compareTo)
                        .map(VersionsCommand::minute)
                        .orElse("-"),
                next(version, open.size()));
    }

    private static String next(Deployments.Version version, int open) {
        return switch (version.status()) {
            case "CURRENT" -> "takes new runs";
            case "RAMPING" -> "takes a part of the new runs";
            case "INACTIVE" -> "ratchet rollout " + version.build();
            default ->
                open == 0
                        ? "stop its workers, then ratchet versions retire " + version.build()
                        : "keep its workers: " + open + " runs are its own";
        };
    }

    private static String minute(Instant until) {
        return until.truncatedTo(ChronoUnit.MINUTES).toString();
    }

    @Command(
            name = "show",
            description =
                    "The runs that a build has not finished, what each waits for, until when, and how it can move.",
            mixinStandardHelpOptions = true)
    int show(@Parameters(paramLabel = "BUILD") String build) {
        try (TemporalConnection temporal = TemporalConnection.open(here())) {
            required(deployments(temporal).describe(), build);
            Map<String, RunSummary.Waiting> waiting = waiting();
            List<List<@Nullable Object>> rows = new ArrayList<>();
            for (VersionRuns.Open run : runs(temporal).open(build)) {
                RunSummary.Waiting waits = waiting.get(run.workflowId());
                rows.add(Arrays.asList(
                        run.workflowId(),
                        run.type(),
                        waits == null ? "works" : waits.role(),
                        waits == null ? "-" : minute(waits.until()),
                        waits == null
                                ? "at its next continue-as-new, if the server has it"
                                : "ratchet versions move " + build + " --to BUILD"));
            }
            here().out().println(rows.isEmpty() ? build + " has no open runs" : Tables.of(here().width(), RUNS, rows));
            return 0;
        }
    }

    @Command(
            name = "retire",
            description = "Forgets a build that no run needs any more; refuses while one does, and says which.",
            mixinStandardHelpOptions = true)
    int retire(@Parameters(paramLabel = "BUILD") String build) {
        try (TemporalConnection temporal = TemporalConnection.open(here())) {
            Deployments deployments = deployments(temporal);
            Deployments.Described now = deployments.describe();
            Deployments.Version version = required(now, build);
            if (now.routing().isCurrent(build) || now.routing().ramps(build)) {
                throw new Refused("IN_USE", build + " takes new runs; roll another build out first");
            }
            List<VersionRuns.Open> open = runs(temporal).open(build);
            if (!open.isEmpty()) {
                Map<String, RunSummary.Waiting> waiting = waiting();
                throw new Refused(
                        "NOT_DRAINED",
                        open.size() + " runs are " + build + "'s own: "
                                + String.join(
                                        ", ",
                                        open.stream()
                                                .limit(5)
                                                .map(run -> told(run, waiting.get(run.workflowId())))
                                                .toList())
                                + (open.size() > 5 ? ", …" : "") + "; 'ratchet versions show " + build
                                + "' has all of them");
            }
            if (version.status().equals("DRAINING")) {
                throw new Refused(
                        "NOT_DRAINED",
                        "the server has not said yet that " + build
                                + " is drained; it looks every few minutes"
                                + " (matching.wv.VersionDrainageStatusRefreshInterval)");
            }
            deployments.delete(build);
            here().out().println(build + " is retired");
            return 0;
        }
    }

    private static String told(VersionRuns.Open run, RunSummary.@Nullable Waiting waits) {
        return run.workflowId() + (waits == null ? "" : " for " + waits.role() + " until " + minute(waits.until()));
    }

    @Command(
            name = "move",
            description = {
                "Gives runs that wait for a person to another build: from their next task on they are replayed and run"
                        + " by it.",
                "First let that build's worker replay them: ratchet-worker replay --server"
            },
            mixinStandardHelpOptions = true)
    int move(
            @Parameters(index = "0", paramLabel = "BUILD", description = "Whose runs.") String from,
            @Parameters(index = "1..*", arity = "0..*", paramLabel = "ID", description = "All that wait, unless given.")
                    List<String> ids,
            @Option(names = "--to", required = true, paramLabel = "BUILD", description = "Who takes them.") String to) {
        try (TemporalConnection temporal = TemporalConnection.open(here())) {
            Deployments deployments = deployments(temporal);
            Deployments.Described now = deployments.describe();
            required(now, from);
            required(now, to);
            Map<String, RunSummary.Waiting> waiting = waiting();
            List<String> open = runs(temporal).open(from).stream()
                    .map(VersionRuns.Open::workflowId)
                    .filter(waiting::containsKey)
                    .toList();
            List<String> asked = ids == null || ids.isEmpty() ? open : ids;
            int moved = 0;
            for (String id : asked) {
                if (open.contains(id)) {
                    deployments.move(id, to);
                    moved++;
                } else {
                    here().err().println("ratchet: " + id + " does not wait on " + from + "; left as it is");
                }
            }
            here().out().println(moved + " of " + asked.size() + " runs are " + to + "'s from their next task on");
            return moved == asked.size() ? 0 : ExitCode.FAILED;
        }
    }

    private static Deployments.Version required(Deployments.Described now, String build) {
        return now.version(build)
                .orElseThrow(() -> new Refused(
                        "NO_SUCH_VERSION",
                        "there is no build " + build + "; 'ratchet versions' shows those that there are"));
    }

    /** By workflow id. */
    private Map<String, RunSummary.Waiting> waiting() {
        Map<String, RunSummary.Waiting> waiting = new HashMap<>();
        GatewayClient.of(here()).waiting().forEach(request -> {
            RunSummary.Waiting waits = request.run().waiting();
            if (waits != null) {
                waiting.put(request.run().workflowId(), waits);
            }
        });
        return waiting;
    }

    private Deployments deployments(TemporalConnection temporal) {
        return new Deployments(temporal, deployment.name(here()));
    }

    private VersionRuns runs(TemporalConnection temporal) {
        return new VersionRuns(temporal, GatewayClient.of(here()), deployment.name(here()));
    }

    private CommandContext here() {
        return CommandContext.of(spec);
    }
}
