package dev.ratchet.workflows.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.workflows.agent.ActionKind;
import dev.ratchet.workflows.agent.Agent;
import dev.ratchet.workflows.agent.AgentContract;
import dev.ratchet.workflows.agent.AgentLoop;
import dev.ratchet.workflows.agent.Outcome;
import dev.ratchet.workflows.agent.Progress;
import dev.ratchet.workflows.agent.planner.RulePlanner;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.Proposal;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.library.LibraryActivities.Cut;
import dev.ratchet.workflows.contract.library.LibraryActivities.Extraction;
import dev.ratchet.workflows.contract.library.LibraryActivities.Known;
import dev.ratchet.workflows.contract.library.LibraryActivities.Publication;
import dev.ratchet.workflows.contract.library.LibraryActivities.Standing;
import dev.ratchet.workflows.contract.library.LibraryActivities.Text;
import dev.ratchet.workflows.contract.library.LibraryActivities.Unreadable;
import dev.ratchet.workflows.contract.library.LibraryRequest;
import dev.ratchet.workflows.contract.retrieval.DocumentVersion;
import dev.ratchet.workflows.library.LibraryState.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LibraryAgentTest extends AgentContract<LibraryState, LibraryAction, LibraryObservation> {
    private static final Digest CONTENT = Digest.of("bytes");
    private static final LibraryRequest REQUEST = new LibraryRequest("handbook.pdf", CONTENT, 5);
    private static final DocumentVersion VERSION = new DocumentVersion(REQUEST.document(TenantId.DEFAULT), 2, CONTENT);
    private static final Text TEXT = new Text(VERSION, Digest.of("text"), "PDF", 1_000, 3, 4);
    private static final Cut CUT = new Cut(Digest.of("passages"), 7);
    private static final Receipt RECEIPT = new Receipt("document", VERSION.document() + "/2");

    private final LibraryAgent agent = new LibraryAgent();

    // ---- whole runs

    private Outcome run(Extraction extraction, Standing indexed, Publication published, List<String> done) {
        var loop = new AgentLoop<>(agent, RulePlanner.of(agent), () -> 0);
        var end = (AgentLoop.Ended<LibraryState>) loop.run(
                Progress.start(initial(), agent.budget(), 0),
                (state, accepted) -> {
                    done.add(accepted.action().kind().wire());
                    return switch (accepted.action().kind()) {
                        case EXTRACT_TEXT -> new LibraryObservation.TextExtracted(extraction);
                        case CUT_PASSAGES -> new LibraryObservation.PassagesCut(CUT);
                        case INDEX_PASSAGES -> new LibraryObservation.PassagesIndexed(indexed);
                        case PUBLISH_VERSION -> new LibraryObservation.VersionPublished(published);
                    };
                },
                now -> {},
                now -> false);
        return end.outcome();
    }

    private Outcome run(Extraction extraction, Standing indexed, Publication published) {
        return run(extraction, indexed, published, new ArrayList<>());
    }

    private static Publication published(Standing standing) {
        return new Publication(standing, null);
    }

    @Test
    void aDocumentIsReadCutIndexedAndPublishedInThisOrder() {
        List<String> done = new ArrayList<>();
        assertThat(run(TEXT, Standing.NEWEST, new Publication(Standing.NEWEST, 1), done))
                .isEqualTo(new Outcome.Done(
                        "PUBLISHED",
                        RECEIPT,
                        "PUBLISHED",
                        "questions are answered from version 2 of document " + VERSION.document()
                                + ", which replaced version 1"));
        assertThat(done).containsExactly("extract_text", "cut_passages", "index_passages", "publish_version");
    }

    @Test
    void whatIsUnreadableIsRefusedWithItsSentenceAndNobodyIsAsked() {
        List<String> done = new ArrayList<>();
        assertThat(run(
                        new Unreadable("PDF_NO_TEXT", "It is a scan."),
                        Standing.NEWEST,
                        published(Standing.NEWEST),
                        done))
                .isEqualTo(new Outcome.Refused("PDF_NO_TEXT", "It is a scan."));
        assertThat(done).containsExactly("extract_text");
    }

    @Test
    void theSameBytesAreADuplicate() {
        assertThat(run(new Known(VERSION), Standing.NEWEST, published(Standing.NEWEST)))
                .isInstanceOf(Outcome.Duplicate.class)
                .returns("SAME_BYTES", Outcome::code)
                .returns(RECEIPT, Outcome::receipt);
    }

    @ParameterizedTest
    @ValueSource(strings = {"OVERTAKEN", "REMOVED"})
    void whatCameAfterWinsWhereverItIsNoticed(Standing standing) {
        assertThat(run(TEXT, standing, published(Standing.NEWEST)).code()).isEqualTo(standing.name());
        assertThat(run(TEXT, Standing.NEWEST, published(standing)).code()).isEqualTo(standing.name());
    }

    // ---- the request

    @Test
    void theSchemaHasTheRecordsNames() {
        List<String> names = new ArrayList<>();
        CanonicalJson.read(LibraryRequest.SCHEMA, JsonNode.class)
                .path("properties")
                .fieldNames()
                .forEachRemaining(names::add);
        assertThat(names)
                .containsExactly(Stream.of(LibraryRequest.class.getRecordComponents())
                        .map(component -> component.getName())
                        .toArray(String[]::new));
    }

    @Test
    void aNameIsOneHoweverItIsWritten() {
        LibraryRequest composed = new LibraryRequest("caf\u00e9.pdf", CONTENT, 5);
        LibraryRequest decomposed = new LibraryRequest(" cafe\u0301.pdf ", CONTENT, 5);
        assertThat(decomposed).isEqualTo(composed);
        assertThat(composed.document(TenantId.DEFAULT)).matches(DocumentVersion.ID);
        assertThat(composed.document(new TenantId("acme"))).isNotEqualTo(composed.document(TenantId.DEFAULT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "a\u0000"})
    void aNameThatIsNoneIsRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new LibraryRequest(name, CONTENT, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> new LibraryRequest("x".repeat(201), CONTENT, 5));
    }

    // ---- contract

    @Override
    protected Agent<LibraryState, LibraryAction, LibraryObservation> agent() {
        return agent;
    }

    @Override
    protected LibraryState initial() {
        return LibraryState.received(new DocumentRef(TenantId.DEFAULT, CanonicalJson.digest(REQUEST), 100), REQUEST);
    }

    @Override
    protected List<LibraryState> states() {
        LibraryState extracted = initial().extracted(TEXT);
        return List.of(
                initial(),
                extracted,
                extracted.cut(CUT),
                extracted.cut(CUT).indexed(),
                extracted.ended(new Outcome.Refused("X", "w")));
    }

    @Override
    protected List<String> phases() {
        return Stream.of(Phase.values()).map(Phase::name).toList();
    }

    @Override
    protected Proposal proposal(LibraryState state, ActionKind kind) {
        return new Proposal(kind.wire(), "{}");
    }

    @Override
    protected List<LibraryObservation> observations() {
        return List.of(
                new LibraryObservation.TextExtracted(TEXT),
                new LibraryObservation.TextExtracted(new Known(VERSION)),
                new LibraryObservation.TextExtracted(new Unreadable("EMPTY", "It is empty.")),
                new LibraryObservation.PassagesCut(CUT),
                new LibraryObservation.PassagesIndexed(Standing.NEWEST),
                new LibraryObservation.PassagesIndexed(Standing.OVERTAKEN),
                new LibraryObservation.VersionPublished(published(Standing.NEWEST)),
                new LibraryObservation.VersionPublished(new Publication(Standing.NEWEST, 1)),
                new LibraryObservation.VersionPublished(published(Standing.REMOVED)));
    }

    /** Indexing and publishing can be taken back, and are nobody's request. */
    @Override
    protected boolean asksPerson(ActionKind kind) {
        return false;
    }

    /** Nothing is irreversible. */
    @Override
    protected boolean requiredFacts(LibraryState state, ActionKind kind) {
        return false;
    }

    @Override
    protected List<String> frozenVocabulary() {
        return List.of(
                "extract_text READ", "cut_passages READ", "index_passages REVERSIBLE", "publish_version REVERSIBLE");
    }

    @Override
    protected List<String> frozenObservations() {
        return List.of("text_extracted", "passages_cut", "passages_indexed", "version_published");
    }

    @Override
    protected List<String> frozenWords() {
        return List.of("PUBLISHED");
    }
}
