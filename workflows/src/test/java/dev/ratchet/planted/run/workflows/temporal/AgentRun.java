package dev.ratchet.planted.run.workflows.temporal;

public final class AgentRun {}
