package dev.ratchet.worker;

import com.uber.m3.tally.NoopScope;
import dev.ratchet.activities.documents.rules.OfficialRules;
import dev.ratchet.worker.health.Probes;
import dev.ratchet.worker.metrics.Metrics;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/** A worker for a cluster. */
@Command(
        name = "run",
        description = "Takes tasks. Temporal from temporal-envconfig, everything else from RATCHET_* (see README).",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);
    private final Agents agents;

    RunCommand(Agents agents) {
        this.agents = agents;
    }

    @Override
    public Integer call() throws Exception {
        WorkerConfig config = WorkerConfig.from(AnswersFolder.chosen(System.getenv()));
        try (Metrics metrics = WorkerConfig.metrics(config, System.getenv());
                Capabilities capabilities = Capabilities.open(
                        config, agents, WorkerConfig.telemetry(System.getenv(), metrics), new OfficialRules());
                TemporalConnection temporal = TemporalConnection.open(
                        TemporalConnection.profile(), metrics == null ? new NoopScope() : metrics.scope())) {
            capabilities.warmFully();
            RunningWorker worker = RunningWorker.start(temporal, capabilities);
            Probes probes = metrics == null ? null : Probes.start(config.healthPort(), worker::notReady, metrics::text);
            if (metrics != null) {
                capabilities.observe(metrics, temporal);
                capabilities.observeSlots(metrics);
            }
            Termination termination = Termination.prepared();
            LOG.info(
                    "ready, build {}, models {}",
                    config.build(),
                    config.models().isEmpty() ? "none" : config.models().names());
            termination.await(() -> {
                LOG.info("told to stop; finishing what runs");
                worker.close();
                if (probes != null) {
                    probes.close();
                }
                if (metrics != null) {
                    metrics.close();
                }
                capabilities.close();
                LOG.info("stopped");
            });
        }
        return 0;
    }
}
