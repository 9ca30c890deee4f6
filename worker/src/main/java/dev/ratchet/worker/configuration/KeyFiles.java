package dev.ratchet.worker.configuration;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Files of keys and tokens; each can be read.
 *
 * @param approval key pair that signs approvals; only the process that authenticates people has it
 * @param believed public keys that the ledger believes; absent: those of {@code approval}
 * @param attestation secret keys that workers and gateways share, see
 *     {@link dev.ratchet.activities.attestation.AttestationKeys}
 * @param tokens of people; only for {@code web}
 */
public record KeyFiles(Optional<Path> approval, Optional<Path> believed, Path attestation, Optional<Path> tokens) {
    public static final String APPROVAL = "RATCHET_APPROVAL_KEY";
    public static final String BELIEVED = "RATCHET_APPROVAL_PUBLIC_KEYS";
    public static final String ATTESTATION = "RATCHET_ATTESTATION_KEY";
    public static final String TOKENS = "RATCHET_TOKENS";

    /** @return empty when something is wrong, which is then among the problems */
    public static Optional<KeyFiles> from(Reading reading) {
        Optional<Path> approval = reading.file(APPROVAL);
        Optional<Path> believed = reading.file(BELIEVED);
        if (reading.text(ATTESTATION).isEmpty()) {
            reading.wrong(
                    ATTESTATION,
                    "is not set; it names the file of the secret key that all workers and gateways share."
                            + " 'ratchet-worker keys' makes one");
        }
        Optional<Path> attestation = reading.file(ATTESTATION);
        Optional<Path> tokens = reading.file(TOKENS);
        return attestation.map(file -> new KeyFiles(approval, believed, file, tokens));
    }
}
