package dev.ratchet.activities.masterdata.history;

/**
 * One thing that a change makes otherwise.
 *
 * @param text one sentence for people, such as {@code person anna: limit raised from 1000.00 to 5000.00 EUR}
 * @param secondPerson whether it lets somebody do more, or money go elsewhere, so that two people must want it
 */
public record Difference(String text, boolean secondPerson) {}
