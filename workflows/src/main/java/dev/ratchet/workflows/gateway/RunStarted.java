package dev.ratchet.workflows.gateway;

/** @param started false when a run of the same intake has finished before; the record has its end */
public record RunStarted(String workflowId, boolean started) {}
