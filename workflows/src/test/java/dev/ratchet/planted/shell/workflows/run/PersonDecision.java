package dev.ratchet.planted.shell.workflows.run;

public record PersonDecision(String why) {}
