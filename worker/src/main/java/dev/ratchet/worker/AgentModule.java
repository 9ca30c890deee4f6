package dev.ratchet.worker;

import dev.ratchet.activities.effect.EffectKind;
import dev.ratchet.workflows.temporal.AgentRegistration;
import io.temporal.worker.WorkerOptions;
import java.util.List;

/** What one agent brings to a process: its registration, and what only it needs of the world. */
public interface AgentModule {

    AgentRegistration<?, ?, ?> registration();

    /** Implementations of activity interfaces that no other agent uses. Called once for a process. */
    default List<Object> activities(Capabilities shared) {
        return List.of();
    }

    /** Whether its runs search the library, so that their bundle tells by which configurations. */
    default boolean retrieves() {
        return false;
    }

    /** The kinds of irreversible effect that this agent asks for. Called once for a process. */
    default List<EffectKind> effects() {
        return List.of();
    }

    /** How its worker differs from the others of the process. */
    default WorkerOptions options(WorkerOptions shared) {
        return shared;
    }
}
