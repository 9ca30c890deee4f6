package dev.ratchet.worker.web.library;

import dev.ratchet.activities.audit.RecordedRun;
import dev.ratchet.activities.content.SpooledBody;
import dev.ratchet.activities.grounding.RecordedAnswers;
import dev.ratchet.activities.grounding.VerifiedAnswers;
import dev.ratchet.activities.library.Library;
import dev.ratchet.activities.library.Shelf;
import dev.ratchet.activities.library.extraction.LibraryText;
import dev.ratchet.worker.web.GatewayConfig;
import dev.ratchet.worker.web.GatewayPorts;
import dev.ratchet.worker.web.LiveRuns;
import dev.ratchet.worker.web.request.Refusal;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.FailureType;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.library.LibraryRequest;
import dev.ratchet.workflows.contract.policy.Bundle;
import dev.ratchet.workflows.contract.qa.QaRequest;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.gateway.Problem;
import dev.ratchet.workflows.gateway.library.DocumentText;
import dev.ratchet.workflows.gateway.library.DocumentUpload;
import dev.ratchet.workflows.gateway.library.DocumentVersions;
import dev.ratchet.workflows.gateway.library.LibraryAnswer;
import dev.ratchet.workflows.gateway.library.LibraryDocument;
import dev.ratchet.workflows.gateway.library.LibraryPage;
import dev.ratchet.workflows.gateway.library.LibraryQuestion;
import dev.ratchet.workflows.library.LibraryWorkflow;
import dev.ratchet.workflows.qa.QaWorkflow;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What people may do with the documents of the gateway's tenant, and with questions to them. Runs do the work and go on whoever
 * waits; nothing that is shown here is taken from a run's word.
 */
public final class DocumentLibrary {
    /** Longest that a caller waits for a run. */
    public static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final TenantId tenant;
    private final GatewayPorts ports;
    private final Library library;
    private final Shelf shelf;
    private final Answers answers;
    private final AgentRuns uploads;
    private final AgentRuns questions;

    public DocumentLibrary(GatewayConfig config, GatewayPorts ports) {
        this.tenant = config.tenant();
        this.ports = ports;
        this.library = ports.library().library();
        this.shelf = new Shelf(ports.documents());
        this.answers = new Answers(tenant, ports.library(), shelf);
        this.uploads = new AgentRuns(LibraryWorkflow.AGENT, "upload", tenant, ports);
        this.questions = new AgentRuns(QaWorkflow.AGENT, "question", tenant, ports);
    }

    // ---- documents

    /**
     * Keeps the document and starts the run that brings it in; what has the same bytes as the current version is in already. A run
     * that is under way is left as it is.
     *
     * @param name of the document, as {@link LibraryRequest} has it
     * @param wait at most {@link #LONGEST_WAIT}
     * @throws Refusal 400 when the name is none, 503 when no run can be started; a document that the library does not take is no refusal
     */
    public DocumentUpload upload(String person, String name, SpooledBody document, Duration wait)
            throws Refusal, IOException {
        LibraryRequest request = request(name, document.digest(), document.length());
        Optional<Library.Shelved> known = current(request);
        if (known.isPresent()) {
            return Uploads.ready(tenant, CanonicalJson.digest(request), known.get());
        }
        RunNow run = broughtIn(person, request, document, wait);
        if (run.code().equals(FailureType.CONTENT_MISSING.name())) {
            // the removal of a document with the same bytes was finished between our storing them and the run's asking
            // for them
            run = broughtIn(person, request, document, wait);
        }
        return Uploads.of(tenant, CanonicalJson.digest(request), request, run);
    }

    private RunNow broughtIn(String person, LibraryRequest request, SpooledBody document, Duration wait)
            throws Refusal, IOException {
        DocumentRef kept = ports.documents().put(tenant, document);
        ports.approvals().uploaded(tenant, kept.digest(), person);
        return uploads.started(uploads.start(request, request.name(), person, true), wait);
    }

    private static LibraryRequest request(String name, Digest content, long bytes) throws Refusal {
        try {
            return new LibraryRequest(name, content, bytes);
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest(String.valueOf(e.getMessage()));
        }
    }

    private Optional<Library.Shelved> current(LibraryRequest request) {
        return library.versions(tenant, request.document(tenant)).stream()
                .filter(Library.Shelved::current)
                .filter(each -> each.version().content().equals(request.content()))
                .findFirst();
    }

    /**
     * An upload as it is now.
     *
     * @throws Refusal 404 when there is none under that id
     */
    public DocumentUpload upload(String id) throws Refusal, IOException {
        Digest upload = uploads.digest(id);
        LibraryRequest request = uploads.intake(upload, LibraryRequest.class);
        Optional<Library.Shelved> known = current(request);
        return known.isPresent()
                ? Uploads.ready(tenant, upload, known.get())
                : Uploads.of(tenant, upload, request, uploads.known(upload));
    }

    /**
     * Current versions, by name.
     *
     * @param after name of the last one seen; absent for the first page
     * @param most 1 or more
     * @throws Refusal 400 when {@code after} can be no name
     */
    public LibraryPage documents(@Nullable String after, int most) throws Refusal {
        if (after != null) {
            request(after, Digest.of(""), 0);
        }
        List<LibraryDocument> some = library.documents(tenant, after, most + 1).stream()
                .map(Texts::document)
                .toList();
        return some.size() <= most
                ? new LibraryPage(some, null)
                : new LibraryPage(some.subList(0, most), some.get(most - 1).name());
    }

    /**
     * The current version of the document of that name, as a page of at most one.
     *
     * @throws Refusal 400 when that is no name
     */
    public LibraryPage named(String name) throws Refusal {
        return new LibraryPage(
                library.versions(tenant, request(name, Digest.of(""), 0).document(tenant)).stream()
                        .filter(Library.Shelved::current)
                        .map(Texts::document)
                        .toList(),
                null);
    }

    /** @throws Refusal 404 when there is no such document, or no longer */
    public DocumentVersions document(String document) throws Refusal {
        List<LibraryDocument> versions =
                library.versions(tenant, document).stream().map(Texts::document).toList();
        if (versions.isEmpty()) {
            throw noDocument(document);
        }
        return new DocumentVersions(document, versions.get(0).name(), versions);
    }

    /**
     * Removes a document with all its versions: no question is answered from it any more when this returns. Its passages and texts go
     * when a worker comes to it.
     *
     * <p>Asked again before that, it does nothing more.
     *
     * @throws Refusal 404 when there is no such document; 503 when no worker can be told: then this should be asked again
     */
    public void remove(String person, String document) throws Refusal {
        if (!library.remove(tenant, document, person) && !library.beingRemoved(tenant, document)) {
            throw noDocument(document);
        }
        try {
            ports.live().finishRemoval(tenant, document);
        } catch (LiveRuns.Unavailable e) {
            throw e.refusal();
        }
    }

    /**
     * The text of a version, with the places of its passages.
     *
     * @throws Refusal 404 when there is no such version, or no longer
     */
    public DocumentText text(String document, int version) throws Refusal, IOException {
        Library.Shelved shelved = library.versions(tenant, document).stream()
                .filter(each -> each.version().version() == version)
                .findFirst()
                .orElseThrow(() -> noVersion(document, version));
        try {
            LibraryText text = shelf.text(tenant, shelved.body());
            return Texts.of(shelved, text, shelf.passages(tenant, shelved.passages()));
        } catch (IOException | RuntimeException e) {
            if (library.versions(tenant, document).isEmpty()) {
                throw noDocument(document);
            }
            throw e;
        }
    }

    // ---- questions

    /**
     * Asks the documents.
     *
     * @param wait at most {@link #LONGEST_WAIT}
     * @throws Refusal 400 when it is no question, 404 when it is asked of a document that is not there, 503 when no run can be started
     */
    public LibraryAnswer ask(String person, LibraryQuestion question, Duration wait) throws Refusal, IOException {
        QaRequest request = request(question);
        for (String document : request.within()) {
            if (library.versions(tenant, document).isEmpty()) {
                throw noDocument(document);
            }
        }
        Digest asked = questions.start(request, "question", person, false);
        return answered(asked, request, questions.started(asked, wait));
    }

    private static QaRequest request(LibraryQuestion question) throws Refusal {
        try {
            return new QaRequest(
                    question.query(),
                    question.within(),
                    Answers.format(question.outputFormat()),
                    UUID.randomUUID().toString());
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest(String.valueOf(e.getMessage()));
        }
    }

    /**
     * A question and what has come of it.
     *
     * @throws Refusal 404 when there is none under that id; 410 when what would be shown is no longer in the library
     */
    public LibraryAnswer answer(String id) throws Refusal, IOException {
        Digest question = questions.digest(id);
        return answered(question, questions.intake(question, QaRequest.class));
    }

    private LibraryAnswer answered(Digest question, QaRequest request) throws Refusal, IOException {
        Optional<RecordedRun> ended = questions.ended(question);
        return ended.isPresent()
                ? answers.of(question, request, RunNow.of(ended.get().summary()), ended)
                : answered(question, request, questions.known(question));
    }

    /** Names of the models that were asked for the answer to a question; empty when none was, or no record tells. */
    public List<String> models(String id) throws Refusal, IOException {
        return questions
                .recorded(questions.digest(id))
                .map(RecordedRun::summary)
                .map(DocumentLibrary::models)
                .orElse(List.of());
    }

    private static List<String> models(RunSummary run) {
        Bundle bundle = run.bundle();
        return bundle == null || run.tokens() == 0
                ? List.of()
                : bundle.models().values().stream().distinct().toList();
    }

    /**
     * Confirms an answer: it is given to whoever asks the same, while every version that it cites is current.
     *
     * @throws Refusal 403 when the person has not the role {@link VerifiedAnswers#ROLE}; 409 when there is no answer, or it cites a
     *     version that is not current any more; else as {@link #answer}
     */
    public LibraryAnswer confirm(String person, String id) throws Refusal, IOException {
        requireMayConfirm(person);
        Digest question = questions.digest(id);
        QaRequest request = questions.intake(question, QaRequest.class);
        LibraryAnswer shown = answered(question, request);
        RecordedAnswers.Given given = answers.given(question, request, questions.recorded(question))
                .orElseThrow(() -> new Refusal(
                        409, Problem.of(Problem.NOT_ANSWERED, "this question has no answer that could be confirmed")));
        if (!shown.citations().stream().allMatch(LibraryAnswer.Citation::current)) {
            throw new Refusal(
                    409,
                    Problem.of(
                            Problem.NOT_CURRENT,
                            "the answer cites a version of a document that is not current any more; ask again"));
        }
        ports.library()
                .verified()
                .confirm(
                        tenant,
                        VerifiedAnswers.key(request.question(), request.within()),
                        new VerifiedAnswers.Verified(person, given.answer()));
        return Answers.confirmed(shown, person);
    }

    /** Whether this person may confirm answers. */
    public boolean mayConfirm(String person) {
        return ports.masterData()
                .person(tenant, person)
                .filter(known -> known.roles().contains(VerifiedAnswers.ROLE))
                .isPresent();
    }

    private void requireMayConfirm(String person) throws Refusal {
        if (!mayConfirm(person)) {
            throw new Refusal(
                    403,
                    Problem.of(
                            Problem.ANSWERS_ROLE,
                            person + " does not have the role '" + VerifiedAnswers.ROLE
                                    + "' in the master data; let somebody who has it confirm this answer"));
        }
    }

    private LibraryAnswer answered(Digest question, QaRequest request, RunNow run) throws Refusal, IOException {
        return answers.of(question, request, run, questions.recorded(question));
    }

    private static Refusal notFound(String why) {
        return new Refusal(404, Problem.of(Problem.NOT_FOUND, why));
    }

    private static Refusal noDocument(String document) {
        return notFound("there is no document '" + document + "' in the library, or no longer");
    }

    private static Refusal noVersion(String document, int version) {
        return notFound(
                "there is no version " + version + " of document '" + document + "' in the library, or no longer");
    }
}
