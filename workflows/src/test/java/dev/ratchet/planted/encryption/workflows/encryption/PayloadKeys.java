package dev.ratchet.planted.encryption.workflows.encryption;

public record PayloadKeys(String active) {}
