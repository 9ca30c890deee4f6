package dev.ratchet.activities.model;

import dev.ratchet.activities.Failures;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.FailureType;
import dev.ratchet.workflows.contract.ModelActivities;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import io.temporal.activity.Activity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets a run ask only what a run of its agent asks, about something that a person brought in: whoever reaches Temporal can ask
 * a worker for anything, and an answer costs money. Who imitates a run in all of this is held by the budgets alone.
 */
public final class OwnQuestions implements ModelActivities {
    private final Map<String, Asking> agents;
    private final BiPredicate<TenantId, Digest> broughtIn;
    private final ModelActivities next;
    private final Supplier<String> workflowType;

    /**
     * What an agent asks with.
     *
     * @param workflowType of its runs
     * @param prompts each {@code name@version}
     * @param mostTokens of one completion
     */
    public record Asking(String workflowType, List<String> prompts, int mostTokens) {
        public Asking {
            prompts = List.copyOf(prompts);
        }
    }

    /**
     * @param agents by name
     * @param broughtIn whether somebody is on record as having uploaded it
     */
    public OwnQuestions(Map<String, Asking> agents, BiPredicate<TenantId, Digest> broughtIn, ModelActivities next) {
        this(
                agents,
                broughtIn,
                next,
                () -> Activity.getExecutionContext().getInfo().getWorkflowType());
    }

    OwnQuestions(
            Map<String, Asking> agents,
            BiPredicate<TenantId, Digest> broughtIn,
            ModelActivities next,
            Supplier<String> workflowType) {
        this.agents = new TreeMap<>(agents);
        this.broughtIn = broughtIn;
        this.next = next;
        this.workflowType = workflowType;
    }

    @Override
    public Answer propose(Question question) {
        Failures.guard(() -> {
            requireOwn(question);
            return question;
        });
        return next.propose(question);
    }

    private void requireOwn(Question question) {
        @Nullable Asking asking = agents.get(question.agent());
        if (asking == null) {
            throw new IllegalArgumentException("no agent '" + question.agent() + "' is known here; " + agents.keySet());
        }
        requireRun(question, asking);
        if (!asking.prompts().contains(question.prompt())) {
            throw new IllegalArgumentException(
                    "'" + question.prompt() + "' is no prompt of agent '" + question.agent() + "'");
        }
        if (question.mostTokens() < 1 || question.mostTokens() > asking.mostTokens()) {
            throw new IllegalArgumentException("a question of agent '" + question.agent() + "' asks for 1 to "
                    + asking.mostTokens() + " tokens, not " + question.mostTokens());
        }
    }

    /** The id is the asking workflow's own: the worker's interceptor sees to that. */
    private void requireRun(Question question, Asking asking) {
        String id = question.run().workflowId();
        Optional<Digest> intake = RunRef.intake(question.agent(), question.tenant(), id);
        if (intake.isEmpty() || !asking.workflowType().equals(workflowType.get())) {
            throw Failures.of(
                    FailureType.OTHER_RUN,
                    "'" + id + "' of type '" + workflowType.get() + "' is no run of agent '" + question.agent() + "'",
                    null);
        }
        if (!broughtIn.test(question.tenant(), intake.get())) {
            throw new IllegalArgumentException("nobody is on record as having brought in what the run is about");
        }
    }
}
