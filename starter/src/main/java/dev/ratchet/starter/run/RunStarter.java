package dev.ratchet.starter.run;

import dev.ratchet.starter.gateway.GatewayClient;
import dev.ratchet.starter.live.LiveRuns;
import dev.ratchet.starter.live.Submitted;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.run.AgentEntry;
import dev.ratchet.workflows.run.Explanation;
import dev.ratchet.workflows.run.RunRequest;
import java.util.Optional;

/** Starts a run of any agent, unless a run of the same input has decided before. */
public record RunStarter(GatewayClient gateway, LiveRuns runs) {

    /**
     * @param again whether it is started all the same
     * @param waits whether to wait until the run has ended or waits for a person
     */
    public Submitted start(AgentEntry agent, RunRequest request, boolean again, boolean waits) {
        Optional<RunSummary> earlier = again
                ? Optional.empty()
                : gateway.run(request.workflowId(agent.name()))
                        .map(Explanation::summary)
                        .filter(RunStarter::decided);
        if (earlier.isPresent()) {
            return new Submitted.DecidedBefore(earlier.get());
        }
        return waits ? runs.submit(agent, request, again) : runs.start(agent, request, again);
    }

    /** The record answers for these. A failed run is started again, and a waiting run is asked itself. */
    private static boolean decided(RunSummary run) {
        return run.status().ended() && run.status() != RunStatus.FAILED;
    }
}
