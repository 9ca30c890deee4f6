package dev.ratchet.workflows.agent;

import dev.ratchet.workflows.contract.ModelActivities;
import dev.ratchet.workflows.contract.ModelActivities.Answer;
import dev.ratchet.workflows.contract.ModelActivities.Question;
import java.util.List;
import java.util.function.Function;

/**
 * A planner that asks a model.
 *
 * @param question what to ask in a situation
 * @param atMost what one answer can cost at most
 */
public record ModelPlanner<S>(String name, Function<Situation<S>, Question> question, Model model, Cost atMost)
        implements Planner<S> {

    /** The model as the loop sees it: it answers, or it is out. */
    @FunctionalInterface
    public interface Model {
        Answer ask(Question question) throws Outage;
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
            answer = model.ask(question.apply(situation));
        } catch (Outage e) {
            return new Unavailable(e.code(), String.valueOf(e.getMessage()), Cost.NONE);
        }
        Cost cost = new Cost(
                answer.usage().inputTokens() + answer.usage().outputTokens(),
                answer.usage().micros());
        if (answer instanceof ModelActivities.Proposed proposed) {
            return new Planner.Proposed(List.of(proposed.proposal()), cost);
        }
        return new Planner.Unusable(((ModelActivities.Unusable) answer).code(), cost);
    }

    @Override
    public Cost atMost(Situation<S> situation) {
        return atMost;
    }

    @Override
    public String name(Situation<S> situation) {
        return name;
    }
}
