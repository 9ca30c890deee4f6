package dev.ratchet.planted.contract.workflows.agent;

public record Verdict(String code) {}
