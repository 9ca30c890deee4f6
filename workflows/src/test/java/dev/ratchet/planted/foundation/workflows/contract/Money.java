package dev.ratchet.planted.foundation.workflows.contract;

public record Money(long minor) {}
