package dev.ratchet.workflows.invoice;

import dev.ratchet.workflows.agent.RecordedRuns;
import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.ModelActivities;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.effect.ApprovalActivities;
import dev.ratchet.workflows.contract.effect.EffectActivities;
import dev.ratchet.workflows.contract.invoice.BooksActivities;
import dev.ratchet.workflows.contract.invoice.BooksFacts;
import dev.ratchet.workflows.contract.invoice.DocumentActivities;
import dev.ratchet.workflows.contract.invoice.DocumentReading;
import dev.ratchet.workflows.contract.invoice.FieldReading;
import dev.ratchet.workflows.contract.policy.Rulebook;
import dev.ratchet.workflows.contract.record.AuditActivities;
import dev.ratchet.workflows.contract.record.RunRecord;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.contract.retrieval.RetrievalActivities;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The world of one invoice run in memory: what each activity answers is set by the test; what it was asked is kept. */
public final class SmallWorld
        implements DocumentActivities,
                BooksActivities,
                EffectActivities,
                ApprovalActivities,
                AuditActivities,
                ModelActivities,
                RetrievalActivities {
    volatile DocumentReading reading = Samples.structured();
    final Map<Digest, DocumentReading> readings = new ConcurrentHashMap<>();
    volatile @Nullable Digest missing;
    volatile FieldReading fields = new FieldReading.Unproven(List.of());
    volatile BooksFacts books = Samples.books(50_000);
    volatile Rulebook rules = Samples.rules();
    volatile Function<Question, Answer> model = question -> {
        throw ApplicationFailure.newNonRetryableFailure("no model is configured", "MODEL_NOT_CONFIGURED");
    };
    volatile Function<Search, Found> library = Samples::nothingFound;
    final List<Search> lookUps = new CopyOnWriteArrayList<>();
    volatile @Nullable String unrecordable;
    final List<EffectActivities.Request> postings = new CopyOnWriteArrayList<>();
    final List<RunSummary> requests = new CopyOnWriteArrayList<>();
    final List<Closing> closings = new CopyOnWriteArrayList<>();
    final List<Claim> claims = new CopyOnWriteArrayList<>();
    volatile EffectActivities.@Nullable Refused refused;
    final RecordedRuns<InvoiceState, InvoiceObservation> records = new RecordedRuns<>(new InvoiceAgent());
    final List<ProveFields> proofs = new CopyOnWriteArrayList<>();
    final List<Query> queries = new CopyOnWriteArrayList<>();
    final List<Question> questions = new CopyOnWriteArrayList<>();

    @Override
    public Attested<DocumentReading> read(DocumentRef document) {
        if (document.digest().equals(missing)) {
            throw ApplicationFailure.newNonRetryableFailure("the store does not have it", "CONTENT_MISSING");
        }
        return Samples.attested(readings.getOrDefault(document.digest(), reading));
    }

    @Override
    public Attested<FieldReading> prove(ProveFields request) {
        proofs.add(request);
        return Samples.attested(fields);
    }

    @Override
    public Consultation consult(Query query) {
        queries.add(query);
        return Samples.consultation(rules, query, books);
    }

    @Override
    public Result perform(EffectActivities.Request request) {
        postings.add(request);
        return new Done(new Receipt("entry", String.valueOf(postings.size())));
    }

    @Override
    public void open(Opening opening) {
        requests.add(opening.run());
    }

    @Override
    public void close(Closing closing) {
        closings.add(closing);
    }

    @Override
    public Verification verify(Claim claim) {
        claims.add(claim);
        return new Verification(refused);
    }

    @Override
    public void record(RunRecord record) {
        if (record.summary().workflowId().equals(unrecordable)) {
            throw ApplicationFailure.newNonRetryableFailure("this cannot be kept", "BAD_INPUT");
        }
        records.add(record);
    }

    @Override
    public Answer propose(Question question) {
        questions.add(question);
        return model.apply(question);
    }

    @Override
    public Digest searchWords(TermsOf of) {
        return Digest.of("words for " + of.invoice() + " on " + of.order());
    }

    @Override
    public Found search(Search wanted) {
        lookUps.add(wanted);
        return library.apply(wanted);
    }
}
