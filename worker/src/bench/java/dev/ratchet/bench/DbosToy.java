package dev.ratchet.bench;

import dev.ratchet.workflows.contract.effect.EffectActivities;
import dev.dbos.transact.DBOS;
import dev.dbos.transact.workflow.Workflow;

/** Five steps that do nothing but return, then one ledger entry, as a DBOS workflow. */
public interface DbosToy {
    long run(int item);

    /** @param posts without it, only the five steps */
    record Impl(DBOS dbos, EffectActivities effects, boolean posts) implements DbosToy {
        @Override
        @Workflow(name = "toy")
        public long run(int item) {
            for (int step = 1; step <= Toy.FIVE; step++) {
                dbos.runStep(() -> item, "step " + step);
            }
            return posts
                    ? dbos.runStep(() -> Toy.number(effects.perform(Toy.posting(item, "dbos"))), "entry")
                    : item;
        }
    }
}
