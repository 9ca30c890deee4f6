package dev.ratchet.planted.capabilities.activities.ledger;

public record Books(String head) {}
