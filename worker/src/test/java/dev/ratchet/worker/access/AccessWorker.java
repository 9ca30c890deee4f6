package dev.ratchet.worker.access;

import dev.ratchet.worker.Agents;
import dev.ratchet.worker.InvoiceModule;
import dev.ratchet.worker.WorkerMain;
import java.util.List;

/** {@code ratchet-worker} of a product with two agents. */
public final class AccessWorker {
    public static final Agents AGENTS = new Agents(List.of(new InvoiceModule(), new AccessModule()));

    private AccessWorker() {}

    public static void main(String[] args) {
        System.exit(WorkerMain.run(AGENTS, args));
    }
}
