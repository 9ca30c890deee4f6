package dev.ratchet.activities.containers;

import dev.ratchet.activities.content.SpooledBody;
import dev.ratchet.activities.documents.FileSignature;
import dev.ratchet.workflows.contract.DocumentRef;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

/** Takes e-mails (RFC 5322, MIME) and ZIP archives apart, and what is inside of them. Threads may share one reader. */
public final class ContainerReader {
    private final Limits limits;

    /** @param mostPartBytes of one document in a container, 1 or more */
    public ContainerReader(long mostPartBytes) {
        this(new Limits(1_000, 100L << 20, mostPartBytes, 5, Duration.ofSeconds(20)));
    }

    ContainerReader(Limits limits) {
        this.limits = limits;
    }

    /**
     * What one submitted container may come to.
     *
     * @param parts through all levels, folders included
     * @param bytes unpacked, through all levels: what is packed twice counts twice
     * @param partBytes of one document
     * @param depth containers inside each other, the outermost one included
     */
    record Limits(int parts, long bytes, long partBytes, int depth, Duration time) {}

    /** Where a document that was found goes. */
    public interface Keeper {
        DocumentRef keep(SpooledBody document) throws IOException;
    }

    /**
     * What is in a body; empty when it is no container. Documents are kept as they are found, also when a later part makes the
     * whole container refused.
     *
     * @throws Reason.Unopened when it cannot be opened, or comes to more than it may
     */
    public Optional<Opened> open(SpooledBody body, Keeper keeper) throws IOException, Reason.Unopened {
        return isContainer(body)
                ? Optional.of(new Unpacking(limits, body.digest(), keeper).all(body))
                : Optional.empty();
    }

    /** By its first bytes. */
    public static boolean isContainer(SpooledBody body) throws IOException {
        return Kind.of(head(body)) != Kind.DOCUMENT;
    }

    static byte[] head(SpooledBody body) throws IOException {
        try (InputStream bytes = body.open()) {
            return bytes.readNBytes(FileSignature.HEAD);
        }
    }

    /** What bytes are, by their first ones. */
    enum Kind {
        ZIP,
        MAIL,
        DOCUMENT;

        static Kind of(byte[] head) {
            return FileSignature.isZip(head) ? ZIP : FileSignature.isMail(head) ? MAIL : DOCUMENT;
        }
    }
}
