package dev.ratchet.planted.agents.workflows.contract.qa;

public record Answer(String text) {}
