package dev.ratchet.activities.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.approval.PostgresApprovals;
import dev.ratchet.activities.approval.VerificationKeys;
import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.activities.masterdata.PostgresMasterData;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.LedgerActivities.NotPosted;
import dev.ratchet.workflows.contract.LedgerActivities.Posting;
import dev.ratchet.workflows.contract.LedgerActivities.Receipt;
import dev.ratchet.workflows.contract.TenantId;
import java.io.IOException;
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
    protected Ledger ledger(VerificationKeys keys) {
        return new AmongOthers(new PostgresLedger(test.database(), keys), postings.granted("NOBODY", "RE-1", 119_00));
    }

    @Override
    protected void load(TenantId whose, String yaml) throws Exception {
        new PostgresMasterData(test.database()).load(whose, yaml);
    }

    @Override
    protected void broughtIn(TenantId whose, Digest document, String person) {
        new PostgresApprovals(test.database(), KEYS).broughtIn(whose, document, person);
    }

    @Override
    protected void remove(TenantId whose, String person) {
        test.database()
                .jdbi()
                .useHandle(handle ->
                        handle.execute("DELETE FROM person WHERE tenant = ? AND id = ?", whose.value(), person));
    }

    private record AmongOthers(Ledger ledger, Posting refused) implements Ledger {
        @Override
        public Receipt post(Posting posting) {
            List<Receipt> receipts = ledger.postAll(List.of(refused, posting, refused, posting));
            assertThat(receipts).hasSize(4);
            assertThat(receipts.get(0)).isInstanceOf(NotPosted.class).isEqualTo(receipts.get(2));
            assertThat(receipts.get(3)).isEqualTo(receipts.get(1));
            return receipts.get(1);
        }

        @Override
        public List<Receipt> postAll(List<Posting> postings) {
            return ledger.postAll(postings);
        }

        @Override
        public List<Entry> entries(TenantId tenant, int most) {
            return ledger.entries(tenant, most);
        }

        @Override
        public List<Balance> balance(TenantId tenant) {
            return ledger.balance(tenant);
        }

        @Override
        public Verification verify(TenantId tenant) {
            return ledger.verify(tenant);
        }

        @Override
        public void export(TenantId tenant, Appendable journal) throws IOException {
            ledger.export(tenant, journal);
        }
    }
}
