package dev.ratchet.planted.gateway.workflows.run;

public record PersonDecision(String why) {}
