package dev.ratchet.activities.verification;

/**
 * One thing that does not fit.
 *
 * @param about what it is about, such as {@code entry 12}, {@code order PO7} or a run's workflow id
 * @param why one sentence
 */
public record Discrepancy(String about, String why) {}
