package dev.ratchet.bench;

import dev.ratchet.workflows.agent.AgentLoop;
import dev.ratchet.workflows.agent.Progress;
import dev.ratchet.workflows.temporal.Tenure;
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
        var loop = new AgentLoop<>(new Toy(steps, false), Toy.planner(), Workflow::currentTimeMillis);
        Progress<Toy.State> from = carried == null
                ? Progress.start(Toy.State.of(0), Toy.budget(), Workflow.currentTimeMillis())
                : carried.progress();
        String id = Workflow.getInfo().getWorkflowId();
        AgentLoop.Result<Toy.State, Long> result = loop.run(
                from,
                (state, accepted) -> new Toy.Returned(toys.stamped(id, state.done() + 1)),
                now -> {},
                now -> Tenure.over());
        if (result instanceof AgentLoop.Paused<Toy.State, Long> paused) {
            Workflow.newContinueAsNewStub(LongRun.class).run(steps, new Carried(paused.progress()));
        }
        return result.progress().state().done();
    }
}
