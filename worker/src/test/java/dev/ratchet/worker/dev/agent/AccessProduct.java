package dev.ratchet.worker.dev.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.FreePorts;
import dev.ratchet.Needs;
import dev.ratchet.starter.Ratchet;
import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.worker.access.AccessTables;
import dev.ratchet.worker.access.AccessWorker;
import dev.ratchet.worker.dev.DevServices;
import dev.ratchet.worker.dev.Installation;
import dev.ratchet.worker.dev.RebuiltRuns;
import dev.ratchet.worker.dev.Said;
import dev.ratchet.worker.dev.WorkerProcess;
import dev.ratchet.worker.temporal.TemporalConnection;
import dev.ratchet.workflows.contract.TenantId;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A product of two agents on a real Temporal and a real PostgreSQL; its workers are processes that may be killed. */
public final class AccessProduct implements AutoCloseable {
    private static final int WIDTH = 200;
    private static final String DATABASE = "ratchet";
    private static final String PEOPLE = """
        people:
          - {id: anna, roles: [clerk]}
          - {id: carl, roles: [controller]}
          - {id: sara, roles: [security]}
        """;

    private final Path folder;
    private final DevServices services;
    private final Map<String, String> environment;
    private int processes;

    private AccessProduct(Path folder, DevServices services, Map<String, String> environment) {
        this.folder = folder;
        this.services = services;
        this.environment = environment;
    }

    /** @param environment of the workers, beside what the services say */
    public static AccessProduct start(Path folder, Map<String, String> environment) throws Exception {
        return start(folder, environment, Needs.temporalCli());
    }

    /** @param cli the {@code temporal} program */
    public static AccessProduct start(Path folder, Map<String, String> environment, Path cli) throws Exception {
        DevServices services = DevServices.start(
                new DevServices.Options(folder.resolve("data"), FreePorts.pair(), 0, false, folder),
                Installation.blamingNoRun(Map.of("TEMPORAL_CLI", cli.toString())),
                AccessWorker.AGENTS);
        AccessProduct product = new AccessProduct(folder, services, environment);
        try {
            product.prepare();
        } catch (Exception | AssertionError e) {
            services.close();
            throw e;
        }
        System.out.println("on " + services.temporal());
        return product;
    }

    /** Temporal answers when this returns. */
    private void prepare() throws Exception {
        services.connect().close();
        try (Connection owner = owner()) {
            AccessTables.create(owner);
        }
        Said loaded = ratchet("masterdata", "load", Files.writeString(folder.resolve("people.yaml"), PEOPLE));
        assertThat(loaded.code()).as(loaded.toString()).isZero();
    }

    /** The product's own, as it would be run. */
    public WorkerProcess worker() throws IOException {
        return worker(Map.of());
    }

    /** @param more environment of this one */
    public WorkerProcess worker(Map<String, String> more) throws IOException {
        return process(more, AccessWorker.class, "run");
    }

    public WorkerProcess process(Class<?> main, String... arguments) throws IOException {
        return process(Map.of(), main, arguments);
    }

    public WorkerProcess process(Map<String, String> more, Class<?> main, String... arguments) throws IOException {
        Map<String, String> all = new TreeMap<>(services.workerEnvironment());
        all.putAll(environment);
        all.putAll(more);
        return WorkerProcess.start(folder.resolve("process-" + ++processes + ".log"), all, main, arguments);
    }

    /** One command line, in this process. */
    public Said ratchet(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Ratchet.run(
                new CommandContext(
                        services.starterEnvironment(),
                        folder,
                        new PrintWriter(out),
                        new PrintWriter(err),
                        false,
                        WIDTH),
                Stream.of(arguments).map(Object::toString).toArray(String[]::new));
        return new Said(code, out.toString(), err.toString());
    }

    public TemporalConnection connect() throws TemporalConnection.Unreachable {
        return services.connect();
    }

    /** Everything that was ever granted, {@code KEY PURPOSE AUTHORITY} each. */
    public List<String> grants() throws SQLException {
        return rows("SELECT key || ' ' || purpose || ' ' || authority FROM access_grant ORDER BY at");
    }

    /** Business key of every effect on record. */
    public List<String> effects() throws SQLException {
        return rows("SELECT business_key FROM effect ORDER BY at");
    }

    private List<String> rows(String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection owner = owner();
                Statement statement = owner.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }

    private Connection owner() throws SQLException {
        Connection owner = services.database().superuser(DATABASE);
        owner.setSchema(DATABASE);
        return owner;
    }

    @Override
    public void close() {
        try {
            RebuiltRuns.requireEqual(services.capabilities(), TenantId.DEFAULT);
        } finally {
            services.close();
        }
    }
}
