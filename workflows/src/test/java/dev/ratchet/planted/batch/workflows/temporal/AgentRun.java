package dev.ratchet.planted.batch.workflows.temporal;

public final class AgentRun {}
