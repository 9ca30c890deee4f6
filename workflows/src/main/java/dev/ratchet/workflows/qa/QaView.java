package dev.ratchet.workflows.qa;

import dev.ratchet.workflows.agent.AgentView;
import dev.ratchet.workflows.agent.Ask;
import dev.ratchet.workflows.contract.Fact;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.policy.Bundle;
import dev.ratchet.workflows.contract.policy.Ruling;
import dev.ratchet.workflows.contract.qa.GroundingActivities.Grounded;
import dev.ratchet.workflows.contract.qa.GroundingActivities.Ungrounded;
import dev.ratchet.workflows.contract.retrieval.LookedUp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A question's run as people are shown it: digests and places, never words of the question or of a document. */
final class QaView implements AgentView<QaState> {

    @Override
    public List<Fact> subject(QaState state) {
        return List.of(new Fact("question", state.intake().digest().brief()));
    }

    @Override
    public List<Fact> facts(QaState state) {
        List<Fact> facts = new ArrayList<>(subject(state));
        if (state.question() != null) {
            facts.add(new Fact("kind", state.question().kind().name()));
            facts.add(new Fact(
                    "asked of",
                    state.question().within().isEmpty()
                            ? "all documents"
                            : String.join(", ", state.question().within())));
        }
        if (state.found() != null) {
            facts.add(new Fact(
                    "retrieved by",
                    state.found().configuration() + (state.found().semantic() ? "" : " (words alone)")));
            state.passages().forEach(passage -> facts.add(new Fact("found", passage.place())));
        }
        if (state.answer() != null && state.answer().value() instanceof Grounded grounded) {
            facts.add(new Fact("answer", grounded.answer().hex()));
            facts.add(new Fact("cites", String.join(", ", grounded.cited())));
            if (grounded.confirmedBy() != null) {
                facts.add(new Fact("confirmed by", grounded.confirmedBy()));
            }
            if (grounded.conflicts() > 0) {
                facts.add(new Fact("contradicted by", grounded.conflicts() + " other places"));
            }
        }
        return facts;
    }

    @Override
    public @Nullable LookedUp lookedUp(QaState state) {
        return state.question() == null || state.found() == null
                ? null
                : new LookedUp(
                        state.question().text(), state.passages(), state.found().configuration(), true);
    }

    @Override
    public List<Finding> findings(QaState state) {
        return state.answer() != null && state.answer().value() instanceof Ungrounded ungrounded
                ? ungrounded.findings()
                : List.of();
    }

    /** No action of this agent asks anybody; whoever asks anyway is told so. */
    @Override
    public Ask ask(QaState state) {
        return new Ask("nobody", null, List.of(new Finding("NOTHING_TO_DECIDE", "run", "nobody is asked here")));
    }

    @Override
    public @Nullable Ruling route(QaState state) {
        return state.rulings() == null ? null : state.rulings().route();
    }

    @Override
    public @Nullable Bundle bundle(QaState state) {
        return state.rulings() == null ? null : state.rulings().bundle();
    }
}
