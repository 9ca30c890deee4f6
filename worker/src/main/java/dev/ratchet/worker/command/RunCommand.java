package dev.ratchet.worker.command;

import com.uber.m3.tally.NoopScope;
import dev.ratchet.activities.documents.rules.OfficialRules;
import dev.ratchet.worker.Agents;
import dev.ratchet.worker.Capabilities;
import dev.ratchet.worker.RunningWorker;
import dev.ratchet.worker.WorkerConfig;
import dev.ratchet.worker.configuration.Configuration;
import dev.ratchet.worker.health.Probes;
import dev.ratchet.worker.lifecycle.Stage;
import dev.ratchet.worker.lifecycle.Termination;
import dev.ratchet.worker.metrics.Metrics;
import dev.ratchet.worker.restart.WorkQueue;
import dev.ratchet.worker.temporal.TemporalConnection;
import dev.ratchet.workflows.encryption.PayloadKeys;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/** A worker for a cluster. */
@Command(
        name = "run",
        description = {
            "Takes tasks. Temporal from temporal-envconfig, everything else from RATCHET_* and the file that RATCHET_CONFIG"
                    + " names (ratchet-worker config shows all of it).",
            "Exit codes: 0 told to stop, 4 told to stop twice, 2 the command line is wrong, 3 it cannot work."
        },
        mixinStandardHelpOptions = true)
public final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);
    private final Agents agents;

    public RunCommand(Agents agents) {
        this.agents = agents;
    }

    @Override
    public Integer call() throws Exception {
        Configuration told = Configuration.of(System.getenv());
        WorkerConfig config = WorkerConfig.from(told.with(AnswersFolder.chosen(told.values())));
        PayloadKeys keys = config.encryption().open(config.tenant());
        Stage stage = new Stage();
        try (Termination termination = Termination.prepared();
                Metrics metrics = config.scraped();
                Probes probes = probes(config, stage, metrics);
                Capabilities capabilities = Capabilities.open(
                        config, agents, WorkerConfig.telemetry(System.getenv(), metrics), new OfficialRules());
                TemporalConnection temporal = TemporalConnection.open(
                        TemporalConnection.profile(), keys, metrics == null ? new NoopScope() : metrics.scope())) {
            stage.warming();
            if (termination.done("warms up", capabilities::warmFully)) {
                work(config, stage, termination, temporal, capabilities, metrics);
            }
            return termination.exitCode();
        }
    }

    /** They are answered before anything else is opened, and until everything else is closed. */
    private static @Nullable Probes probes(WorkerConfig config, Stage stage, @Nullable Metrics metrics)
            throws IOException {
        return metrics == null ? null : Probes.start(config.lifecycle().healthPort(), stage::notReady, metrics::text);
    }

    private static void work(
            WorkerConfig config,
            Stage stage,
            Termination termination,
            TemporalConnection temporal,
            Capabilities capabilities,
            @Nullable Metrics metrics) {
        RunningWorker worker = RunningWorker.start(temporal, capabilities);
        if (metrics != null) {
            capabilities.observe(metrics, temporal);
            if (config.poison().queue() == WorkQueue.USUAL) {
                capabilities.observeSlots(metrics);
            }
        }
        termination.whenHurried(worker::hurry);
        stage.working(worker::notReady);
        LOG.info(
                "ready, build {}, {} queues, models {}",
                config.version().text(),
                config.poison().queue().word(),
                config.models().isEmpty() ? "none" : config.models().names());
        termination.await();
        stage.stopping();
        worker.close();
        LOG.info("stopped");
    }
}
