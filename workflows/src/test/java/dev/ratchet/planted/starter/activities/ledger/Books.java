package dev.ratchet.planted.starter.activities.ledger;

public record Books(String head) {}
