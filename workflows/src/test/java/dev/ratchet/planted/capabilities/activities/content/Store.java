package dev.ratchet.planted.capabilities.activities.content;

public record Store(String folder) {}
