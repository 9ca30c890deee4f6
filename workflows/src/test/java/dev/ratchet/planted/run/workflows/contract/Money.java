package dev.ratchet.planted.run.workflows.contract;

public record Money(long minor) {}
