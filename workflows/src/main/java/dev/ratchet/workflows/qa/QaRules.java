package dev.ratchet.workflows.qa;

import dev.ratchet.workflows.agent.rules.RuleFacts;
import dev.ratchet.workflows.contract.qa.GroundingActivities.Question;
import dev.ratchet.workflows.contract.qa.QuestionKind;
import java.util.SortedMap;

/** The facts that the rule book speaks about; the header of the shipped rule book says what each means. */
public final class QaRules {
    public static final RuleFacts FACTS = RuleFacts.of(Routing.class, Policy.class);

    private QaRules() {}

    private record Routing(boolean known, QuestionKind kind, int words, int documents) {}

    /** Nothing that this agent does needs anybody's authority. */
    private record Policy() {}

    /** Never the words of the question: rulings are kept where people without its clearance may read. */
    static SortedMap<String, Object> routing(Question question) {
        return RuleFacts.values(new Routing(
                question.known(),
                question.kind(),
                question.words(),
                question.within().size()));
    }
}
