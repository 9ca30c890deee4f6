package dev.ratchet.activities.batch;

import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.TenantId;
import java.util.ArrayList;
import java.util.List;

/**
 * Neighbours of one tenant that are in memory at the same time: usually the whole group, and never much more than the
 * largest single document.
 */
record Portion(TenantId tenant, List<DocumentRef> documents) {
    private static final long MOST_BYTES = 32L << 20;

    Portion {
        documents = List.copyOf(documents);
    }

    /** All of them, in this order. */
    static List<Portion> of(List<DocumentRef> documents) {
        List<Portion> portions = new ArrayList<>();
        List<DocumentRef> some = new ArrayList<>();
        long bytes = 0;
        for (DocumentRef document : documents) {
            boolean fits = some.isEmpty()
                    || (some.get(0).tenant().equals(document.tenant()) && bytes + document.bytes() <= MOST_BYTES);
            if (!fits) {
                portions.add(new Portion(some.get(0).tenant(), some));
                some.clear();
                bytes = 0;
            }
            some.add(document);
            bytes += document.bytes();
        }
        if (!some.isEmpty()) {
            portions.add(new Portion(some.get(0).tenant(), some));
        }
        return portions;
    }
}
