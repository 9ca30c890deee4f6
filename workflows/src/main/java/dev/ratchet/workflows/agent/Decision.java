package dev.ratchet.workflows.agent;

/** Whether the runtime goes on. A planner is never asked. */
public sealed interface Decision<R> {

    record Continue<R>() implements Decision<R> {}

    record Stop<R>(R outcome) implements Decision<R> {}

    static <R> Decision<R> goOn() {
        return new Continue<>();
    }

    static <R> Decision<R> stop(R outcome) {
        return new Stop<>(outcome);
    }
}
