package dev.ratchet.activities.retrieval;

import dev.ratchet.activities.Failures;
import dev.ratchet.activities.content.ContentStore;
import dev.ratchet.activities.retrieval.Query.Scope;
import dev.ratchet.workflows.contract.FailureType;
import dev.ratchet.workflows.contract.retrieval.RetrievalActivities;
import java.nio.charset.StandardCharsets;
import java.util.Collections;

/** Reads the question from the content store and has the {@link Retriever} search. */
public final class RetrievalActivitiesImpl implements RetrievalActivities {
    private final Retriever retriever;
    private final ContentStore content;

    public RetrievalActivitiesImpl(Retriever retriever, ContentStore content) {
        this.retriever = retriever;
        this.content = content;
    }

    @Override
    public Found search(Search search) {
        return Failures.guard(() -> {
            byte[] question = content.get(search.tenant(), search.query())
                    .orElseThrow(() -> Failures.of(
                            FailureType.CONTENT_MISSING,
                            "the content store has no question "
                                    + search.query().brief(),
                            null));
            return retriever.retrieve(
                    search.tenant(),
                    new String(question, StandardCharsets.UTF_8),
                    new Scope(search.within(), Collections.emptySortedMap()),
                    search.most(),
                    search.configuration());
        });
    }
}
