package dev.ratchet.workflows.encryption;

import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.TreeMap;

/** A key management service as a process sees it: keys stay there, and it can be away. */
final class FakeKms {
    private final Map<String, FileMasterKey> keys = new TreeMap<>();
    private boolean away;

    void away(boolean now) {
        away = now;
    }

    MasterKey key(String name) {
        FileMasterKey inside = keys.computeIfAbsent(name, created -> FileMasterKey.load(FileMasterKey.generate()));
        return new MasterKey() {
            @Override
            public String id() {
                return "kms-" + name;
            }

            @Override
            public byte[] wrap(byte[] secret, byte[] boundTo) throws GeneralSecurityException {
                requireHere();
                return inside.wrap(secret, boundTo);
            }

            @Override
            public byte[] unwrap(byte[] wrapped, byte[] boundTo) throws GeneralSecurityException {
                requireHere();
                return inside.unwrap(wrapped, boundTo);
            }
        };
    }

    private void requireHere() throws GeneralSecurityException {
        if (away) {
            throw new GeneralSecurityException("the service does not answer");
        }
    }
}
