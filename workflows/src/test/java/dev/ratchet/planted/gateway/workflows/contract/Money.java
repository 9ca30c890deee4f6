package dev.ratchet.planted.gateway.workflows.contract;

public record Money(long minor) {}
