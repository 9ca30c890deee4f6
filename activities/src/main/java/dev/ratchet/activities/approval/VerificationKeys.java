package dev.ratchet.activities.approval;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.effect.Approval;
import dev.ratchet.workflows.contract.effect.PersonStatement;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The public keys whose signatures count, by key id. Several at once while a key is being replaced.
 *
 * @param byId Ed25519 public keys under {@link #id their ids}
 */
public record VerificationKeys(Map<String, PublicKey> byId) {

    public VerificationKeys {
        if (byId.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one key to verify approvals with");
        }
        byId = Map.copyOf(byId);
    }

    public static VerificationKeys of(List<PublicKey> keys) {
        Map<String, PublicKey> byId = new TreeMap<>();
        for (PublicKey key : keys) {
            byId.put(id(key), key);
        }
        return new VerificationKeys(byId);
    }

    /** These and the others: what a ledger accepts while a key is being replaced. */
    public VerificationKeys with(VerificationKeys others) {
        List<PublicKey> all = new ArrayList<>(byId.values());
        all.addAll(others.byId.values());
        return of(all);
    }

    /** The first twelve hexadecimal digits of the SHA-256 of the key's X.509 encoding. */
    public static String id(PublicKey key) {
        return Digest.of(key.getEncoded()).brief();
    }

    /** Whether the signature is by the key that the approval names, over what the approval says. */
    public boolean signed(Approval approval) {
        return signed(approval.key(), approval.signedBytes(), approval.signature());
    }

    /** As for an approval. */
    public boolean signed(PersonStatement statement) {
        return signed(statement.key(), statement.signedBytes(), statement.signature());
    }

    private boolean signed(String id, byte[] bytes, String signature) {
        PublicKey key = byId.get(id);
        if (key == null) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(bytes);
            return verifier.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
