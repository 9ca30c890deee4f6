package dev.ratchet.activities.attestation;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.ratchet.activities.OwnerOnlyFile;
import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.WithItsType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Secret keys that workers and gateways share. The first one attests; what any of them attested is believed, so that a key can
 * be replaced while runs wait. HMAC with SHA-256 (RFC 2104) over the {@link CanonicalJson} of what is attested.
 */
public final class AttestationKeys {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 32;

    private final List<SecretKeySpec> keys;

    private AttestationKeys(List<SecretKeySpec> keys) {
        this.keys = List.copyOf(keys);
    }

    /** What the code is over: nothing attested of one thing can be shown for another. */
    private record Statement(
            String about,
            TenantId tenant,
            String subject,
            @JsonSerialize(using = WithItsType.class) Object value) {}

    public static AttestationKeys generate() {
        return new AttestationKeys(List.of(new SecretKeySpec(random(), ALGORITHM)));
    }

    /**
     * @param text one key on each line, the newest first: 32 bytes in base64
     * @throws IllegalArgumentException when there is none, or a line is not one
     */
    public static AttestationKeys load(String text) {
        List<SecretKeySpec> keys = new ArrayList<>();
        for (String line :
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList()) {
            keys.add(key(line, keys.size() + 1));
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one key: a line of 32 bytes in base64");
        }
        return new AttestationKeys(keys);
    }

    /** Loads the file, or generates a key and writes it there, readable by its owner only. */
    public static AttestationKeys loadOrGenerate(Path file) throws IOException {
        if (!Files.exists(file)) {
            OwnerOnlyFile.write(file, Base64.getEncoder().encodeToString(random()) + "\n");
        }
        return load(Files.readString(file, StandardCharsets.US_ASCII));
    }

    /**
     * @param about the kind of fact, such as {@code reading}; a frozen word
     * @param subject what it is a fact of, such as a document's digest
     */
    public <T> Attested<T> attest(String about, TenantId tenant, String subject, T value) {
        byte[] mac = mac(keys.get(0), about, tenant, subject, value);
        return new Attested<>(value, Base64.getEncoder().encodeToString(mac));
    }

    /** Whether one of these keys attested exactly this. */
    public boolean attested(String about, TenantId tenant, String subject, Attested<?> claim) {
        byte[] claimed;
        try {
            claimed = Base64.getDecoder().decode(claim.mac());
        } catch (IllegalArgumentException e) {
            return false;
        }
        return keys.stream()
                .anyMatch(key -> MessageDigest.isEqual(mac(key, about, tenant, subject, claim.value()), claimed));
    }

    /**
     * The value, once it is known to be attested.
     *
     * @throws IllegalArgumentException when it is not
     */
    public <T> T require(String about, TenantId tenant, String subject, Attested<T> claim) {
        if (!attested(about, tenant, subject, claim)) {
            throw new IllegalArgumentException(
                    "the " + about + " of " + subject + " is not attested by a key that is known here");
        }
        return claim.value();
    }

    /**
     * A key for another purpose than attesting, from the last key of the list: it stays the same while newer ones are put
     * before it, because what was made with it is kept and compared.
     *
     * @param purpose a frozen text that no other purpose shares
     */
    Derived derived(String purpose) {
        return new Derived(new SecretKeySpec(mac(keys.get(keys.size() - 1), purpose), ALGORITHM));
    }

    /** Never leaves the process. */
    static final class Derived {
        private final SecretKeySpec key;

        private Derived(SecretKeySpec key) {
            this.key = key;
        }

        byte[] mac(String text) {
            return AttestationKeys.mac(key, text);
        }
    }

    private static byte[] mac(SecretKeySpec key, String about, TenantId tenant, String subject, Object value) {
        return mac(key, CanonicalJson.of(new Statement(about, tenant, subject, value)));
    }

    private static byte[] mac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private static byte[] random() {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        return key;
    }

    private static SecretKeySpec key(String line, int number) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(line);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("line " + number + " should be 32 bytes in base64", e);
        }
        if (key.length != BYTES) {
            throw new IllegalArgumentException("line " + number + " has " + key.length + " bytes and should have 32");
        }
        return new SecretKeySpec(key, ALGORITHM);
    }
}
