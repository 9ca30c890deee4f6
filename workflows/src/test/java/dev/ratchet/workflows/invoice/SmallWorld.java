package dev.ratchet.workflows.invoice;

import dev.ratchet.workflows.contract.ApprovalActivities;
import dev.ratchet.workflows.contract.AuditActivities;
import dev.ratchet.workflows.contract.BooksFacts;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentActivities;
import dev.ratchet.workflows.contract.DocumentReading;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.FieldReading;
import dev.ratchet.workflows.contract.LedgerActivities;
import dev.ratchet.workflows.contract.ModelActivities;
import dev.ratchet.workflows.contract.PolicyActivities;
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
                PolicyActivities,
                LedgerActivities,
                ApprovalActivities,
                AuditActivities,
                ModelActivities {
    volatile DocumentReading reading = Samples.structured();
    final Map<Digest, DocumentReading> readings = new ConcurrentHashMap<>();
    volatile FieldReading fields = new FieldReading.Unproven(List.of());
    volatile BooksFacts books = Samples.books(50_000);
    volatile Function<Question, Answer> model = question -> {
        throw ApplicationFailure.newNonRetryableFailure("no model is configured", "MODEL_NOT_CONFIGURED");
    };
    volatile @Nullable Digest unrecordable;
    final List<Posting> postings = new CopyOnWriteArrayList<>();
    final List<Request> requests = new CopyOnWriteArrayList<>();
    final List<Closing> closings = new CopyOnWriteArrayList<>();
    final List<Account> accounts = new CopyOnWriteArrayList<>();
    final List<Query> queries = new CopyOnWriteArrayList<>();
    final List<Question> questions = new CopyOnWriteArrayList<>();

    @Override
    public DocumentReading read(DocumentRef document) {
        return readings.getOrDefault(document.digest(), reading);
    }

    @Override
    public FieldReading prove(ProveFields request) {
        return fields;
    }

    @Override
    public Consultation consult(Query query) {
        queries.add(query);
        return Samples.consultation(query.invoice() == null ? null : books);
    }

    @Override
    public Receipt post(Posting posting) {
        postings.add(posting);
        return new Posted(postings.size(), Digest.of("row"));
    }

    @Override
    public void open(Request request) {
        requests.add(request);
    }

    @Override
    public void close(Closing closing) {
        closings.add(closing);
    }

    @Override
    public void record(Account account) {
        if (account.document().equals(unrecordable)) {
            throw ApplicationFailure.newNonRetryableFailure("this cannot be kept", "BAD_INPUT");
        }
        accounts.add(account);
    }

    @Override
    public Answer propose(Question question) {
        questions.add(question);
        return model.apply(question);
    }
}
