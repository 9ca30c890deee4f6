package dev.ratchet.activities.content;

import dev.ratchet.activities.content.ContentStore.Held;
import dev.ratchet.workflows.contract.Digest;
import java.io.IOException;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is kept under a digest is believed only after it was hashed: whoever can write there could have put it there. */
final class Intact {
    private Intact() {}

    /** @throws IOException when the bytes have another digest */
    static byte[] require(Digest digest, byte[] kept) throws IOException {
        if (!Digest.of(kept).equals(digest)) {
            throw new IOException(
                    "content " + digest.brief() + " is not what was stored under its digest; restore it from a backup");
        }
        return kept;
    }

    static Held held(Digest digest, Optional<byte[]> kept) {
        return kept.map(bytes -> Digest.of(bytes).equals(digest) ? Held.WHOLE : Held.CHANGED)
                .orElse(Held.MISSING);
    }

    static Map<Digest, byte[]> only(Map<Digest, byte[]> kept) {
        return kept.entrySet().stream()
                .filter(body -> Digest.of(body.getValue()).equals(body.getKey()))
                .collect(Collectors.toMap(Entry::getKey, Entry::getValue));
    }
}
