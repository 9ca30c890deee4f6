package dev.ratchet.starter.gateway;

import dev.ratchet.starter.command.Refused;
import dev.ratchet.starter.live.LiveRuns;
import dev.ratchet.starter.live.Submitted;
import dev.ratchet.workflows.contract.effect.PersonDecision;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.gateway.Problem;
import dev.ratchet.workflows.gateway.RunStarted;
import dev.ratchet.workflows.gateway.StartRequest;
import dev.ratchet.workflows.run.AgentEntry;
import dev.ratchet.workflows.run.Explanation;
import dev.ratchet.workflows.run.RunRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Runs by way of the gateway, for people who do not reach Temporal. Asks again until a run has come to rest. */
public final class GatewayRuns implements LiveRuns {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final GatewayClient gateway;
    private final Consumer<String> warnings;

    /** @param warnings told, once per question, that nobody answers for a run */
    public GatewayRuns(GatewayClient gateway, Consumer<String> warnings) {
        this.gateway = gateway;
        this.warnings = warnings;
    }

    @Override
    public Submitted submit(AgentEntry agent, RunRequest request, boolean again) {
        RunStarted started = started(agent, request, again);
        return started.started() ? new Submitted.Settled(rested(started.workflowId())) : before(started.workflowId());
    }

    @Override
    public Submitted start(AgentEntry agent, RunRequest request, boolean again) {
        RunStarted started = started(agent, request, again);
        return started.started() ? new Submitted.Started() : before(started.workflowId());
    }

    private RunStarted started(AgentEntry agent, RunRequest request, boolean again) {
        return gateway.start(new StartRequest(
                agent.name(),
                request.intake().digest(),
                request.name(),
                again,
                request.container(),
                request.submitter()));
    }

    private Submitted before(String id) {
        return new Submitted.DecidedBefore(latest(id));
    }

    /** As the run says, or else the record. */
    private RunSummary latest(String id) {
        return status(id)
                .or(() -> gateway.run(id).map(Explanation::summary))
                .orElseThrow(() -> new Refused(
                        Problem.NOT_FOUND, "neither Temporal nor the record has a run '" + id + "' any more"));
    }

    private RunSummary rested(String id) {
        Duration pause = FIRST_PAUSE;
        boolean warned = false;
        while (true) {
            try {
                RunSummary now = latest(id);
                if (now.status() != RunStatus.RUNNING) {
                    return now;
                }
            } catch (Refused e) {
                if (!e.code().equals(Problem.RUNS_UNAVAILABLE)) {
                    throw e;
                }
                if (!warned) {
                    warnings.accept(e.getMessage() + "; still waiting. What was started continues");
                    warned = true;
                }
            }
            LockSupport.parkNanos(pause.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                throw new Refused("INTERRUPTED", "interrupted; what was started goes on");
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    @Override
    public boolean exists(String id) {
        return status(id).isPresent();
    }

    @Override
    public Optional<RunSummary> status(String id) {
        return gateway.status(id);
    }

    @Override
    public Optional<Explanation> explain(String id) {
        return gateway.explain(id);
    }

    @Override
    public RunSummary decide(String id, PersonDecision decision) {
        RunSummary now = gateway.decide(id, decision);
        return now.status() == RunStatus.RUNNING ? rested(id) : now;
    }

    @Override
    public void close() {
        // the gateway's client holds nothing that is to be closed
    }
}
