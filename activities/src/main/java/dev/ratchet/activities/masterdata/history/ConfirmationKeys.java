package dev.ratchet.activities.masterdata.history;

import dev.ratchet.workflows.contract.TenantId;

/** Signs confirmations where people are authenticated, and tells later whether one was signed there. */
public interface ConfirmationKeys {

    Signature sign(Statement statement);

    boolean signed(Statement statement, Signature signature);

    /**
     * What a person confirms.
     *
     * @param change hash of the record that was held, and with it all that it says
     */
    record Statement(TenantId tenant, String change, String person) {}

    /**
     * @param key id of the key that signed
     * @param value base64
     */
    record Signature(String key, String value) {}
}
