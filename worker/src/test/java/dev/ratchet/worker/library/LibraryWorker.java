package dev.ratchet.worker.library;

import dev.ratchet.worker.Agents;
import dev.ratchet.worker.HoldingWorker;
import dev.ratchet.worker.LibraryModule;
import dev.ratchet.worker.WorkerMain;
import java.nio.file.Path;
import java.util.List;

/** {@code ratchet-worker} of a product with a library. */
public final class LibraryWorker {
    public static final Agents AGENTS =
            new Agents(List.of(new LibraryModule(shared -> new TablePassageIndex(shared.database()))));

    private LibraryWorker() {}

    public static void main(String[] args) {
        System.exit(WorkerMain.run(AGENTS, args));
    }

    /** Holds runs at their points, as {@link HoldingWorker}. */
    public static final class Holding {
        private Holding() {}

        public static void main(String[] arguments) throws Exception {
            HoldingWorker.run(AGENTS, HoldingWorker.holding(Path.of(arguments[0])));
        }
    }
}
