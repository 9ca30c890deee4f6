package dev.ratchet.planted.capabilities.activities.masterdata;

import dev.ratchet.planted.capabilities.activities.ledger.Books;
import dev.ratchet.planted.capabilities.activities.policy.Decides;

/** Only the first edge is not allowed. */
public record Suppliers(Books books, Decides decides) {}
