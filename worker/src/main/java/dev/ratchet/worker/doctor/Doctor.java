package dev.ratchet.worker.doctor;

import dev.ratchet.activities.approval.VerificationKeys;
import dev.ratchet.activities.database.DatabaseCondition;
import dev.ratchet.activities.model.ModelCheck;
import dev.ratchet.worker.sizing.Sizing;
import dev.ratchet.worker.temporal.TemporalConnection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Looks at everything; what cannot be looked at is a finding, too, and the rest is looked at all the same. */
public final class Doctor {
    private final Clock clock;
    private final List<Finding> found = new ArrayList<>();

    public Doctor(Clock clock) {
        this.clock = clock;
    }

    @FunctionalInterface
    private interface Look {
        List<Finding> look() throws Exception;
    }

    private void look(String about, String todo, Look look) {
        try {
            found.addAll(look.look());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            broken(about, "was not waited for", todo);
        } catch (Exception e) {
            broken(about, String.valueOf(e.getMessage()), todo);
        }
    }

    /** Something that could not be looked at. */
    public void broken(String about, String why, String todo) {
        found.add(Finding.bad(about, why, todo));
    }

    /** @param queues task queues of all agents */
    public void temporal(TemporalConnection temporal, Collection<String> queues) {
        TemporalLook look = new TemporalLook(temporal, clock);
        String address = "look at TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE: ratchet-worker config";
        look("Temporal", address, look::server);
        look("search attributes", address, look::searchAttributes);
        look("worker deployments", address, look::versions);
        look("task queues", address, () -> look.pollers(queues));
    }

    /** @param ownerToo whether this process was given the owner's login */
    public void database(DatabaseCondition database, boolean ownerToo) {
        String todo = "look at RATCHET_DB_URL: ratchet-worker config";
        look("clock of the database", todo, () -> List.of(Judgement.skew("the database", database.ahead(clock))));
        look("roles of the database", todo, () -> List.of(Judgement.roles(database.rewritable(), ownerToo)));
        look(
                "migrations",
                "start one process of this release with RATCHET_DB_OWNER, which migrates",
                () -> List.of(Judgement.migrations(database.notAtHead())));
    }

    public void keys(VerificationKeys believed) {
        found.add(Judgement.approvalKeys(believed, clock.instant()));
    }

    /** @param agents whose rule books were read and compiled */
    public void rules(Collection<String> agents) {
        found.add(Finding.ok("rule books", "read and compiled for " + String.join(", ", agents)));
    }

    public void sizing(Sizing sizing, int connections) {
        found.add(Judgement.sizing(sizing, connections, Runtime.getRuntime().maxMemory()));
    }

    /** Asks each model once, which is paid. */
    public void models(ModelCheck models) {
        if (models.isEmpty()) {
            found.add(Finding.ok("models", "none; texts wait for a person"));
            return;
        }
        look(
                "models",
                "ratchet-worker models check",
                () -> models.check().stream()
                        .map(each -> each.wrong() == null
                                ? Finding.ok("model " + each.entry().id(), "it answered in " + each.millis() + " ms")
                                : Finding.bad(
                                        "model " + each.entry().id(), each.wrong(), "ratchet-worker models check"))
                        .toList());
    }

    /** In the order in which it was looked. */
    public List<Finding> findings() {
        return List.copyOf(found);
    }
}
