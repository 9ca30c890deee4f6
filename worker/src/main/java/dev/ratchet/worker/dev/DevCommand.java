package dev.ratchet.worker.dev;

import dev.ratchet.worker.Agents;
import dev.ratchet.worker.RunningWorker;
import dev.ratchet.worker.lifecycle.Termination;
import dev.ratchet.worker.temporal.TemporalConnection;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One process with everything in it, for a laptop. */
@Command(
        name = "dev",
        description = "Runs Temporal, PostgreSQL, the gateway and a worker in one process, on this machine only.",
        mixinStandardHelpOptions = true)
public final class DevCommand implements Callable<Integer> {
    @Option(
            names = "--port",
            defaultValue = "7233",
            description = "of Temporal; its Web UI is 1000 above (default ${DEFAULT-VALUE})")
    private int port;

    @Option(names = "--web-port", defaultValue = "7280", description = "of the gateway (default ${DEFAULT-VALUE})")
    private int webPort;

    @Option(names = "--data", description = "folder for everything that lasts (default ~/.ratchet/dev)")
    private Path data = Path.of(System.getProperty("user.home"), ".ratchet", "dev");

    @Option(names = "--in-memory", description = "takes the embedded Temporal even where a real one is installed")
    private boolean inMemory;

    @Spec
    private CommandSpec spec;

    private final Agents agents;

    public DevCommand(Agents agents) {
        this.agents = agents;
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter screen = spec.commandLine().getOut();
        AtomicBoolean working = new AtomicBoolean();
        DevServices services = DevServices.start(
                new DevServices.Options(data, port, webPort, inMemory, Path.of(System.getProperty("user.home"))),
                System.getenv(),
                agents,
                () -> working.get() ? Optional.empty() : Optional.of("the worker is warming up"));
        TemporalConnection temporal;
        try {
            temporal = services.connect();
        } catch (TemporalConnection.Unreachable e) {
            services.close();
            throw e;
        }
        services.capabilities().warmMostFrequent();
        RunningWorker worker = RunningWorker.start(temporal, services.capabilities());
        working.set(true);
        Termination termination = Termination.prepared();
        screen.println("Ratchet dev is ready.");
        screen.println("  Temporal    " + services.temporalAddress() + " - " + services.temporal());
        screen.println("  gateway     " + services.gatewayUrl());
        screen.println("  pages       " + services.signIn() + " (signs you in, once)");
        screen.println("  data        " + data.toAbsolutePath() + narrowed(services.narrowed()));
        screen.println("  models      "
                + (services.models().isEmpty()
                        ? "none; texts wait for a person (set RATCHET_MODELS, or RATCHET_MODEL_URL, _KEY and _NAME)"
                        : services.models().names()));
        screen.println("  people      the operator token may act for anyone (--as): for a laptop, not for a network");
        screen.println(
                webPort == 7280 && port == 7233
                        ? "  next        ratchet masterdata propose FILE|DIR... > masterdata.yaml; review it; ratchet"
                                + " masterdata load masterdata.yaml; ratchet submit FILE|DIR..."
                        : "  next        export TEMPORAL_ADDRESS=" + services.temporalAddress() + " RATCHET_URL="
                                + services.gatewayUrl() + "; then ratchet submit FILE|DIR...");
        screen.flush();
        services.capabilities().warmInBackground();
        termination.whenHurried(worker::hurry);
        termination.await(() -> {
            worker.close();
            temporal.close();
            services.close();
        });
        return termination.exitCode();
    }

    private static String narrowed(List<Path> paths) {
        return paths.isEmpty()
                ? ""
                : "; others could read " + paths.stream().map(Path::toString).collect(Collectors.joining(", "))
                        + " until now";
    }
}
