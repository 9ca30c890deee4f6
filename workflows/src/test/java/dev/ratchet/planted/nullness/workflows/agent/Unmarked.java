package dev.ratchet.planted.nullness.workflows.agent;

final class Unmarked {}
