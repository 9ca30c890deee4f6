package dev.ratchet.planted.activities.worker;

public record WorkerConfig(String address) {}
