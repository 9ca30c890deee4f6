package dev.ratchet.activities.telemetry;

import dev.ratchet.workflows.contract.record.RunRecord;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.contract.record.Step;
import dev.ratchet.workflows.contract.record.StepRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Says of a run in the log what its audit record is told: a line when it ends or waits, and at DEBUG one for each step. Ids, names
 * of ours, codes and numbers; no sentence, for a sentence may quote a document or a person.
 */
public final class RunLog {
    private static final Logger LOG = LoggerFactory.getLogger("dev.ratchet.runs");

    private RunLog() {}

    /** Of a record that has been written. */
    public static void recorded(RunRecord record) {
        RunSummary run = record.summary();
        for (StepRecord told : record.steps()) {
            Step step = told.step();
            about(LOG.atDebug(), run)
                    .addKeyValue("step", step.number())
                    .addKeyValue("phase", step.phase())
                    .addKeyValue("proposal", step.proposal())
                    .addKeyValue("verdict", step.verdict())
                    .log("step");
        }
        if (run.status().ended() || run.status() == RunStatus.WAITING) {
            int steps = record.steps().isEmpty()
                    ? 0
                    : record.steps().get(record.steps().size() - 1).step().number();
            about(LOG.atInfo(), run)
                    .addKeyValue("step", steps)
                    .addKeyValue("outcome", run.outcome())
                    .addKeyValue("code", run.code())
                    .log(run.status().ended() ? "run ended" : "run waits");
        }
    }

    private static LoggingEventBuilder about(LoggingEventBuilder line, RunSummary run) {
        return line.addKeyValue("run", run.run().workflowId())
                .addKeyValue("agent", run.agent())
                .addKeyValue("route", String.valueOf(run.route()));
    }
}
