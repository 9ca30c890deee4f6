package dev.ratchet.workflows.pages;

import dev.ratchet.workflows.agent.Observation;
import dev.ratchet.workflows.agent.gate.Verdict.Accepted;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.run.RunRequest;
import dev.ratchet.workflows.temporal.AgentRun;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** With an activity of Temporal's own for each look, as a tool that takes time is one. */
public final class PagesWorkflowImpl extends AgentRun<PagesAgent.State, PagesAgent.PagesAction, PagesAgent.Seen>
        implements PagesWorkflow {
    private final Pages pages = Workflow.newActivityStub(
            Pages.class,
            ActivityOptions.newBuilder()
                    .setStartToCloseTimeout(Duration.ofSeconds(30))
                    .setSummary("looks at a page")
                    .build());

    public PagesWorkflowImpl(RunRequest request) {
        super(new PagesAgent(), request, asked -> PagesAgent.State.of(asked.intake()));
    }

    @Override
    public RunSummary run(RunRequest same) {
        return untilEnded();
    }

    @Override
    protected Observation act(PagesAgent.State state, Accepted<PagesAgent.PagesAction> accepted) {
        return new PagesAgent.Seen(pages.look(run(), accepted.action().page()));
    }
}
