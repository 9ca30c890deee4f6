package dev.ratchet.activities.approval;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.effect.Approval;
import dev.ratchet.workflows.contract.effect.PersonStatement;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The public keys whose signatures count, by key id. Several at once while a key is being replaced, and those that were
 * replaced, so that what they signed can still be verified.
 *
 * @param byId Ed25519 public keys under {@link #id their ids}
 */
public record VerificationKeys(Map<String, Believed> byId) {

    /**
     * A key with the time in which effects may rest on its signatures.
     *
     * @param from absent: ever since
     * @param until exclusive; absent: for ever
     */
    public record Believed(
            PublicKey key, @Nullable Instant from, @Nullable Instant until) {
        boolean at(Instant time) {
            return (from == null || !time.isBefore(from)) && (until == null || time.isBefore(until));
        }
    }

    public VerificationKeys {
        if (byId.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one key to verify approvals with");
        }
        byId = Map.copyOf(byId);
    }

    /** Keys that are valid at any time. */
    public static VerificationKeys of(List<PublicKey> keys) {
        return believed(keys.stream().map(key -> new Believed(key, null, null)).toList());
    }

    static VerificationKeys believed(List<Believed> keys) {
        Map<String, Believed> byId = new TreeMap<>();
        keys.forEach(believed -> byId.put(id(believed.key()), believed));
        return new VerificationKeys(byId);
    }

    /** These and the others: what a ledger accepts while a key is being replaced. */
    public VerificationKeys with(VerificationKeys others) {
        Map<String, Believed> all = new TreeMap<>(byId);
        all.putAll(others.byId);
        return new VerificationKeys(all);
    }

    /** The first twelve hexadecimal digits of the SHA-256 of the key's X.509 encoding. */
    public static String id(PublicKey key) {
        return Digest.of(key.getEncoded()).brief();
    }

    /** Whether an effect could rest on a signature by the key of this id at that time. */
    public boolean valid(String id, Instant time) {
        Believed believed = byId.get(id);
        return believed != null && believed.at(time);
    }

    /** Whether the signature is by the key that the approval names, over what the approval says. */
    public boolean signed(Approval approval) {
        return signed(approval.key(), approval.signedBytes(), approval.signature());
    }

    /** As for an approval. */
    public boolean signed(PersonStatement statement) {
        return signed(statement.key(), statement.signedBytes(), statement.signature());
    }

    /** @param signature base64 */
    boolean signed(String id, byte[] bytes, String signature) {
        Believed believed = byId.get(id);
        if (believed == null) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(believed.key());
            verifier.update(bytes);
            return verifier.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
