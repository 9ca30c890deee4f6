package dev.ratchet.activities.masterdata.history;

import dev.ratchet.activities.database.HashedFields;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record of the history exactly as the database holds it.
 *
 * <p>Its hash, which the database computes when it writes the record, is the SHA-256 of, in UTF-8: {@code ratchet.masterdata.v1}
 * and a line feed, then the tenant and every component in declaration order up to and including {@code prevHash}. Each is
 * written as its length in UTF-8 bytes, a colon, its text and a line feed; an absent one as {@code -} and a line feed.
 * {@code at} is microseconds since the epoch.
 *
 * @param number 1, 2, 3, … of the tenant
 * @param person who loaded the file; of a confirmation who confirmed
 * @param basedOn number of the change that was in force when the differences were found; 0 when there was none
 * @param file keyed fingerprint of the file that was loaded
 * @param differences {@link Difference}s as JSON
 * @param content {@link MasterDataRows} as JSON
 * @param confirms number of the change that this one confirms
 * @param key id of the key that signed; with {@code signature} only of a confirmation
 * @param prevHash of the record before, or the SHA-256 of {@code ratchet.masterdata.v1:} and the tenant
 * @param rowHash as stored, which may differ from what the record hashes to
 */
public record Change(
        long number,
        Instant at,
        Event event,
        String person,
        long basedOn,
        String file,
        String differences,
        String content,
        @Nullable Long confirms,
        @Nullable String key,
        @Nullable String signature,
        String prevHash,
        String rowHash) {

    /** What happened; the names are frozen. */
    public enum Event {
        /** Loaded while there were no people, who could have confirmed it; in force at once. */
        BOOTSTRAP,
        /** Nothing in it needs a second person; in force at once. */
        APPLIED,
        /** Waits for a second person. */
        HELD,
        /** A second person confirmed what was held; in force from then on. */
        CONFIRMED
    }

    /** What it changed, for people; of a record that somebody tampered with it may say only that. */
    public List<Difference> found() {
        try {
            return List.of(CanonicalJson.read(differences, Difference[].class));
        } catch (UncheckedIOException e) {
            return List.of(new Difference("what it changed cannot be read", true));
        }
    }

    MasterDataRows rows() {
        return CanonicalJson.read(content, MasterDataRows.class);
    }

    static Digest genesis(String tenant) {
        return Digest.of("ratchet.masterdata.v1:" + tenant);
    }

    Digest hash(String tenant) {
        HashedFields fields = new HashedFields("ratchet.masterdata.v1");
        fields.add(tenant);
        fields.add(number);
        fields.add(at);
        fields.add(event.name());
        fields.add(person);
        fields.add(basedOn);
        fields.add(file);
        fields.add(differences);
        fields.add(content);
        fields.add(confirms == null ? null : confirms.toString());
        fields.add(key);
        fields.add(signature);
        fields.add(prevHash);
        return fields.hash();
    }
}
