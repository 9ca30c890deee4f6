package dev.ratchet.planted.starter.workflows.agent;

public record Verdict(String code) {}
