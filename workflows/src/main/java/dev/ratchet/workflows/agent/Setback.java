package dev.ratchet.workflows.agent;

/** A turn without an action. The agent's reducer sees it, so that a failing planner changes the state and not the code path. */
public sealed interface Setback {

    String code();

    /** The gate rejected the proposal, or the answer was no proposal; {@code inARow} counts since the last action, from 1. */
    record ProposalRejected(String code, int inARow) implements Setback {}

    /** The planner cannot propose at all: no model, outage, refusal. */
    record PlannerUnavailable(String code, String why) implements Setback {}
}
