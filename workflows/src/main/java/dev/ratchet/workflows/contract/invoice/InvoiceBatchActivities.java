package dev.ratchet.workflows.contract.invoice;

import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.batch.BatchActivities;
import dev.ratchet.workflows.contract.batch.ItemResult;
import dev.ratchet.workflows.contract.batch.ItemResults;
import dev.ratchet.workflows.contract.effect.EffectActivities;
import dev.ratchet.workflows.contract.policy.Bundle;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/**
 * The questions of an invoice's run, asked for a group of documents at once: one activity and one commit where each document
 * alone would need its own. Every document has its own answer, and each is what it would have been alone, had the group come
 * one after another in this order. Answers are in the order of the questions.
 *
 * <p>A method fails as a whole only when the database is away, and may then be asked again: all are idempotent.
 */
@ActivityInterface(namePrefix = "InvoiceBatch")
public interface InvoiceBatchActivities {

    /**
     * As {@link DocumentActivities#read}, on every core; a document that takes too long is an error.
     *
     * @param documents at most {@link BatchActivities#MOST_AT_LENGTH}
     */
    @ActivityMethod
    ItemResults<Attested<DocumentReading>> read(List<DocumentRef> documents);

    /**
     * As {@link BooksActivities#consult}. A query that names other rules than those in force now is an error.
     *
     * @param queries at most {@link BatchActivities#MOST_AT_LENGTH}
     */
    @ActivityMethod
    Consultations consult(List<BooksActivities.Query> queries);

    /** @param each one for each query */
    record Consultations(Bundle bundle, List<ItemResult<BooksActivities.Consulted>> each) {
        public Consultations {
            each = List.copyOf(each);
        }
    }

    /**
     * As {@link EffectActivities#perform}, in this order, in as few transactions as give each its own verdict.
     *
     * @param requests at most {@link BatchActivities#MOST}
     */
    @ActivityMethod
    ItemResults<EffectActivities.Result> post(List<EffectActivities.Request> requests);
}
