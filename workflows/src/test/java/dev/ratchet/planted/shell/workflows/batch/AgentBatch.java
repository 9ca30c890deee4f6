package dev.ratchet.planted.shell.workflows.batch;

public final class AgentBatch {}
