package dev.ratchet.activities.verification;

/** Holds one entry against what it rests on, and tells what does not fit. */
@FunctionalInterface
interface EntryCheck {

    /** A row may hold anything: what cannot be read is told, or thrown as a {@link RuntimeException} and told then. */
    void check(Booked booked, Proofs proofs, Tally tally);
}
