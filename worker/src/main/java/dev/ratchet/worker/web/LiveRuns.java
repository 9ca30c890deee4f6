package dev.ratchet.worker.web;

import dev.ratchet.worker.web.request.Refusal;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.PersonDecision;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.gateway.Problem;
import dev.ratchet.workflows.run.AgentEntry;
import dev.ratchet.workflows.run.Explanation;
import dev.ratchet.workflows.run.RunRequest;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs as they are now, for people who reach the gateway and no Temporal. No call takes longer than half a minute. */
public interface LiveRuns {

    /**
     * Starts a run; one that is open already is left as it is.
     *
     * @param again whether it is started once more when a run of the same intake has finished
     * @return whether it runs now; false when one has finished before
     */
    boolean start(AgentEntry agent, RunRequest request, boolean again) throws Unavailable;

    /** Empty when there is no such run, or no longer. */
    Optional<RunSummary> status(String workflowId) throws Unavailable, Refused;

    /** Empty when there is no such run, or no longer. */
    Optional<Explanation> explain(String workflowId) throws Unavailable, Refused;

    /** @return where the run came to rest; RUNNING when that takes longer */
    RunSummary decide(String workflowId, PersonDecision decision) throws Unavailable, Refused;

    /**
     * How the run ended; no worker is asked.
     *
     * @param wait for its end, at most half a minute
     * @return empty when it has not ended by then
     */
    Optional<RunSummary> result(String workflowId, Duration wait) throws Unavailable, Refused;

    /** Has a worker take out of index and content store what the library's tables say was removed; when it comes to it. */
    void finishRemoval(TenantId tenant, String document) throws Unavailable;

    /** Where nobody answers. */
    LiveRuns OUT_OF_REACH = new LiveRuns() {
        @Override
        public boolean start(AgentEntry agent, RunRequest request, boolean again) throws Unavailable {
            throw outOfReach();
        }

        @Override
        public Optional<RunSummary> status(String workflowId) throws Unavailable {
            throw outOfReach();
        }

        @Override
        public Optional<Explanation> explain(String workflowId) throws Unavailable {
            throw outOfReach();
        }

        @Override
        public RunSummary decide(String workflowId, PersonDecision decision) throws Unavailable {
            throw outOfReach();
        }

        @Override
        public Optional<RunSummary> result(String workflowId, Duration wait) throws Unavailable {
            throw outOfReach();
        }

        @Override
        public void finishRemoval(TenantId tenant, String document) throws Unavailable {
            throw outOfReach();
        }

        private Unavailable outOfReach() {
            return new Unavailable("this gateway reaches no Temporal", null);
        }
    };

    /** The run, or whoever verifies for it, does not take that; or it has failed. */
    final class Refused extends Exception {
        private static final long serialVersionUID = 1;
        private final String code;

        public Refused(String code, String why) {
            super(why);
            this.code = code;
        }

        public String code() {
            return code;
        }

        /** As a route answers it. */
        public Refusal refusal() {
            return new Refusal(409, Problem.of(code, String.valueOf(getMessage())));
        }
    }

    /** Nobody answers for the run now; asking again later may help. */
    final class Unavailable extends Exception {
        private static final long serialVersionUID = 1;

        public Unavailable(String why, @Nullable Throwable cause) {
            super(why, cause);
        }

        /** As a route answers it. */
        public Refusal refusal() {
            return new Refusal(503, Problem.of(Problem.RUNS_UNAVAILABLE, String.valueOf(getMessage())));
        }
    }
}
