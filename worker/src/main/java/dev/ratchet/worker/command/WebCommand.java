package dev.ratchet.worker.command;

import dev.ratchet.activities.documents.rules.OfficialRules;
import dev.ratchet.worker.Agents;
import dev.ratchet.worker.Capabilities;
import dev.ratchet.worker.TemporalOperations;
import dev.ratchet.worker.WorkerConfig;
import dev.ratchet.worker.configuration.Configuration;
import dev.ratchet.worker.configuration.KeyFiles;
import dev.ratchet.worker.health.Probes;
import dev.ratchet.worker.lifecycle.Termination;
import dev.ratchet.worker.metrics.Metrics;
import dev.ratchet.worker.telemetry.Telemetry;
import dev.ratchet.worker.temporal.TemporalConnection;
import dev.ratchet.worker.temporal.TemporalRuns;
import dev.ratchet.worker.web.Gateway;
import dev.ratchet.worker.web.GatewayConfig;
import dev.ratchet.worker.web.authentication.Tokens;
import dev.ratchet.worker.web.codec.CodecAccess;
import dev.ratchet.workflows.encryption.PayloadKeys;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** The web process of a cluster. */
@Command(
        name = "web",
        description = "Serves the document gateway and the HTTP API; needs RATCHET_TOKENS and RATCHET_APPROVAL_KEY.",
        mixinStandardHelpOptions = true)
public final class WebCommand implements Callable<Integer> {
    private final Agents agents;

    public WebCommand(Agents agents) {
        this.agents = agents;
    }

    @Override
    public Integer call() throws Exception {
        Configuration told = Configuration.of(System.getenv());
        WorkerConfig config = WorkerConfig.from(told);
        if (config.keys().approval().isEmpty()) {
            throw new WorkerConfig.BadSetting(
                    KeyFiles.APPROVAL,
                    "is not set; it names the key file that signs approvals (ratchet-worker keys FILE makes one)");
        }
        Tokens tokens = tokens(config);
        PayloadKeys keys = config.encryption().open(config.tenant());
        try (Termination termination = Termination.prepared();
                Metrics metrics = config.scraped();
                Capabilities capabilities = Capabilities.open(
                        config,
                        agents,
                        metrics == null ? Telemetry.OFF : WorkerConfig.telemetry(System.getenv(), metrics),
                        new OfficialRules());
                TemporalConnection temporal = TemporalConnection.lazy(TemporalConnection.profile(), keys);
                TemporalOperations operations = new TemporalOperations(temporal, capabilities)) {
            Gateway gateway = Gateway.start(
                    new GatewayConfig(
                            config.tenant(),
                            config.web().host(),
                            config.web().port(),
                            GatewayConfig.DEFAULT_DOCUMENT_LIMIT,
                            config.web().limits()),
                    tokens,
                    capabilities
                            .gatewayPorts(unlessStopping(termination, capabilities.readiness()))
                            .reaching(new TemporalRuns(temporal), operations),
                    CodecAccess.from(keys, told.values()));
            Probes probes = metrics == null
                    ? null
                    : Probes.start(
                            config.lifecycle().healthPort(),
                            unlessStopping(termination, capabilities.readiness()),
                            metrics::text);
            if (metrics != null) {
                capabilities.observe(metrics, temporal);
            }
            termination.await(() -> {
                gateway.close();
                if (probes != null) {
                    probes.close();
                }
                capabilities.close();
            });
            return termination.exitCode();
        }
    }

    private static Supplier<Optional<String>> unlessStopping(
            Termination termination, Supplier<Optional<String>> readiness) {
        return () -> termination.told() ? Optional.of("the process is stopping") : readiness.get();
    }

    private static Tokens tokens(WorkerConfig config) throws WorkerConfig.BadSetting {
        if (config.keys().tokens().isEmpty()) {
            throw new WorkerConfig.BadSetting(
                    KeyFiles.TOKENS,
                    "is not set; it names a file of lines <SHA-256 of a token> <person id>."
                            + " 'ratchet-worker token PERSON' makes a token and its line");
        }
        try {
            return Tokens.ofPeople(config.keys().tokens().get());
        } catch (IOException | IllegalArgumentException e) {
            throw new WorkerConfig.BadSetting(KeyFiles.TOKENS, String.valueOf(e.getMessage()));
        }
    }
}
