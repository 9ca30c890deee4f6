package dev.ratchet.activities.attestation;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.invoice.BankAccount;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Fingerprints of bank accounts: HMAC with SHA-256 (RFC 2104), under a key that is derived for nothing else, over the tenant and
 * the number. There are so few account numbers behind a mask that a plain digest would be tried out in a second. The same
 * account has the same fingerprint in every process that has the keys, and another one for another tenant.
 */
public final class AccountFingerprints {
    private final AttestationKeys.Derived ofAccounts;
    private final AttestationKeys.Derived ofTexts;

    public AccountFingerprints(AttestationKeys keys) {
        this.ofAccounts = keys.derived("ratchet account fingerprint v1");
        this.ofTexts = keys.derived("ratchet account text fingerprint v1");
    }

    /** @param number an IBAN or a domestic account number, in any spelling */
    public BankAccount of(TenantId tenant, String number) {
        String bare = bare(number);
        String masked = bare.length() < 10
                ? "…" + bare.substring(Math.max(0, bare.length() - 2))
                : bare.substring(0, 4) + "…" + bare.substring(bare.length() - 3);
        return new BankAccount(digest(ofAccounts, tenant, bare), masked);
    }

    /** Of a text in which account numbers stand: where all else in it is known, a plain digest would betray them. */
    public Digest ofText(TenantId tenant, String text) {
        return digest(ofTexts, tenant, text);
    }

    private static Digest digest(AttestationKeys.Derived key, TenantId tenant, String text) {
        return new Digest(HexFormat.of().formatHex(key.mac(tenant.value() + "\n" + text)));
    }

    /** The number without spaces and punctuation, in upper case. */
    public static String bare(String number) {
        return number.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    }
}
