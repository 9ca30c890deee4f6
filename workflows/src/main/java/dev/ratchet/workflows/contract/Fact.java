package dev.ratchet.workflows.contract;

/** One thing that is known, in words for a person: a label and its value. */
public record Fact(String label, String value) {}
