package dev.ratchet.worker;

import dev.ratchet.activities.approval.ApprovalKeys;
import dev.ratchet.activities.approval.VerificationKeys;
import dev.ratchet.activities.attestation.AttestationKeys;
import dev.ratchet.worker.configuration.KeyFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/**
 * The keys of a process, read from their files.
 *
 * @param signing signs what people decide. A process without such a file can verify, but what it signs nobody believes
 * @param believed whose signatures count
 * @param attestation of what workers and gateways find
 */
record Keys(ApprovalKeys signing, VerificationKeys believed, AttestationKeys attestation) {

    /** @throws WorkerConfig.BadSetting when a file is missing or wrong */
    static Keys of(WorkerConfig config) throws WorkerConfig.BadSetting {
        AttestationKeys attestation = attestationKeys(config);
        try {
            ApprovalKeys signing = config.keys().approval().isPresent()
                    ? ApprovalKeys.load(
                            Files.readString(config.keys().approval().get(), StandardCharsets.UTF_8))
                    : ApprovalKeys.generate();
            if (config.keys().believed().isPresent()) {
                return new Keys(
                        signing,
                        ApprovalKeys.loadPublic(
                                Files.readString(config.keys().believed().get(), StandardCharsets.UTF_8)),
                        attestation);
            }
            if (config.keys().approval().isEmpty()) {
                throw new WorkerConfig.BadSetting(
                        KeyFiles.BELIEVED,
                        "is not set; it names the file of the public keys whose approvals the ledger believes");
            }
            return new Keys(signing, signing.verification(), attestation);
        } catch (IOException | ApprovalKeys.BadKey e) {
            throw new WorkerConfig.BadSetting(KeyFiles.APPROVAL, String.valueOf(e.getMessage()));
        }
    }

    private static AttestationKeys attestationKeys(WorkerConfig config) throws WorkerConfig.BadSetting {
        try {
            return AttestationKeys.load(Files.readString(config.keys().attestation(), StandardCharsets.US_ASCII));
        } catch (IOException | IllegalArgumentException e) {
            throw new WorkerConfig.BadSetting(KeyFiles.ATTESTATION, String.valueOf(e.getMessage()));
        }
    }
}
