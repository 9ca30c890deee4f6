package dev.ratchet.starter.live;

import dev.ratchet.starter.command.Refused;
import dev.ratchet.workflows.contract.effect.PersonDecision;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.run.AgentEntry;
import dev.ratchet.workflows.run.Explanation;
import dev.ratchet.workflows.run.RunRequest;
import java.util.Optional;

/** Starts, queries and updates runs of any agent. */
public interface LiveRuns extends AutoCloseable {

    /**
     * Starts the run and waits without a limit until it has ended or waits for a person. Asking twice starts nothing twice,
     * because the workflow id comes from the input.
     *
     * @param again whether the run is started once more when a run of the same input has finished
     */
    Submitted submit(AgentEntry agent, RunRequest request, boolean again);

    /** As {@link #submit}, but does not wait. */
    Submitted start(AgentEntry agent, RunRequest request, boolean again);

    /** Whether Temporal has the run, open or ended. */
    boolean exists(String id);

    /** Empty when Temporal does not have the run, or no longer. */
    Optional<RunSummary> status(String id);

    /** Empty when Temporal does not have the run, or no longer. */
    Optional<Explanation> explain(String id);

    /**
     * The run's status when it has taken the decision, and has ended or waits for a person.
     *
     * @throws Refused when the run has ended or does not take the decision
     */
    RunSummary decide(String id, PersonDecision decision);

    @Override
    void close();
}
