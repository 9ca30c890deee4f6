package dev.ratchet.workflows.encryption;

import java.security.GeneralSecurityException;

/**
 * Wraps the keys of the {@link KeyTable}; it never encrypts a payload. One comes from a file ({@link FileMasterKey}); a key
 * management service is asked by an implementation of one's own, which {@code MasterKeyContract} in the tests holds to this.
 */
public interface MasterKey {
    /** Names the master key in the table, so that the wrong one is told as such; not secret. */
    String id();

    /**
     * @param boundTo not secret; what was wrapped with it is unwrapped with the same alone
     * @throws GeneralSecurityException when the service is away or refuses
     */
    byte[] wrap(byte[] secret, byte[] boundTo) throws GeneralSecurityException;

    /** @throws GeneralSecurityException when another key wrapped it, with other words, or it was changed */
    byte[] unwrap(byte[] wrapped, byte[] boundTo) throws GeneralSecurityException;
}
