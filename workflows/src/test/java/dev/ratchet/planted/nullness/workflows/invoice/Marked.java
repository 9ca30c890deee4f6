package dev.ratchet.planted.nullness.workflows.invoice;

final class Marked {}
