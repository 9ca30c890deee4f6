package dev.ratchet.activities.database;

import dev.ratchet.workflows.contract.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that a row of a hash chain is hashed over, as the database's own {@code hash_field} writes them: each field as its
 * length in UTF-8 bytes, a colon, its text and a line feed; an absent one as {@code -} and a line feed.
 */
public final class HashedFields {
    private final StringBuilder bytes = new StringBuilder(1024);

    /** @param kind what is hashed and in which version; a line feed follows it */
    public HashedFields(String kind) {
        bytes.append(kind).append('\n');
    }

    public HashedFields add(@Nullable String value) {
        if (value == null) {
            bytes.append("-\n");
        } else {
            bytes.append(value.getBytes(StandardCharsets.UTF_8).length)
                    .append(':')
                    .append(value)
                    .append('\n');
        }
        return this;
    }

    public HashedFields add(long value) {
        return add(Long.toString(value));
    }

    /** As microseconds since the epoch. */
    public HashedFields add(Instant time) {
        return add(ChronoUnit.MICROS.between(Instant.EPOCH, time));
    }

    /** SHA-256 of them. */
    public Digest hash() {
        return Digest.of(bytes.toString());
    }
}
