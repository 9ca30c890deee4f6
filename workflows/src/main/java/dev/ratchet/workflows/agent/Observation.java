package dev.ratchet.workflows.agent;

/** Something a tool reported. Each agent seals its own below this. */
public interface Observation {
    /** The name under which it is recorded: lower snake case, frozen. */
    String wire();
}
