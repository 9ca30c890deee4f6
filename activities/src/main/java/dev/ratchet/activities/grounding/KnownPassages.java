package dev.ratchet.activities.grounding;

import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.retrieval.Passage;
import java.io.IOException;
import java.util.List;

/** Which passages a library has: nobody else says what a document's text is. */
@FunctionalInterface
public interface KnownPassages {

    /** Whether each of them is a passage of the version that it names, with that place and that text. */
    boolean has(TenantId tenant, List<Passage> passages) throws IOException;
}
