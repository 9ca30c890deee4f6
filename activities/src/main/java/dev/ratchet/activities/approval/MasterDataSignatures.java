package dev.ratchet.activities.approval;

import dev.ratchet.activities.masterdata.history.ConfirmationKeys;
import java.nio.charset.StandardCharsets;

/** Signs confirmations of master data with the key that signs consent. */
public final class MasterDataSignatures implements ConfirmationKeys {
    private final ApprovalKeys signing;
    private final VerificationKeys believed;

    /** @param believed whose signatures count, those of {@code signing} or not */
    public MasterDataSignatures(ApprovalKeys signing, VerificationKeys believed) {
        this.signing = signing;
        this.believed = believed;
    }

    @Override
    public Signature sign(Statement statement) {
        return new Signature(signing.id(), signing.signature(bytes(statement)));
    }

    @Override
    public boolean signed(Statement statement, Signature signature) {
        return believed.signed(signature.key(), bytes(statement), signature.value());
    }

    /** Length-prefixed fields, so that no two statements share their bytes. */
    private static byte[] bytes(Statement statement) {
        StringBuilder bytes = new StringBuilder("ratchet.masterdata.confirmation.v1\n");
        for (String field : new String[] {statement.tenant().value(), statement.change(), statement.person()}) {
            bytes.append(field.length()).append(':').append(field).append('\n');
        }
        return bytes.toString().getBytes(StandardCharsets.UTF_8);
    }
}
