package dev.ratchet.planted.starter.workflows.contract;

public record Money(long minor) {}
