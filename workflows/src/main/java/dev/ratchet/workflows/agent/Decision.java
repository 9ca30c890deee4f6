package dev.ratchet.workflows.agent;

/** Whether the runtime goes on. A planner is never asked. */
public sealed interface Decision {

    record Continue() implements Decision {}

    record Stop(Outcome outcome) implements Decision {}

    static Decision goOn() {
        return new Continue();
    }

    static Decision stop(Outcome outcome) {
        return new Stop(outcome);
    }
}
