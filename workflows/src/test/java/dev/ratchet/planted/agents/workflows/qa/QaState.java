package dev.ratchet.planted.agents.workflows.qa;

public record QaState(String fact) {}
