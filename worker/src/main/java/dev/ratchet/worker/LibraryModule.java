package dev.ratchet.worker;

import dev.ratchet.activities.library.LibraryActivitiesImpl;
import dev.ratchet.activities.library.Pulse;
import dev.ratchet.activities.library.extraction.LibraryReader;
import dev.ratchet.activities.retrieval.PassageIndex;
import dev.ratchet.workflows.library.LibraryRegistration;
import dev.ratchet.workflows.temporal.AgentRegistration;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.tuning.CompositeTuner;
import io.temporal.worker.tuning.FixedSizeSlotSupplier;
import io.temporal.worker.tuning.WorkerTuner;
import java.util.List;
import java.util.function.Function;

/** The library agent: its reader, its tables, and the index that all agents search. */
public final class LibraryModule implements AgentModule {
    private final Function<Capabilities, PassageIndex> index;

    /** @param index asked once for a process */
    public LibraryModule(Function<Capabilities, PassageIndex> index) {
        this.index = index;
    }

    @Override
    public AgentRegistration<?, ?, ?> registration() {
        return LibraryRegistration.of();
    }

    @Override
    public List<Object> activities(Capabilities shared) {
        return List.of(new LibraryActivitiesImpl(
                shared.database(),
                shared.contents(),
                shared.closedWithThis(new LibraryReader()),
                index.apply(shared),
                Pulse.of(shared.heartbeats())));
    }

    /**
     * As many activities as documents fit into the heap, however many runs there are: the others wait at Temporal, and hold no slot
     * that another agent could use.
     */
    @Override
    public WorkerOptions options(WorkerOptions shared) {
        WorkerTuner tuner = shared.getWorkerTuner();
        return tuner == null
                ? shared
                : WorkerOptions.newBuilder(shared)
                        .setWorkerTuner(new CompositeTuner(
                                tuner.getWorkflowTaskSlotSupplier(),
                                new FixedSizeSlotSupplier<>(LibraryReader.atOnce()),
                                tuner.getLocalActivitySlotSupplier(),
                                tuner.getNexusSlotSupplier()))
                        .build();
    }
}
