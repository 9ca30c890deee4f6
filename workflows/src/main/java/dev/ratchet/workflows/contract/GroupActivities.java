package dev.ratchet.workflows.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The questions of a run, asked for a group of documents at once: one activity and one commit where each document alone
 * would need its own. Every document still has its own answer, and each is what it would have been alone, had the group
 * come one after another in this order. Answers are in the order of the questions.
 *
 * <p>A method fails as a whole only where the world is away, and may then be asked again: all are idempotent.
 */
@ActivityInterface(namePrefix = "Group")
public interface GroupActivities {

    /** Most documents of a group: one or two hundred bytes of answer for each keep the whole well below 32 KiB. */
    int MOST = 80;

    /** Most documents of a group that is answered at more length; keeps every answer below 32 KiB. */
    int MOST_AT_LENGTH = 40;

    /**
     * The latest account on record under each of these workflow ids, in no order; of what was never seen, none.
     *
     * @param workflowIds at most {@link #MOST_AT_LENGTH}
     */
    @ActivityMethod
    List<Recorded> known(TenantId tenant, List<String> workflowIds);

    /**
     * As {@link DocumentActivities#read}, on every core; a document that takes too long is trouble.
     *
     * @param documents at most {@link #MOST_AT_LENGTH}
     */
    @ActivityMethod
    Answers<DocumentReading> read(List<DocumentRef> documents);

    /**
     * Begins to read what {@link #read} will soon be asked for, and answers at once. Nothing depends on it: what is not read
     * ahead, or by another worker, is read when it is asked for.
     *
     * @param documents any number; of a worker's choice only some are read
     */
    @ActivityMethod
    void readAhead(List<DocumentRef> documents);

    /**
     * As {@link PolicyActivities#consult}.
     *
     * @param queries that name an invoice; at most {@link #MOST}
     * @param rules hash of the rule book that the caller has; absent when it has none
     */
    @ActivityMethod
    Consultations consult(List<PolicyActivities.Query> queries, @Nullable Digest rules);

    /**
     * @param rules absent when they are those that the caller has
     * @param books one for each query
     */
    record Consultations(@Nullable Rulebook rules, List<Answered<BooksFacts>> books, String build)
            implements Compressed {
        public Consultations {
            books = List.copyOf(books);
        }
    }

    /** As {@link LedgerActivities#post}, in this order, in as few transactions as give each its own verdict. */
    @ActivityMethod
    Answers<LedgerActivities.Receipt> post(List<LedgerActivities.Posting> postings);

    /** As {@link AuditActivities#record}. */
    @ActivityMethod
    void record(List<AuditActivities.Account> accounts);
}
