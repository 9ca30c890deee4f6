package dev.ratchet.workflows.library;

import dev.ratchet.workflows.agent.ActionKind;
import dev.ratchet.workflows.agent.Agent;
import dev.ratchet.workflows.agent.AgentView;
import dev.ratchet.workflows.agent.Budget;
import dev.ratchet.workflows.agent.Decision;
import dev.ratchet.workflows.agent.Outcome;
import dev.ratchet.workflows.agent.TurnFailure;
import dev.ratchet.workflows.agent.gate.Rejection;
import dev.ratchet.workflows.contract.Proposal;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.library.LibraryActivities;
import dev.ratchet.workflows.contract.library.LibraryActivities.Publication;
import dev.ratchet.workflows.contract.library.LibraryActivities.Standing;
import dev.ratchet.workflows.contract.retrieval.DocumentVersion;
import dev.ratchet.workflows.library.LibraryAction.Kind;
import dev.ratchet.workflows.library.LibraryState.Phase;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The library agent: what is legal, what is proposed by rule, what an observation changes, when to stop. */
final class LibraryAgent implements Agent<LibraryState, LibraryAction, LibraryObservation> {

    /** Turns, rejections, no model, and a week: of a library of thousands the last ones wait for their turn. */
    private static final Budget.Amounts BUDGET = new Budget.Amounts(20, 3, 0, 0, 7L * 24 * 3600 * 1000);

    // ---- legal

    @Override
    public String name() {
        return LibraryWorkflow.AGENT;
    }

    @Override
    public List<Kind> vocabulary() {
        return List.of(Kind.values());
    }

    @Override
    public Class<LibraryState> states() {
        return LibraryState.class;
    }

    @Override
    public Class<LibraryAction> actions() {
        return LibraryAction.class;
    }

    @Override
    public Class<LibraryObservation> observations() {
        return LibraryObservation.class;
    }

    @Override
    public AgentView<LibraryState> view() {
        return new LibraryView();
    }

    @Override
    public Budget.Amounts budget() {
        return BUDGET;
    }

    @Override
    public String phase(LibraryState state) {
        return state.phase().name();
    }

    @Override
    public List<Kind> legal(LibraryState state) {
        return state.phase().legal();
    }

    @Override
    public String whyNotAllowed(LibraryState state, ActionKind kind) {
        if (state.phase() == Phase.ENDED) {
            return "the run has ended";
        }
        return switch ((Kind) kind) {
            case EXTRACT_TEXT -> "the document has been read";
            case CUT_PASSAGES -> state.text() == null ? "the document has not been read" : "its passages have been cut";
            case INDEX_PASSAGES ->
                state.cut() == null ? "its passages have not been cut" : "its passages are in the index";
            case PUBLISH_VERSION -> "its passages are not in the index";
        };
    }

    // ---- plan

    @Override
    public Proposal rule(LibraryState state) {
        return new Proposal(state.phase().legal().get(0).wire(), "{}");
    }

    // ---- validate

    /** No action has an argument: what is legal is valid. */
    @Override
    public Optional<Rejection> validate(LibraryState state, LibraryAction action) {
        return Optional.empty();
    }

    // ---- reduce

    @Override
    public LibraryState reduce(LibraryState state, LibraryObservation observation) {
        return switch (state.phase()) {
            case RECEIVED ->
                observation instanceof LibraryObservation.TextExtracted extracted
                        ? extracted(state, extracted.extraction())
                        : state;
            case EXTRACTED ->
                observation instanceof LibraryObservation.PassagesCut passages ? state.cut(passages.cut()) : state;
            case CUT ->
                observation instanceof LibraryObservation.PassagesIndexed indexed
                        ? standing(state, indexed.standing(), state.indexed())
                        : state;
            case INDEXED ->
                observation instanceof LibraryObservation.VersionPublished published
                        ? standing(
                                state,
                                published.publication().standing(),
                                state.ended(done(version(state), published.publication())))
                        : state;
            case ENDED -> state;
        };
    }

    private static LibraryState extracted(LibraryState state, LibraryActivities.Extraction extraction) {
        if (extraction instanceof LibraryActivities.Text text) {
            return state.extracted(text);
        }
        if (extraction instanceof LibraryActivities.Known known) {
            return state.ended(new Outcome.Duplicate(
                    receipt(known.version()),
                    "SAME_BYTES",
                    "these bytes are the current version already, " + text(known.version())));
        }
        LibraryActivities.Unreadable unreadable = (LibraryActivities.Unreadable) extraction;
        return state.ended(new Outcome.Refused(unreadable.code(), unreadable.why()));
    }

    private static LibraryState standing(LibraryState state, Standing standing, LibraryState newest) {
        return switch (standing) {
            case NEWEST -> newest;
            case OVERTAKEN ->
                state.ended(new Outcome.Refused(
                        standing.name(), "another document was brought in under the same name after this one"));
            case REMOVED ->
                state.ended(new Outcome.Refused(standing.name(), "the document was removed while it was brought in"));
        };
    }

    private static Outcome done(DocumentVersion version, Publication publication) {
        return new Outcome.Done(
                LibraryWorkflow.PUBLISHED,
                receipt(version),
                LibraryWorkflow.PUBLISHED,
                "questions are answered from " + text(version)
                        + (publication.replaced() == null ? "" : ", which replaced version " + publication.replaced()));
    }

    private static DocumentVersion version(LibraryState state) {
        return Objects.requireNonNull(state.text()).version();
    }

    private static Receipt receipt(DocumentVersion version) {
        return new Receipt("document", version.document() + "/" + version.version());
    }

    private static String text(DocumentVersion version) {
        return "version " + version.version() + " of document " + version.document();
    }

    @Override
    public LibraryState reduce(LibraryState state, TurnFailure failure) {
        return state.phase() == Phase.ENDED
                ? state
                : state.ended(new Outcome.Failed(failure.code(), "the rules proposed what cannot be done"));
    }

    @Override
    public LibraryState ended(LibraryState state, Outcome outcome) {
        return state.phase() == Phase.ENDED ? state : state.ended(outcome);
    }

    // ---- decide

    @Override
    public Decision decide(LibraryState state, Budget budget) {
        return state.outcome() == null ? Decision.goOn() : Decision.stop(state.outcome());
    }
}
