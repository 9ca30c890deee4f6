package dev.ratchet.workflows.contract;

import org.jspecify.annotations.Nullable;

/**
 * The e-mail or archive that a document came in. For display only: nothing is decided by it, and sender and subject are no more
 * than what the mail says of itself.
 *
 * @param digest of the bytes that were submitted, which are kept
 * @param path of the document in them, through the containers inside; at most 200 bytes, of which the end is kept
 * @param sender of the innermost mail around the document, at most 120 characters; absent where there is no mail
 * @param subject of the same mail, at most 120 characters; absent when it has none
 */
public record Container(
        Digest digest,
        String path,
        @Nullable String sender,
        @Nullable String subject) {
    private static final int LONGEST_PATH = 200;
    private static final int LONGEST_HEADER = 120;

    public Container {
        path = Texts.endOf(LONGEST_PATH, path);
        sender = sender == null ? null : Texts.upTo(LONGEST_HEADER, sender);
        subject = subject == null ? null : Texts.upTo(LONGEST_HEADER, subject);
    }
}
