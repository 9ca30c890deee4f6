package dev.ratchet.activities.grounding;

import dev.ratchet.activities.Failures;
import dev.ratchet.activities.attestation.AttestationKeys;
import dev.ratchet.activities.content.ContentStore;
import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.FailureType;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.qa.Answer;
import dev.ratchet.workflows.contract.qa.GroundingActivities;
import dev.ratchet.workflows.contract.qa.GroundingCode;
import dev.ratchet.workflows.contract.qa.ProposedSentence;
import dev.ratchet.workflows.contract.qa.QaRequest;
import dev.ratchet.workflows.contract.retrieval.Passage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Loads requests and passages from the content store, has them checked, and attests what came of it. */
public final class GroundingActivitiesImpl implements GroundingActivities {
    /** What a judged answer is attested as; of a request. */
    static final String ANSWER = "answer";

    private final ContentStore store;
    private final AttestationKeys keys;
    private final VerifiedAnswers verified;
    private final CurrentVersions versions;
    private final KnownPassages passages;

    /** @param passages those that an answer may rest on */
    public GroundingActivitiesImpl(
            ContentStore store,
            AttestationKeys keys,
            VerifiedAnswers verified,
            CurrentVersions versions,
            KnownPassages passages) {
        this.store = store;
        this.keys = keys;
        this.verified = verified;
        this.versions = versions;
        this.passages = passages;
    }

    @Override
    public Question open(DocumentRef intake) {
        return Failures.guard(() -> {
            QaRequest request = request(intake);
            return new Question(
                    keep(intake.tenant(), request.question()),
                    QuestionForm.of(request.question()),
                    Words.all(request.question()).size(),
                    request.within(),
                    known(intake.tenant(), request).isPresent());
        });
    }

    @Override
    public Attested<Judged> check(Case of, List<ProposedSentence> sentences) {
        return judge(of.intake(), () -> {
            QaRequest request = request(of.intake());
            return judged(of.intake(), request, sentences, shown(of, request));
        });
    }

    @Override
    public Attested<Judged> extract(Case of) {
        return judge(of.intake(), () -> {
            QaRequest request = request(of.intake());
            List<Grounding.Shown> shown = shown(of, request);
            Optional<ProposedSentence> plain = Extraction.of(request.question(), shown);
            return plain.isPresent()
                    ? judged(of.intake(), request, List.of(plain.get()), shown)
                    : new Ungrounded(
                            List.of(new Finding("NOT_PLAIN", "passages", "no sentence of a passage plainly answers")));
        });
    }

    @Override
    public Attested<Judged> verified(DocumentRef intake) {
        return judge(intake, () -> {
            QaRequest request = request(intake);
            Optional<VerifiedAnswers.Verified> known = known(intake.tenant(), request);
            return known.isPresent()
                    ? grounded(
                            intake, request, known.get().answer(), known.get().person())
                    : new Ungrounded(List.of(
                            new Finding("NOT_CURRENT", "answer", "no confirmed answer cites current versions only")));
        });
    }

    @Override
    public Digest showFound(Case of) {
        return Failures.guard(() -> {
            QaRequest request = request(of.intake());
            return keep(of.intake().tenant(), WrittenAnswer.ofFound(shown(of, request), request.format()));
        });
    }

    private Attested<Judged> judge(DocumentRef intake, Callable<Judged> work) {
        return Failures.guard(
                () -> keys.attest(ANSWER, intake.tenant(), intake.digest().hex(), work.call()));
    }

    private Judged judged(
            DocumentRef intake, QaRequest request, List<ProposedSentence> proposed, List<Grounding.Shown> shown)
            throws IOException {
        Grounding.Result result = Grounding.check(proposed, shown);
        if (!result.grounded()) {
            return new Ungrounded(result.problems().stream()
                    .limit(Finding.MOST)
                    .map(GroundingActivitiesImpl::finding)
                    .toList());
        }
        Answer answer =
                new Answer(Digest.of(request.question()), result.sentences(), Conflicts.of(result.sentences(), shown));
        return grounded(intake, request, answer, null);
    }

    private static Finding finding(Grounding.Problem problem) {
        GroundingCode code = problem.code();
        return new Finding(
                code.name(), problem.sentence() == 0 ? "answer" : "sentence " + problem.sentence(), code.why());
    }

    private Judged grounded(DocumentRef intake, QaRequest request, Answer answer, @Nullable String person)
            throws IOException {
        return new Grounded(
                keep(intake.tenant(), CanonicalJson.of(answer)),
                keep(intake.tenant(), WrittenAnswer.of(answer, request.format())),
                answer.sentences().size(),
                List.copyOf(cited(answer)),
                answer.conflicts().size(),
                person);
    }

    private static Set<String> cited(Answer answer) {
        Set<String> ids = new LinkedHashSet<>();
        passages(answer).forEach(passage -> ids.add(passage.id()));
        return ids;
    }

    private static Stream<Passage> passages(Answer answer) {
        return answer.sentences().stream()
                .flatMap(each -> each.spans().stream())
                .map(Answer.Span::passage);
    }

    private Optional<VerifiedAnswers.Verified> known(TenantId tenant, QaRequest request) {
        return verified.find(tenant, VerifiedAnswers.key(request.question(), request.within()))
                .filter(known ->
                        passages(known.answer()).allMatch(passage -> versions.isCurrent(tenant, passage.of())));
    }

    private QaRequest request(DocumentRef intake) throws IOException {
        try {
            return CanonicalJson.read(text(intake.tenant(), intake.digest()), QaRequest.class);
        } catch (UncheckedIOException e) {
            throw new IllegalArgumentException(intake.digest().brief() + " is no request of this agent", e);
        }
    }

    /** In their order. The store is the tenant's own: a passage of another tenant is not there. */
    private List<Grounding.Shown> shown(Case of, QaRequest request) throws IOException {
        TenantId tenant = of.intake().tenant();
        requireWithin(request, of.found());
        if (!passages.has(tenant, of.found())) {
            throw new IllegalArgumentException("'found' has passages that the library does not have, or has no more");
        }
        return Grounding.Shown.all(
                of.found(), store.getAll(tenant, Grounding.Shown.texts(of.found())), GroundingActivitiesImpl::missing);
    }

    /** A run may not answer from documents that it was not asked of. */
    private static void requireWithin(QaRequest request, List<Passage> found) {
        if (!request.within().isEmpty()
                && !found.stream()
                        .allMatch(each -> request.within().contains(each.of().document()))) {
            throw new IllegalArgumentException("'found' has passages of documents that the question is not asked of");
        }
    }

    private String text(TenantId tenant, Digest digest) throws IOException {
        return new String(store.get(tenant, digest).orElseThrow(() -> missing(digest)), StandardCharsets.UTF_8);
    }

    private static RuntimeException missing(Digest digest) {
        return Failures.of(FailureType.CONTENT_MISSING, "the content store has nothing under " + digest.brief(), null);
    }

    private Digest keep(TenantId tenant, String text) throws IOException {
        return store.put(tenant, text.getBytes(StandardCharsets.UTF_8)).digest();
    }
}
