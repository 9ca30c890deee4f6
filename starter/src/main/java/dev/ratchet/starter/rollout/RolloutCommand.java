package dev.ratchet.starter.rollout;

import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.command.ExitCode;
import dev.ratchet.starter.command.Refused;
import dev.ratchet.starter.command.Unreachable;
import dev.ratchet.starter.gateway.GatewayClient;
import dev.ratchet.starter.temporal.TemporalConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings a build to all new runs, step by step, or back. */
@Command(
        name = "rollout",
        description = {
            "Has a build of the workers take 5, 25, 50 and 100 %% of the new runs, holds its runs against the current"
                    + " build's at each step, and takes it back when they are worse than the gate allows.",
            "The state is the server's: interrupted, the same command goes on where it was."
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class RolloutCommand implements Callable<Integer> {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    /** For how long Temporal or the gateway may be unreachable. */
    private static final Duration AWAY = Duration.ofMinutes(2);

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(300);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    @Spec
    private CommandSpec spec;

    @Mixin
    private DeploymentOption deployment;

    @Parameters(paramLabel = "BUILD", description = "The workers' TEMPORAL_WORKER_BUILD_ID.")
    private String build;

    @Option(
            names = "--window",
            paramLabel = "TIME",
            defaultValue = "10m",
            converter = Window.class,
            description = "For how long each step is watched at least: 90s, 10m, 2h; 10m unless given.")
    private Duration window;

    @Option(names = "--gate", paramLabel = "FILE", description = "A file of 'key: number' lines; see the runbook.")
    private @Nullable Path gateFile;

    @Option(
            names = "--limit",
            paramLabel = "KEY=NUMBER",
            description =
                    "One of the gate's limits, instead of the file's: runs, failures, asked, corrections, rejections,"
                            + " latency, latency_ms, cost.")
    private Map<String, String> limits = new LinkedHashMap<>();

    @Option(names = "--dry-run", description = "Says what would be done, and changes nothing.")
    private boolean dryRun;

    @Option(names = "--abort", description = "Takes the build's part of the new runs away, at once.")
    private boolean abort;

    @Option(
            names = "--at-once",
            description = "Makes it current without steps and without a gate: to go back to an earlier build.")
    private boolean atOnce;

    private CommandContext here;
    private Deployments deployments;
    private VersionRuns runs;
    private String waitsFor = "";

    @Override
    public Integer call() {
        here = CommandContext.of(spec);
        if (abort && atOnce) {
            throw new ParameterException(spec.commandLine(), "--abort and --at-once exclude each other");
        }
        Gate gate = GateFile.read(gateFile, limits);
        try (TemporalConnection temporal = TemporalConnection.open(here)) {
            deployments = new Deployments(temporal, deployment.name(here));
            runs = new VersionRuns(temporal, GatewayClient.of(here), deployments.name());
            Deployments.Described now = deployments.describe();
            require(now);
            if (dryRun) {
                return tried(now, gate);
            }
            if (abort) {
                return aborted(now);
            }
            if (atOnce) {
                deployments.makeCurrent(build, now.token());
                say(build + " is current, at once" + before(now.routing()));
                return 0;
            }
            return rolled(gate);
        }
    }

    /** @throws Refused when no worker of the build is there to take a run */
    private void require(Deployments.Described now) {
        if (now.version(build).isEmpty()) {
            List<String> known = now.versions().stream()
                    .map(Deployments.Version::build)
                    .limit(5)
                    .toList();
            String full = now.versions().size() < Deployments.MOST_VERSIONS
                    ? ""
                    : ". The server has " + now.versions().size() + " versions of this deployment and takes no more ("
                            + Deployments.MOST_VERSIONS
                            + " unless matching.maxVersionsInDeployment says otherwise): 'ratchet versions' shows"
                            + " which can be retired";
            throw new Refused(
                    "NO_SUCH_VERSION",
                    "no worker of " + deployments.name() + ":" + build + " has polled; start workers with "
                            + DeploymentOption.VARIABLE + "=" + deployments.name() + " and TEMPORAL_WORKER_BUILD_ID="
                            + build + ". The newest known builds are " + known + full);
        }
        List<String> silent = abort
                ? List.of()
                : deployments.silentQueues(build, now.routing().current());
        if (!silent.isEmpty()) {
            throw new Refused(
                    "NO_POLLERS",
                    "no worker of " + deployments.name() + ":" + build + " polls the task queue "
                            + String.join(", ", silent) + " now: runs would wait there for nobody");
        }
    }

    private int tried(Deployments.Described now, Gate gate) {
        Rollout.Move first =
                new Rollout(build, window, Instant.now()).next(now.routing(), new Gate.Few("a dry run"), Instant.now());
        here.out()
                .println("current: " + now.routing().current().orElse("none")
                        + now.routing()
                                .ramping()
                                .map(ramping -> "; ramping: " + ramping + " at "
                                        + Rollout.percent(now.routing().percent()))
                                .orElse(""));
        here.out().println("next:    " + told(first));
        here.out()
                .println("steps:   " + Rollout.STEPS + " % of new runs, each for " + window.toSeconds()
                        + " s at least; then current");
        here.out().println("gate:    " + gate.values());
        now.routing()
                .current()
                .filter(current -> !current.equals(build))
                .ifPresent(current ->
                        here.out().println("before:  " + figures(runs.figures(current, null, Instant.now()))));
        return first instanceof Rollout.Blocked ? ExitCode.FAILED : 0;
    }

    private int aborted(Deployments.Described now) {
        if (!now.routing().ramps(build)) {
            throw new Refused(
                    "NOT_RAMPING",
                    build + " is not being rolled out"
                            + (now.routing().isCurrent(build)
                                    ? "; it is current. To go back: ratchet rollout EARLIER-BUILD --at-once"
                                    : ""));
        }
        deployments.ramp(build, 0, now.token());
        say(build + " takes no new runs any more" + before(now.routing()));
        return 0;
    }

    /**
     * What is decided is decided on what the server says at that moment, so that a service that is away for a while delays it
     * only. A server under load answers at times that it does not find a deployment that is there.
     */
    private int rolled(Gate gate) {
        Rollout rollout = new Rollout(build, window, Instant.now());
        Instant answered = Instant.now();
        while (true) {
            try {
                Optional<Integer> ended = step(rollout, gate);
                if (ended.isPresent()) {
                    return ended.get();
                }
                answered = Instant.now();
            } catch (Unreachable e) {
                if (answered.plus(AWAY).isBefore(Instant.now())) {
                    throw e;
                }
                waits(e.getMessage() + "; nothing is decided meanwhile");
            } catch (Refused e) {
                if (!e.code().equals(Deployments.NO_DEPLOYMENT)
                        || answered.plus(AWAY).isBefore(Instant.now())) {
                    throw e;
                }
                waits("Temporal does not find the deployment that it had a moment ago; nothing is decided meanwhile");
            }
            LockSupport.parkNanos(pause().toNanos());
            if (Thread.currentThread().isInterrupted()) {
                throw new Refused("INTERRUPTED", "interrupted; the same command goes on from here");
            }
        }
    }

    private Optional<Integer> step(Rollout rollout, Gate gate) {
        Deployments.Described now = deployments.describe();
        Judged judged = judged(gate, now.routing());
        Rollout.Move move = rollout.next(now.routing(), judged.verdict(), Instant.now());
        if (move instanceof Rollout.Wait wait) {
            waits(wait.why().replaceAll("\\d+ s more", "more"));
            return Optional.empty();
        }
        if (judged.told() != null) {
            say(judged.told());
        }
        return done(move, now);
    }

    /** Says it once. */
    private void waits(String why) {
        if (!why.equals(waitsFor)) {
            say("  " + why);
            waitsFor = why;
        }
    }

    /** @return the exit code when it is over */
    private Optional<Integer> done(Rollout.Move move, Deployments.Described now) {
        say(told(move));
        if (move instanceof Rollout.Ramp ramp) {
            deployments.ramp(build, ramp.percent(), now.token());
            return Optional.empty();
        }
        if (move instanceof Rollout.MakeCurrent) {
            deployments.makeCurrent(build, now.token());
            return Optional.empty();
        }
        if (move instanceof Rollout.RollBack) {
            deployments.ramp(build, 0, now.token());
            say("rolled back: " + build + " takes no new runs" + before(now.routing()));
            return Optional.of(ExitCode.FAILED);
        }
        return Optional.of(move instanceof Rollout.Done ? 0 : ExitCode.FAILED);
    }

    private static String told(Rollout.Move move) {
        if (move instanceof Rollout.Ramp ramp) {
            return "ramp to " + ramp.percent() + " % of new runs";
        }
        if (move instanceof Rollout.MakeCurrent current) {
            return "make current: " + current.why();
        }
        if (move instanceof Rollout.RollBack back) {
            return "roll back: " + String.join("; ", back.why());
        }
        if (move instanceof Rollout.Hold hold) {
            return "hold: " + hold.why();
        }
        if (move instanceof Rollout.Blocked blocked) {
            return "blocked: " + blocked.why();
        }
        return move instanceof Rollout.Done done ? "done: " + done.how() : ((Rollout.Wait) move).why();
    }

    private record Judged(Gate.Verdict verdict, @Nullable String told) {}

    /** Against the current version's runs of the same window; where those are too few, against its newest ones. */
    private Judged judged(Gate gate, Routing routing) {
        if (!routing.ramps(build) || routing.current().isEmpty()) {
            return new Judged(new Gate.Few("it has not begun"), null);
        }
        Instant now = Instant.now();
        Figures mine = runs.figures(build, routing.since(), now);
        Figures before = runs.figures(routing.current().get(), routing.since(), now);
        if (before.runs() < gate.runs()) {
            before = runs.figures(routing.current().get(), null, now);
        }
        return new Judged(
                gate.judge(mine, before),
                "gate at " + Rollout.percent(routing.percent()) + ": " + figures(mine) + " | "
                        + routing.current().get() + ": " + figures(before));
    }

    private static String figures(Figures of) {
        return String.format(
                Locale.ROOT,
                "%d runs, failed %.1f %%, asked %.1f %%, corrected %.1f %%, rejected %.1f %%, median %d ms, cost %.6f",
                of.runs(),
                of.failures(),
                of.asks(),
                of.corrected(),
                of.rejections(),
                of.medianMillis(),
                of.microsPerRun() / 1e6);
    }

    private static String before(Routing routing) {
        return routing.current()
                .map(current -> " (current was " + current + ")")
                .orElse("");
    }

    private Duration pause() {
        Duration tenth = window.dividedBy(10);
        Duration most = tenth.compareTo(LONGEST_PAUSE) < 0 ? tenth : LONGEST_PAUSE;
        return most.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : most;
    }

    private void say(String what) {
        here.out().println(CLOCK.format(Instant.now().atZone(ZoneId.systemDefault())) + "  " + build + "  " + what);
        here.out().flush();
    }
}
