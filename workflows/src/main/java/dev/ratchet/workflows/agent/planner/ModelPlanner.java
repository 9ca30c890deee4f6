package dev.ratchet.workflows.agent.planner;

import dev.ratchet.workflows.agent.ActionKind;
import dev.ratchet.workflows.agent.Agent;
import dev.ratchet.workflows.agent.Cost;
import dev.ratchet.workflows.contract.ModelActivities;
import dev.ratchet.workflows.contract.ModelActivities.Answer;
import dev.ratchet.workflows.contract.ModelActivities.Question;
import dev.ratchet.workflows.contract.ModelTier;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * A planner that asks a model what the agent's {@link Agent#question} says. Only for states that have a question. What the gate
 * has rejected twice in a row goes to the large tier; the trail says which tier was asked and which model answered.
 */
public record ModelPlanner<S>(Agent<S, ?, ?> agent, TenantId tenant, RunRef run, Model model) implements Planner<S> {
    /** Most tokens of a prompt: what is fenced as data is cut well below. */
    private static final int PROMPT_TOKENS = 12_000;

    /** Rejections in a row after which the large tier is asked. */
    static final int ENOUGH_OF_SMALL = 2;

    /** The model as the loop sees it: it answers, or it is out. */
    @FunctionalInterface
    public interface Model {
        /** @param patience how long to wait for one that works */
        Answer ask(Question question, Duration patience) throws Outage;
    }

    /** No answer will come. */
    public static final class Outage extends Exception {
        private static final long serialVersionUID = 1;
        private final String code;

        public Outage(String code, String why) {
            super(why);
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    @Override
    public Plan propose(Situation<S> situation) {
        Answer answer;
        try {
            answer = model.ask(question(situation), asked(situation).patience());
        } catch (Outage e) {
            return new Unavailable(e.code(), String.valueOf(e.getMessage()), Cost.NONE);
        }
        String by = name(situation) + " " + answer.usage().id();
        Cost cost = new Cost(
                answer.usage().inputTokens() + answer.usage().outputTokens(),
                answer.usage().micros());
        if (answer instanceof ModelActivities.Proposed proposed) {
            return new Planner.Proposed(List.of(proposed.proposal()), cost, by);
        }
        return new Planner.Unusable(((ModelActivities.Unusable) answer).code(), cost, by);
    }

    private Question question(Situation<S> situation) {
        ModelQuestion asked = asked(situation);
        return new Question(
                tenant,
                run,
                situation.budget().spent().steps(),
                agent.name(),
                tier(situation),
                asked.prompt(),
                asked.data(),
                situation.legal().stream().map(ActionKind::wire).toList(),
                situation.rejection() == null ? asked.hint() : situation.rejection(),
                asked.mostTokens());
    }

    private ModelTier tier(Situation<S> situation) {
        return situation.rejectionsInARow() >= ENOUGH_OF_SMALL
                ? ModelTier.LARGE
                : asked(situation).tier();
    }

    private ModelQuestion asked(Situation<S> situation) {
        return Objects.requireNonNull(agent.question(situation.state()).orElse(null), "this state asks no model");
    }

    @Override
    public Cost atMost(Situation<S> situation) {
        return new Cost(PROMPT_TOKENS + asked(situation).mostTokens(), 0);
    }

    @Override
    public String name(Situation<S> situation) {
        return "model " + tier(situation).wire();
    }
}
