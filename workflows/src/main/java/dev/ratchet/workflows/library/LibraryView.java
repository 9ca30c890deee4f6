package dev.ratchet.workflows.library;

import dev.ratchet.workflows.agent.AgentView;
import dev.ratchet.workflows.agent.Ask;
import dev.ratchet.workflows.contract.Fact;
import java.util.ArrayList;
import java.util.List;

/** A run of the library agent as people are shown it. */
final class LibraryView implements AgentView<LibraryState> {

    @Override
    public List<Fact> subject(LibraryState state) {
        return List.of(new Fact("document", state.request().name()));
    }

    @Override
    public List<Fact> facts(LibraryState state) {
        List<Fact> facts = new ArrayList<>(subject(state));
        facts.add(new Fact("bytes", String.valueOf(state.request().bytes())));
        if (state.text() != null) {
            facts.add(new Fact("id", state.text().version().document()));
            facts.add(new Fact("version", String.valueOf(state.text().version().version())));
            facts.add(new Fact("format", state.text().format()));
            facts.add(new Fact("characters", String.valueOf(state.text().characters())));
            facts.add(new Fact("pages", String.valueOf(state.text().pages())));
            facts.add(new Fact("sections", String.valueOf(state.text().sections())));
        }
        if (state.cut() != null) {
            facts.add(new Fact("passages", String.valueOf(state.cut().count())));
        }
        return facts;
    }

    @Override
    public Ask ask(LibraryState state) {
        throw new IllegalStateException("the library agent asks no person");
    }
}
