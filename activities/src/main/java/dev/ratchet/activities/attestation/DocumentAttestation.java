package dev.ratchet.activities.attestation;

import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.invoice.BankAccount;
import dev.ratchet.workflows.contract.invoice.DocumentReading;
import dev.ratchet.workflows.contract.invoice.FieldReading;
import java.util.function.Function;

/** What a document says, attested for the document. */
public final class DocumentAttestation {
    private static final String READING = "reading";
    private static final String FIELDS = "fields";

    private final AttestationKeys keys;
    private final AccountFingerprints accounts;

    public DocumentAttestation(AttestationKeys keys) {
        this.keys = keys;
        this.accounts = new AccountFingerprints(keys);
    }

    /** What a reading may say of an account number that a document of this tenant shows. */
    public Function<String, BankAccount> accounts(TenantId tenant) {
        return number -> accounts.of(tenant, number);
    }

    public Attested<DocumentReading> reading(TenantId tenant, Digest document, DocumentReading value) {
        return keys.attest(READING, tenant, document.hex(), value);
    }

    /** @throws IllegalArgumentException when no worker read that of this document */
    public DocumentReading requireReading(TenantId tenant, Digest document, Attested<DocumentReading> claim) {
        return keys.require(READING, tenant, document.hex(), claim);
    }

    public Attested<FieldReading> fields(TenantId tenant, Digest document, FieldReading value) {
        return keys.attest(FIELDS, tenant, document.hex(), value);
    }

    /** @throws IllegalArgumentException when no worker held these fields against this document */
    public FieldReading requireFields(TenantId tenant, Digest document, Attested<FieldReading> claim) {
        return keys.require(FIELDS, tenant, document.hex(), claim);
    }
}
