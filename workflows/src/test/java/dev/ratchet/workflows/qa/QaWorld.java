package dev.ratchet.workflows.qa;

import dev.ratchet.workflows.agent.RecordedRuns;
import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.ModelActivities;
import dev.ratchet.workflows.contract.policy.PolicyActivities;
import dev.ratchet.workflows.contract.qa.GroundingActivities;
import dev.ratchet.workflows.contract.qa.ProposedSentence;
import dev.ratchet.workflows.contract.qa.QuestionKind;
import dev.ratchet.workflows.contract.record.AuditActivities;
import dev.ratchet.workflows.contract.record.RunRecord;
import dev.ratchet.workflows.contract.retrieval.RetrievalActivities;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

/** The world of one question in memory: what each activity answers is set by the test; what it was asked is kept. */
public final class QaWorld
        implements GroundingActivities, RetrievalActivities, PolicyActivities, ModelActivities, AuditActivities {
    volatile String route = "REASON";
    volatile boolean known;
    volatile int passages = 3;
    final Queue<Attested<Judged>> judgements = new ArrayDeque<>();
    final Queue<dev.ratchet.workflows.contract.Proposal> proposals = new ArrayDeque<>();
    final List<ModelActivities.Question> questions = new CopyOnWriteArrayList<>();
    final List<Search> searches = new CopyOnWriteArrayList<>();
    final List<List<ProposedSentence>> proposed = new CopyOnWriteArrayList<>();
    final RecordedRuns<QaState, QaObservation> records = new RecordedRuns<>(new QaAgent());

    @Override
    public GroundingActivities.Question open(DocumentRef intake) {
        return QaSamples.question(QuestionKind.OPEN, known);
    }

    @Override
    public Rulings rule(PolicyActivities.Question question) {
        return QaSamples.rulings(route);
    }

    @Override
    public Found search(Search search) {
        searches.add(search);
        return QaSamples.found(passages);
    }

    @Override
    public Attested<Judged> check(Case of, List<ProposedSentence> sentences) {
        proposed.add(sentences);
        return judgements.remove();
    }

    @Override
    public Attested<Judged> extract(Case of) {
        return judgements.remove();
    }

    @Override
    public Digest showFound(Case of) {
        return QaSamples.FOUND_TEXT;
    }

    @Override
    public Attested<Judged> verified(DocumentRef intake) {
        return judgements.remove();
    }

    @Override
    public Answer propose(ModelActivities.Question question) {
        questions.add(question);
        if (proposals.isEmpty()) {
            throw ApplicationFailure.newNonRetryableFailure("no model is configured", "MODEL_NOT_CONFIGURED");
        }
        return new Proposed(
                proposals.remove(), Digest.of("completion"), new Usage("scripted", "scripted", 100, 0, 10, 0));
    }

    @Override
    public void record(RunRecord record) {
        records.add(record);
    }
}
