package dev.ratchet.worker.access;

import dev.ratchet.worker.Agents;
import dev.ratchet.worker.InvoiceModule;
import dev.ratchet.worker.WorkerMain;
import dev.ratchet.workflows.access.AccessRegistration;
import dev.ratchet.workflows.temporal.AgentRegistration;
import java.util.List;

/** {@code ratchet-worker} of a build whose access agent cannot do its first workflow task. */
public final class BrokenAccessWorker {
    private BrokenAccessWorker() {}

    public static void main(String[] args) {
        System.exit(WorkerMain.run(new Agents(List.of(new InvoiceModule(), new Broken())), args));
    }

    private static final class Broken extends AccessModule {
        @Override
        public AgentRegistration<?, ?, ?> registration() {
            return AccessRegistration.broken();
        }
    }
}
