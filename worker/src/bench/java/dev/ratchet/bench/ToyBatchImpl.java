package dev.ratchet.bench;

import dev.ratchet.workflows.contract.invoice.InvoiceBatchActivities;
import dev.ratchet.workflows.contract.effect.EffectActivities;
import dev.ratchet.workflows.batch.Lockstep;
import dev.ratchet.workflows.batch.GroupTools;
import dev.ratchet.workflows.agent.planner.RulePlanner;
import dev.ratchet.workflows.agent.gate.Verdict;
import dev.ratchet.workflows.agent.Observation;
import dev.ratchet.workflows.agent.ActionKind;
import dev.ratchet.workflows.agent.AgentLoop;
import dev.ratchet.workflows.agent.Progress;
import dev.ratchet.workflows.temporal.Stubs;
import dev.ratchet.workflows.temporal.ContinueAsNewPolicy;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Works on pages one after another through the kernel's loop. */
public final class ToyBatchImpl implements ToyBatch {
    private final ToyActivities toys = Stubs.quick(ToyActivities.class, "returns");
    private final EffectActivities effects = Stubs.quick(EffectActivities.class, "asks the ledger to post");
    private final InvoiceBatchActivities group = Stubs.quick(InvoiceBatchActivities.class, "asks the ledger to post");
    private final Toy toy = new Toy(Toy.FIVE, true);
    private final AgentLoop<Toy.State, Toy.Act, Toy.Saw> loop =
            new AgentLoop<>(toy, RulePlanner.of(toy), Workflow::currentTimeMillis);
    private final Lockstep<Toy.State, Toy.Act, Toy.Saw> lockstep = new Lockstep<>(toy, Workflow::currentTimeMillis);
    private final String runId = Workflow.getInfo().getFirstExecutionRunId();
    private final boolean grouped;
    private final Deque<Turn> queue = new ArrayDeque<>();
    private boolean finishing;

    private static final class Turn {
        private final List<Integer> items;
        private @Nullable List<Long> entries;

        private Turn(List<Integer> items) {
            this.items = items;
        }
    }

    @WorkflowInit
    public ToyBatchImpl(boolean grouped) {
        this.grouped = grouped;
    }

    @Override
    public void run(boolean same) {
        while (!finishing || !queue.isEmpty()) {
            Workflow.await(() -> finishing || !queue.isEmpty());
            Turn next = queue.peek();
            if (next != null) {
                List<Progress<Toy.State>> starts = next.items.stream()
                        .map(item -> Progress.start(Toy.State.of(item), toy.budget(), Workflow.currentTimeMillis()))
                        .toList();
                next.entries = grouped ? inLockstep(starts) : oneByOne(starts);
                queue.remove(next);
            }
            if (ContinueAsNewPolicy.over() && queue.isEmpty() && !finishing) {
                Workflow.await(Workflow::isEveryHandlerFinished);
                Workflow.newContinueAsNewStub(ToyBatch.class).run(grouped);
            }
        }
        Workflow.await(Workflow::isEveryHandlerFinished);
    }

    private List<Long> inLockstep(List<Progress<Toy.State>> starts) {
        return lockstep.run(starts, this::act, now -> false).stream()
                .map(ToyBatchImpl::entry)
                .toList();
    }

    private List<Long> oneByOne(List<Progress<Toy.State>> starts) {
        return starts.stream()
                .map(start -> entry(loop.run(start, this::act, now -> {}, now -> false)))
                .toList();
    }

    private static long entry(AgentLoop.Result<Toy.State> result) {
        return Objects.requireNonNull(result.progress().state().entry());
    }

    private Observation act(Toy.State state, Verdict.Accepted<Toy.Act> accepted) {
        return switch (accepted.action().kind()) {
            case STEP -> new Toy.Returned(toys.step(state.item()));
            case POST -> new Toy.Posted(Toy.number(effects.perform(Toy.posting(state.item(), runId))));
        };
    }

    private List<Optional<Observation>> act(ActionKind kind, List<GroupTools.Accepted<Toy.State, Toy.Act>> asked) {
        List<Integer> items = asked.stream().map(each -> each.state().item()).toList();
        List<Optional<Observation>> saw = new ArrayList<>();
        if (kind == Toy.Kind.STEP) {
            toys.steps(items).forEach(value -> saw.add(Optional.of(new Toy.Returned(value))));
        } else {
            group.post(items.stream().map(item -> Toy.posting(item, runId)).toList())
                    .each()
                    .forEach(answer -> saw.add(
                            Optional.of(new Toy.Posted(Toy.number(Objects.requireNonNull(answer.value()))))));
        }
        return saw;
    }

    @Override
    public List<Long> take(List<Integer> items) {
        Turn turn = new Turn(items);
        queue.add(turn);
        Workflow.await(() -> turn.entries != null);
        return Objects.requireNonNull(turn.entries);
    }

    @Override
    public void finish() {
        finishing = true;
    }
}
