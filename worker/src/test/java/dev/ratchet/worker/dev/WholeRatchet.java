package dev.ratchet.worker.dev;

import dev.ratchet.FreePorts;
import dev.ratchet.Needs;
import dev.ratchet.starter.Ratchet;
import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.worker.Agents;
import dev.ratchet.worker.RunningWorker;
import dev.ratchet.worker.temporal.TemporalConnection;
import dev.ratchet.workflows.contract.TenantId;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What {@code ratchet-worker dev} runs, on free ports and in a folder of its own, and the command line against it. */
public final class WholeRatchet implements AutoCloseable {
    private static final int WIDTH = 200;

    private final Path home;
    private final DevServices services;
    private final TemporalConnection temporal;
    private final RunningWorker worker;

    private WholeRatchet(Path home, DevServices services, TemporalConnection temporal, RunningWorker worker) {
        this.home = home;
        this.services = services;
        this.temporal = temporal;
        this.worker = worker;
    }

    /** @param environment the worker's, such as which model it asks */
    public static WholeRatchet start(Path folder, Map<String, String> environment) throws Exception {
        return start(folder, environment, Agents.PRODUCT);
    }

    /** The same with other agents. */
    public static WholeRatchet start(Path folder, Map<String, String> environment, Agents agents) throws Exception {
        return start(
                new DevServices.Options(folder.resolve("data"), FreePorts.one(), 0, true, folder),
                folder,
                environment,
                agents);
    }

    /** The same on a real Temporal. */
    public static WholeRatchet startOnRealServer(Path folder, Map<String, String> environment) throws Exception {
        Map<String, String> all = new TreeMap<>(environment);
        all.put("TEMPORAL_CLI", Needs.temporalCli().toString());
        return start(
                new DevServices.Options(folder.resolve("data"), FreePorts.pair(), 0, false, folder),
                folder,
                all,
                Agents.PRODUCT);
    }

    private static WholeRatchet start(
            DevServices.Options options, Path folder, Map<String, String> environment, Agents agents) throws Exception {
        DevServices services = DevServices.start(options, environment, agents);
        try {
            TemporalConnection temporal = services.connect();
            services.capabilities().warm();
            return new WholeRatchet(folder, services, temporal, RunningWorker.start(temporal, services.capabilities()));
        } catch (TemporalConnection.Unreachable e) {
            services.close();
            throw e;
        }
    }

    public DevServices services() {
        return services;
    }

    public Said ratchet(Object... arguments) {
        return ratchetAt(WIDTH, arguments);
    }

    /** As somebody who knows the gateway and a token, and no Temporal. */
    public Said ratchetByGateway(Object... arguments) {
        Map<String, String> environment = new TreeMap<>(services.starterEnvironment());
        environment.keySet().removeIf(name -> name.startsWith("TEMPORAL"));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = run(environment, out, err, WIDTH, arguments);
        return new Said(code, out.toString(), err.toString());
    }

    /** On a terminal of so many columns. */
    public Said ratchetAt(int width, Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = run(services.starterEnvironment(), out, err, width, arguments);
        return new Said(code, out.toString(), err.toString());
    }

    /** Its exit code; what it prints is for who reads the screen meanwhile. */
    public int ratchetOn(Writer screen, Object... arguments) {
        return run(services.starterEnvironment(), screen, screen, WIDTH, arguments);
    }

    private int run(Map<String, String> environment, Writer out, Writer err, int width, Object... arguments) {
        return Ratchet.run(
                new CommandContext(environment, home, new PrintWriter(out), new PrintWriter(err), false, width),
                Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    }

    @Override
    public void close() {
        worker.close();
        RebuiltRuns.requireEqual(services.capabilities(), TenantId.DEFAULT);
        temporal.close();
        services.close();
    }
}
