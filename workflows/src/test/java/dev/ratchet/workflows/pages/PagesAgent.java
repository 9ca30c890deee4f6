package dev.ratchet.workflows.pages;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.ratchet.workflows.agent.Action;
import dev.ratchet.workflows.agent.ActionKind;
import dev.ratchet.workflows.agent.Agent;
import dev.ratchet.workflows.agent.AgentView;
import dev.ratchet.workflows.agent.Ask;
import dev.ratchet.workflows.agent.Budget;
import dev.ratchet.workflows.agent.Decision;
import dev.ratchet.workflows.agent.Effect;
import dev.ratchet.workflows.agent.Observation;
import dev.ratchet.workflows.agent.Outcome;
import dev.ratchet.workflows.agent.TurnFailure;
import dev.ratchet.workflows.agent.gate.Rejection;
import dev.ratchet.workflows.agent.planner.ModelQuestion;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.Fact;
import dev.ratchet.workflows.contract.ModelActivities.Data;
import dev.ratchet.workflows.contract.ModelTier;
import dev.ratchet.workflows.contract.Proposal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A model says which page is next; the run ends after the last. */
final class PagesAgent implements Agent<PagesAgent.State, PagesAgent.PagesAction, PagesAgent.Seen> {
    static final int PAGES = 200;

    /** @param latest what was on the page before; absent at first */
    record State(
            DocumentRef document,
            int seen,
            @Nullable Digest latest,
            @Nullable Outcome outcome) {
        static State of(DocumentRef document) {
            return new State(document, 0, null, null);
        }
    }

    sealed interface PagesAction extends Action {
        int page();

        @Override
        default Kind kind() {
            return ActionKind.of(this, Kind.values());
        }
    }

    record Look(int page) implements PagesAction {}

    enum Kind implements ActionKind {
        LOOK;

        @Override
        public Word word() {
            return new Word("look", Effect.READ, Look.class, "look at a page");
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = Observation.NAME)
    @JsonSubTypes(@JsonSubTypes.Type(Seen.class))
    @JsonTypeName("seen")
    record Seen(Digest page) implements Observation {}

    @Override
    public String name() {
        return PagesWorkflow.AGENT;
    }

    @Override
    public Class<State> states() {
        return State.class;
    }

    @Override
    public Class<PagesAction> actions() {
        return PagesAction.class;
    }

    @Override
    public Class<Seen> observations() {
        return Seen.class;
    }

    @Override
    public List<Kind> vocabulary() {
        return List.of(Kind.values());
    }

    @Override
    public AgentView<State> view() {
        return new AgentView<>() {
            @Override
            public List<Fact> subject(State state) {
                return List.of(new Fact("document", state.document().digest().brief()));
            }

            @Override
            public List<Fact> facts(State state) {
                return subject(state);
            }

            @Override
            public Ask ask(State state) {
                throw new IllegalStateException("nobody is asked");
            }
        };
    }

    @Override
    public Budget.Amounts budget() {
        return new Budget.Amounts(PAGES + 1, 1, 10_000_000, 100_000_000, 3_600_000);
    }

    @Override
    public String phase(State state) {
        return state.outcome() == null ? "READING" : "ENDED";
    }

    @Override
    public List<Kind> legal(State state) {
        return state.outcome() == null ? vocabulary() : List.of();
    }

    @Override
    public String whyNotAllowed(State state, ActionKind kind) {
        return "the run has ended";
    }

    @Override
    public Proposal rule(State state) {
        throw new IllegalStateException("a model is asked");
    }

    @Override
    public Optional<ModelQuestion> question(State state) {
        Digest document = state.document().digest();
        List<Data> data = List.of(
                new Data("DOCUMENT", document), new Data("PAGE", state.latest() == null ? document : state.latest()));
        return Optional.of(
                new ModelQuestion("pages@1", data, ModelTier.SMALL, null, 500, ModelQuestion.USUAL_PATIENCE));
    }

    @Override
    public Optional<Rejection> validate(State state, PagesAction action) {
        return action.page() == state.seen() + 1
                ? Optional.empty()
                : Optional.of(new Rejection("WRONG_PAGE", "pages come in their order"));
    }

    @Override
    public State reduce(State state, Seen seen) {
        int now = state.seen() + 1;
        return new State(
                state.document(),
                now,
                seen.page(),
                now == PAGES ? new Outcome.Done("READ", null, "READ", "every page was looked at") : null);
    }

    @Override
    public State reduce(State state, TurnFailure failure) {
        return state;
    }

    @Override
    public State ended(State state, Outcome outcome) {
        return new State(state.document(), state.seen(), state.latest(), outcome);
    }

    @Override
    public Decision decide(State state, Budget budget) {
        return state.outcome() == null ? Decision.goOn() : Decision.stop(state.outcome());
    }
}
