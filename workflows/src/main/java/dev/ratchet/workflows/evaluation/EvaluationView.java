package dev.ratchet.workflows.evaluation;

import dev.ratchet.workflows.agent.AgentView;
import dev.ratchet.workflows.agent.Ask;
import dev.ratchet.workflows.contract.Fact;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.Micros;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An evaluation's run as people are shown it; its subject tells how far it is. */
final class EvaluationView implements AgentView<EvaluationState> {

    @Override
    public List<Fact> subject(EvaluationState state) {
        List<Fact> subject = new ArrayList<>();
        subject.add(new Fact("evaluation", state.request().name()));
        if (state.cases() != null) {
            subject.add(new Fact(
                    "measured", state.measured() + " of " + state.cases().questions()));
        }
        return subject;
    }

    @Override
    public List<Fact> facts(EvaluationState state) {
        List<Fact> facts = new ArrayList<>(subject(state));
        facts.add(new Fact("of", state.request().kind().name().toLowerCase(Locale.ROOT)));
        if (state.cases() != null) {
            facts.add(new Fact("configuration", state.cases().configuration()));
        }
        if (state.request().budget() != null) {
            facts.add(new Fact("budget", Micros.text(state.request().budget())));
        }
        if (state.micros() > 0) {
            facts.add(new Fact("cost", Micros.text(state.micros())));
            facts.add(new Fact("dearest question", Micros.text(state.dearest())));
        }
        if (state.stopped() != null) {
            facts.add(new Fact("stopped", state.stopped().why()));
        }
        return facts;
    }

    @Override
    public List<Finding> findings(EvaluationState state) {
        return state.stopped() == null ? List.of() : List.of(state.stopped());
    }

    @Override
    public Ask ask(EvaluationState state) {
        throw new IllegalStateException("the evaluation agent asks no person");
    }
}
