package dev.ratchet.workflows.gateway;

import dev.ratchet.workflows.contract.Container;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.TenantId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was uploaded and is kept: the fields of its {@link DocumentRef}, and, of a container, what was found in it.
 *
 * @param contents absent when it is a document itself
 */
public record DocumentKept(
        TenantId tenant,
        Digest digest,
        long bytes,
        @Nullable Contents contents) {

    public static DocumentKept of(DocumentRef document, @Nullable Contents contents) {
        return new DocumentKept(document.tenant(), document.digest(), document.bytes(), contents);
    }

    public DocumentRef document() {
        return new DocumentRef(tenant, digest, bytes);
    }

    /** What may be an invoice: those inside a container, or what was uploaded itself. */
    public List<DocumentRef> documents() {
        return contents == null
                ? List.of(document())
                : contents.documents().stream().map(Inner::document).toList();
    }

    /**
     * What is in an e-mail or a ZIP archive, through all containers inside it, in its own order.
     *
     * @param documents each of them is kept and on record as uploaded by the same person
     * @param leftOut what no run is to be started of
     */
    public record Contents(List<Inner> documents, List<LeftOut> leftOut) {
        public Contents {
            documents = List.copyOf(documents);
            leftOut = List.copyOf(leftOut);
        }
    }

    public record Inner(DocumentRef document, Container from) {}

    /**
     * @param path as of {@link Container}
     * @param code frozen, upper snake case
     */
    public record LeftOut(String path, Kind kind, String code, String why) {
        public enum Kind {
            /** No invoice is ever in that place: the text of a mail, a signature, a picture. */
            SKIPPED,
            /** It may be an invoice; somebody should look. */
            REFUSED
        }
    }
}
