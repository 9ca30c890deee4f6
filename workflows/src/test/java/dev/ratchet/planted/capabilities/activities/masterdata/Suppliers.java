package dev.ratchet.planted.capabilities.activities.masterdata;

import dev.ratchet.planted.capabilities.activities.ledger.Books;

public record Suppliers(Books books) {}
