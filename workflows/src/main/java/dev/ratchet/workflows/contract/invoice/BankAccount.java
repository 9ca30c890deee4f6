package dev.ratchet.workflows.contract.invoice;

import dev.ratchet.workflows.contract.Digest;

/**
 * A bank account as far as a history may know it: enough to compare and to show, not enough to pay, and not enough to find the
 * number by trying. Only activities make one: no workflow holds the key.
 *
 * @param fingerprint message authentication code over the tenant and the number, under a key of the workers
 * @param masked its first four and last three characters; of a number below ten characters the last two
 */
public record BankAccount(Digest fingerprint, String masked) {}
