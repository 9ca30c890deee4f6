package dev.ratchet.activities.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.activities.effect.Effects;
import dev.ratchet.activities.masterdata.TestMasterData;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.EffectActivities.Refused;
import dev.ratchet.workflows.contract.effect.EffectActivities.Request;
import dev.ratchet.workflows.contract.effect.EffectActivities.Result;
import dev.ratchet.workflows.contract.effect.EffectDescription;
import dev.ratchet.workflows.contract.effect.Intent;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The same contract when every posting comes in the middle of a group: after a refused one, and asked for twice. */
class PostgresLedgerGroupTest extends LedgerContract {
    private static TestDatabase test;

    @BeforeAll
    static void open() {
        test = new TestDatabase();
    }

    @AfterAll
    static void close() {
        test.close();
    }

    @Override
    protected Ledger ledger() {
        return new PostgresLedger(test.database());
    }

    @Override
    protected Effects effects() {
        return new AmongOthers(Posted.effects(test.database(), KEYS), postings.granted("NOBODY", "RE-1", 119_00));
    }

    @Override
    protected void load(TenantId whose, String yaml) throws Exception {
        TestMasterData.load(test.database(), whose, yaml);
    }

    @Override
    protected void uploaded(TenantId whose, Digest document, String person) {
        Posted.approvals(test.database(), KEYS).uploaded(whose, document, person);
    }

    private record AmongOthers(Effects effects, Request refused) implements Effects {
        @Override
        public Result perform(Request request) {
            List<Result> results = effects.performAll(List.of(refused, request, refused, request));
            Refused unknown = new Refused("SUPPLIER_UNKNOWN", "there is no supplier 'NOBODY' in the master data", null);
            assertThat(results).containsExactly(unknown, results.get(1), unknown, results.get(1));
            return results.get(1);
        }

        @Override
        public EffectDescription describe(Intent intent) {
            return effects.describe(intent);
        }

        @Override
        public List<Result> performAll(List<Request> requests) {
            return effects.performAll(requests);
        }
    }
}
