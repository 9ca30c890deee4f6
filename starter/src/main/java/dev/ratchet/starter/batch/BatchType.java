package dev.ratchet.starter.batch;

/** The batch of one agent, as Temporal knows it. */
public record BatchType(String workflowType, String taskQueue) {}
