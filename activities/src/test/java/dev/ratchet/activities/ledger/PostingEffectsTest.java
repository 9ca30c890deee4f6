package dev.ratchet.activities.ledger;

import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.activities.effect.EffectKind;
import dev.ratchet.activities.effect.EffectsContract;
import dev.ratchet.activities.ledger.Postings.Change;
import dev.ratchet.activities.masterdata.TestMasterData;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.Intent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract of every effect with the books. */
class PostingEffectsTest extends EffectsContract {
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
    protected TestDatabase test() {
        return test;
    }

    @Override
    protected EffectKind kind() {
        return new PostingEffect();
    }

    @Override
    protected void prepare(TenantId whose) throws Exception {
        TestMasterData.load(test.database(), whose, "suppliers: [{id: CAREFUL, name: Careful}]");
    }

    @Override
    protected Intent intent(TenantId whose, int key, int content) {
        return new Postings(whose, KEYS)
                .entry("CAREFUL", "RE-" + key, 119_00 + content, Change.none())
                .intent();
    }

    @Override
    protected Receipt first() {
        return new Receipt("entry", "1");
    }

    @Override
    protected String table() {
        return "entry";
    }

    @Override
    protected boolean hasAmount() {
        return true;
    }
}
