package dev.ratchet.worker.dev;

import dev.ratchet.activities.OwnerOnlyFolder;
import dev.ratchet.activities.approval.ApprovalKeys;
import dev.ratchet.activities.attestation.AttestationKeys;
import dev.ratchet.activities.database.DatabaseConfig;
import dev.ratchet.activities.database.EmbeddedDatabase;
import dev.ratchet.activities.documents.rules.OfficialRules;
import dev.ratchet.activities.model.tier.Models;
import dev.ratchet.worker.Agents;
import dev.ratchet.worker.Capabilities;
import dev.ratchet.worker.TemporalOperations;
import dev.ratchet.worker.WorkerConfig;
import dev.ratchet.worker.configuration.Configuration;
import dev.ratchet.worker.deployment.DeploymentVersion;
import dev.ratchet.worker.temporal.TemporalConnection;
import dev.ratchet.worker.temporal.TemporalRuns;
import dev.ratchet.worker.web.Gateway;
import dev.ratchet.worker.web.GatewayConfig;
import dev.ratchet.worker.web.authentication.Tokens;
import dev.ratchet.worker.web.codec.CodecAccess;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.encryption.PayloadKeys;
import io.temporal.envconfig.ClientConfigProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Everything a worker needs, in one process: Temporal, PostgreSQL, keys and the gateway, all on 127.0.0.1. What must last
 * is kept under one folder that is its owner's alone; the gateway's token is a new one at each start.
 */
public final class DevServices implements AutoCloseable {
    private static final String DATABASE = "ratchet";
    private static final String APPROVAL_KEY = "approval-key.pem";
    private static final String ATTESTATION_KEY = "attestation-key.txt";

    private final TemporalServer temporalServer;
    private final EmbeddedDatabase database;
    private final WorkerConfig config;
    private final Capabilities capabilities;
    private final TemporalConnection live;
    private final TemporalOperations operations;
    private final Gateway gateway;
    private final String token;
    private final TokenFile tokenFile;
    private final List<Path> narrowed;

    private DevServices(
            TemporalServer temporalServer,
            EmbeddedDatabase database,
            WorkerConfig config,
            Capabilities capabilities,
            TemporalConnection live,
            TemporalOperations operations,
            Gateway gateway,
            String token,
            TokenFile tokenFile,
            List<Path> narrowed) {
        this.temporalServer = temporalServer;
        this.database = database;
        this.config = config;
        this.capabilities = capabilities;
        this.live = live;
        this.operations = operations;
        this.gateway = gateway;
        this.token = token;
        this.tokenFile = tokenFile;
        this.narrowed = narrowed;
    }

    /**
     * @param port of Temporal; its Web UI is a thousand above
     * @param webPort of the gateway
     * @param inMemory takes the embedded Temporal even where a real one could be had
     * @param home below which the starter looks for the gateway's token
     */
    public record Options(Path data, int port, int webPort, boolean inMemory, Path home) {
        /** For the person who runs it. */
        public Options(Path data, int port, int webPort, boolean inMemory) {
            this(data, port, webPort, inMemory, Path.of(System.getProperty("user.home")));
        }
    }

    /** @param agents that the process knows */
    public static DevServices start(Options options, Map<String, String> environment, Agents agents)
            throws IOException, WorkerConfig.BadSetting, ApprovalKeys.BadKey {
        return start(options, environment, agents, Optional::empty);
    }

    /** @param noWorker why no worker of this process takes tasks yet; empty when one does, or none is to */
    public static DevServices start(
            Options options, Map<String, String> environment, Agents agents, Supplier<Optional<String>> noWorker)
            throws IOException, WorkerConfig.BadSetting, ApprovalKeys.BadKey {
        Path data = options.data().toAbsolutePath().normalize();
        List<Path> narrowed = new ArrayList<>(OwnerOnlyFolder.open(data));
        narrowed.addAll(TokenFile.openFolder(options.home()));
        try (StartingFile starting = StartingFile.publish(options.home(), options.webPort())) {
            return started(options, data, narrowed, environment, agents, noWorker);
        }
    }

    private static DevServices started(
            Options options,
            Path data,
            List<Path> narrowed,
            Map<String, String> environment,
            Agents agents,
            Supplier<Optional<String>> noWorker)
            throws IOException, WorkerConfig.BadSetting, ApprovalKeys.BadKey {
        OfficialRules rules = new OfficialRules();
        // beside the servers, which mostly wait; what goes wrong here is told when the rules are asked
        var unused = CompletableFuture.runAsync(
                rules::compileMostFrequent, compile -> new Thread(compile, "compiles").start());
        TemporalServer temporal =
                TemporalServer.start(environment, options.port(), options.port() + 1000, data, options.inMemory());
        EmbeddedDatabase database = null;
        Capabilities capabilities = null;
        TemporalConnection live = null;
        TemporalOperations operations = null;
        Gateway gateway = null;
        try {
            database = EmbeddedDatabase.start(data.resolve("postgresql"));
            ApprovalKeys.loadOrGenerate(data.resolve(APPROVAL_KEY));
            AttestationKeys.loadOrGenerate(data.resolve(ATTESTATION_KEY));
            Configuration told = Configuration.of(environment);
            WorkerConfig config = config(database.config(DATABASE), data, options.webPort(), told);
            capabilities = Capabilities.open(config, agents, WorkerConfig.telemetry(environment), rules);
            PayloadKeys keys = config.encryption().open(config.tenant());
            live = TemporalConnection.lazy(profile(temporal), keys);
            operations = new TemporalOperations(live, capabilities);
            String token = Tokens.random();
            gateway = Gateway.start(
                    GatewayConfig.onLoopback(options.webPort()),
                    Tokens.operator(token, System.getProperty("user.name")),
                    capabilities
                            .gatewayPorts(both(noWorker, capabilities.readiness()))
                            .reaching(new TemporalRuns(live), operations),
                    CodecAccess.from(keys, withUi(told.values(), options.port())));
            TokenFile tokenFile = TokenFile.publish(options.home(), gateway.port(), token);
            return new DevServices(
                    temporal, database, config, capabilities, live, operations, gateway, token, tokenFile, narrowed);
        } catch (Exception e) {
            if (gateway != null) {
                gateway.close();
            }
            if (operations != null) {
                operations.close();
            }
            if (live != null) {
                live.close();
            }
            if (capabilities != null) {
                capabilities.close();
            }
            if (database != null) {
                database.close();
            }
            temporal.close();
            throw e;
        }
    }

    /** The Web UI of this laptop may ask the codec, unless another one is named. */
    private static Map<String, String> withUi(Map<String, String> values, int port) {
        Map<String, String> merged = new TreeMap<>(values);
        merged.putIfAbsent(CodecAccess.ORIGIN, "http://" + GatewayConfig.LOOPBACK + ":" + (port + 1000));
        return merged;
    }

    private static Supplier<Optional<String>> both(
            Supplier<Optional<String>> first, Supplier<Optional<String>> second) {
        return () -> first.get().or(second);
    }

    /** As it was told, but for what it brings itself: database, keys and ports. */
    private static WorkerConfig config(DatabaseConfig database, Path data, int webPort, Configuration told)
            throws WorkerConfig.BadSetting {
        Map<String, String> merged = new TreeMap<>(told.values());
        // one process is all builds that there are: nobody would roll this one out
        merged.remove(DeploymentVersion.DEPLOYMENT_NAME);
        merged.put("RATCHET_DB_URL", database.url());
        merged.put("RATCHET_DB_USER", database.application().user());
        merged.put("RATCHET_DB_PASSWORD", database.application().password());
        DatabaseConfig.Login owner = Objects.requireNonNull(database.owner());
        merged.put("RATCHET_DB_OWNER", owner.user());
        merged.put("RATCHET_DB_OWNER_PASSWORD", owner.password());
        merged.put("RATCHET_APPROVAL_KEY", data.resolve(APPROVAL_KEY).toString());
        merged.put("RATCHET_ATTESTATION_KEY", data.resolve(ATTESTATION_KEY).toString());
        merged.putIfAbsent("RATCHET_MODEL_ANSWERS_DIR", data.resolve("answers").toString());
        merged.putIfAbsent("RATCHET_INDEX_DIR", data.resolve("index").toString());
        merged.put("RATCHET_WEB_PORT", String.valueOf(webPort));
        return WorkerConfig.from(told.with(merged));
    }

    /** What a worker process of its own would be told by its environment; it compiles the rules, and runs in as it works. */
    public Map<String, String> workerEnvironment() {
        Map<String, String> environment = new TreeMap<>();
        environment.put("TEMPORAL_ADDRESS", temporalServer.address());
        environment.put("RATCHET_DB_URL", config.database().url());
        environment.put("RATCHET_DB_USER", config.database().application().user());
        environment.put("RATCHET_DB_PASSWORD", config.database().application().password());
        environment.put(
                "RATCHET_APPROVAL_KEY", config.keys().approval().orElseThrow().toString());
        environment.put("RATCHET_ATTESTATION_KEY", config.keys().attestation().toString());
        config.modelUse()
                .answers()
                .ifPresent(folder -> environment.put("RATCHET_MODEL_ANSWERS_DIR", folder.toString()));
        environment.put("RATCHET_WARM_UP", "0");
        return environment;
    }

    /** What the starter would be told. */
    public Map<String, String> starterEnvironment() {
        Map<String, String> environment = new TreeMap<>();
        environment.put("TEMPORAL_ADDRESS", temporalServer.address());
        environment.put("RATCHET_URL", gateway.url().toString());
        environment.put("RATCHET_TOKEN", token);
        return environment;
    }

    public TemporalConnection connect() throws TemporalConnection.Unreachable {
        try {
            return TemporalConnection.open(
                    profile(temporalServer), config.encryption().open(config.tenant()));
        } catch (TemporalConnection.Unreachable e) {
            Optional<String> ended = temporalServer.ended();
            if (ended.isPresent()) {
                throw new TemporalConnection.Unreachable(ended.get(), e);
            }
            throw e;
        }
    }

    private static ClientConfigProfile profile(TemporalServer server) {
        return ClientConfigProfile.newBuilder()
                .setAddress(server.address())
                .setNamespace("default")
                .build();
    }

    public Capabilities capabilities() {
        return capabilities;
    }

    public EmbeddedDatabase database() {
        return database;
    }

    Models models() {
        return config.models();
    }

    public String temporal() {
        return temporalServer.description();
    }

    public String temporalAddress() {
        return temporalServer.address();
    }

    public String gatewayUrl() {
        return gateway.url().toString();
    }

    /** Signs who opens it in to the gateway's pages; once, and then no more. */
    public URI signIn() {
        return gateway.signIn().orElseThrow();
    }

    /** Folders and files of ours that others could read until this start. */
    List<Path> narrowed() {
        return narrowed;
    }

    TenantId tenant() {
        return config.tenant();
    }

    @Override
    public void close() {
        try {
            tokenFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            stop();
        }
    }

    private void stop() {
        gateway.close();
        operations.close();
        live.close();
        capabilities.close();
        database.close();
        temporalServer.close();
    }
}
