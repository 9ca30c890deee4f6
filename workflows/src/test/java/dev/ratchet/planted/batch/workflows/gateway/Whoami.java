package dev.ratchet.planted.batch.workflows.gateway;

public record Whoami(String person) {}
