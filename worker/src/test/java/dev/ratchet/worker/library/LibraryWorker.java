package dev.ratchet.worker.library;

import dev.ratchet.worker.Agents;
import dev.ratchet.worker.HoldingWorker;
import dev.ratchet.worker.WorkerMain;
import java.nio.file.Path;

/** {@code ratchet-worker} as it is shipped: its library, and the indexes that all agents search. */
public final class LibraryWorker {
    public static final Agents AGENTS = Agents.PRODUCT;

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
