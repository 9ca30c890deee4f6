package dev.ratchet.workflows.agent;

/** Something a planner may ask for. Each agent seals its own vocabulary of records below this. */
public interface Action {
    ActionKind kind();
}
