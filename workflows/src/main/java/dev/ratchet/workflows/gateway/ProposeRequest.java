package dev.ratchet.workflows.gateway;

import dev.ratchet.workflows.contract.Digest;
import java.util.List;

/** @param documents uploaded before, at most {@link #MOST} */
public record ProposeRequest(List<Uploaded> documents) {
    public static final int MOST = 1_000;

    public ProposeRequest {
        documents = List.copyOf(documents);
        if (documents.isEmpty() || documents.size() > MOST) {
            throw new IllegalArgumentException(
                    "1 to " + MOST + " documents make one proposal, not " + documents.size());
        }
    }

    public record Uploaded(Digest digest) {}
}
