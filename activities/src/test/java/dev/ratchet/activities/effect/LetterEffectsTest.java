package dev.ratchet.activities.effect;

import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.Intent;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract with a kind that has no amount and that no rule may authorize. */
class LetterEffectsTest extends EffectsContract {
    private static TestDatabase test;

    @BeforeAll
    static void open() throws SQLException {
        test = new TestDatabase();
        Letters.create(test);
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
        return new LetterEffect();
    }

    @Override
    protected void prepare(TenantId whose) {}

    @Override
    protected Intent intent(TenantId whose, int key, int content) {
        return LetterEffect.intent("case-" + key, "Dear reader, " + content);
    }

    @Override
    protected Receipt first() {
        return new Receipt("letter", "case-1");
    }

    @Override
    protected String table() {
        return "letter";
    }

    @Override
    protected boolean hasAmount() {
        return false;
    }
}
