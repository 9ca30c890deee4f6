package dev.ratchet.workflows.contract.invoice;

import dev.ratchet.workflows.contract.Digest;
import java.util.Locale;

/**
 * A bank account as far as a history may know it: enough to compare and to show, not enough to pay.
 *
 * @param fingerprint digest of the account number without spaces and punctuation, in upper case
 * @param masked its first four and last three characters
 */
public record BankAccount(Digest fingerprint, String masked) {

    /** @param number an IBAN or a domestic account number, in any spelling */
    public static BankAccount of(String number) {
        String bare = number.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
        String masked = bare.length() < 10
                ? "…" + bare.substring(Math.max(0, bare.length() - 2))
                : bare.substring(0, 4) + "…" + bare.substring(bare.length() - 3);
        return new BankAccount(Digest.of(bare), masked);
    }
}
