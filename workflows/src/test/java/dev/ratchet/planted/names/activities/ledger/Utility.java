package dev.ratchet.planted.names.activities.ledger;

/** A word that only begins like a forbidden one. */
final class Utility {}
