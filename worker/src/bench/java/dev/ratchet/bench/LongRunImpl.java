package dev.ratchet.bench;

import dev.ratchet.workflows.agent.planner.RulePlanner;
import dev.ratchet.workflows.agent.AgentLoop;
import dev.ratchet.workflows.agent.Progress;
import dev.ratchet.workflows.temporal.ContinueAsNewPolicy;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The kernel's loop over activities as a model call is one: scheduled, started, completed. */
public final class LongRunImpl implements LongRun {
    private final ToyActivities toys = Workflow.newActivityStub(
            ToyActivities.class,
            ActivityOptions.newBuilder()
                    .setStartToCloseTimeout(Duration.ofSeconds(30))
                    .build());

    @Override
    public int run(int steps, @Nullable Carried carried) {
        Toy toy = new Toy(steps, false);
        var loop = new AgentLoop<>(toy, RulePlanner.of(toy), Workflow::currentTimeMillis);
        Progress<Toy.State> from = carried == null
                ? Progress.start(Toy.State.of(0), toy.budget(), Workflow.currentTimeMillis())
                : carried.progress();
        String id = Workflow.getInfo().getWorkflowId();
        AgentLoop.Result<Toy.State> result = loop.run(
                from,
                (state, accepted) -> new Toy.Returned(toys.stamped(id, state.done() + 1)),
                now -> {},
                now -> ContinueAsNewPolicy.over());
        if (result instanceof AgentLoop.Paused<Toy.State> paused) {
            Workflow.newContinueAsNewStub(LongRun.class).run(steps, new Carried(paused.progress().withoutRecords()));
        }
        return result.progress().state().done();
    }
}
