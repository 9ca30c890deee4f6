package dev.ratchet.workflows.encryption;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;

/** What of Tink is used here: AES-256-GCM with a nonce by chance for each text. */
final class Tink {
    private static final Configuration CONFIGURATION = AeadConfig2026.get();

    private Tink() {}

    static KeysetHandle generate() throws GeneralSecurityException {
        return KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, CONFIGURATION);
    }

    static Aead aead(KeysetHandle key) throws GeneralSecurityException {
        return key.getPrimitive(CONFIGURATION, Aead.class);
    }

    static byte[] bytes(KeysetHandle key) throws GeneralSecurityException {
        return TinkProtoKeysetFormat.serializeKeyset(key, InsecureSecretKeyAccess.get(), CONFIGURATION);
    }

    static KeysetHandle ofBytes(byte[] key) throws GeneralSecurityException {
        return TinkProtoKeysetFormat.parseKeyset(key, InsecureSecretKeyAccess.get(), CONFIGURATION);
    }

    static String json(KeysetHandle key) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.serializeKeyset(key, CONFIGURATION, InsecureSecretKeyAccess.get());
    }

    static KeysetHandle ofJson(String key) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.parseKeyset(key, CONFIGURATION, InsecureSecretKeyAccess.get());
    }
}
