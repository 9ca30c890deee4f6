package dev.ratchet.workflows.contract.retrieval;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds passages of a tenant's library; for any agent. */
@ActivityInterface(namePrefix = "Retrieval")
public interface RetrievalActivities {
    /** Passages of one answer at most. */
    int MOST = 20;

    /** Best first; what is found is of the versions that were current when the search began. */
    @ActivityMethod
    Found search(Search search);

    /**
     * @param query text of the question in the content store
     * @param within ids of documents; empty for the whole library
     * @param most passages wanted, 1 to {@link #MOST}
     * @param configuration name of a configuration of retrieval; absent for the usual one
     */
    record Search(
            TenantId tenant,
            Digest query,
            List<String> within,
            int most,
            @Nullable String configuration) {
        public Search {
            within = List.copyOf(within);
            if (most < 1 || most > MOST) {
                throw new IllegalArgumentException("a search wants 1 to " + MOST + " passages");
            }
        }
    }

    /**
     * @param hits best first
     * @param configuration name and version of what found them: retriever, embedding, fusion and reranker
     * @param semantic whether meaning was compared, too, and not words alone
     * @param generator that the configuration names for answers from this; small where it is absent
     */
    record Found(List<Hit> hits, String configuration, boolean semantic, Generator generator) {
        public Found {
            hits = List.copyOf(hits);
            generator = generator == null ? Generator.SMALL : generator;
        }

        /** For answers that a small model begins. */
        public Found(List<Hit> hits, String configuration, boolean semantic) {
            this(hits, configuration, semantic, Generator.SMALL);
        }
    }

    /** @param score of the last ranker; to be compared within one answer only */
    record Hit(Passage passage, double score) {}
}
