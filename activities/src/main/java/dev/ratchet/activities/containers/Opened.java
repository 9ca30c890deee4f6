package dev.ratchet.activities.containers;

import dev.ratchet.workflows.contract.Container;
import dev.ratchet.workflows.contract.DocumentRef;
import java.util.List;

/** What was in a container, through all containers inside it, in its own order. */
public record Opened(List<Found> documents, List<LeftOut> leftOut) {
    public Opened {
        documents = List.copyOf(documents);
        leftOut = List.copyOf(leftOut);
    }

    /** It is in the content store. */
    public record Found(DocumentRef document, Container from) {}

    /** @param path as of {@link Container} */
    public record LeftOut(String path, Reason reason, String why) {}
}
