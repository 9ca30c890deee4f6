package dev.ratchet.activities.masterdata;

import dev.ratchet.activities.approval.ApprovalKeys;
import dev.ratchet.activities.approval.MasterDataSignatures;
import dev.ratchet.activities.attestation.AccountFingerprints;
import dev.ratchet.activities.database.Database;
import dev.ratchet.activities.effect.Permitted;
import dev.ratchet.activities.masterdata.MasterData.InvalidMasterData;
import dev.ratchet.activities.masterdata.history.Change;
import dev.ratchet.activities.masterdata.history.ConfirmationKeys;
import dev.ratchet.activities.masterdata.history.MasterDataHistory;
import dev.ratchet.activities.masterdata.history.NotConfirmed;
import dev.ratchet.workflows.contract.TenantId;
import java.util.List;

/** Master data as tests keep it: under the keys of {@link Permitted#WORKERS}. */
public final class TestMasterData {
    public static final AccountFingerprints ACCOUNTS = new AccountFingerprints(Permitted.WORKERS);
    private static final ApprovalKeys PEOPLE = ApprovalKeys.generate();
    public static final ConfirmationKeys CONFIRMATIONS = new MasterDataSignatures(PEOPLE, PEOPLE.verification());

    private TestMasterData() {}

    public static PostgresMasterData in(Database database) {
        return new PostgresMasterData(database, ACCOUNTS, CONFIRMATIONS);
    }

    /** To nobody who is named. */
    static MasterData.Parties sentBy(List<String> taxIds) {
        return new MasterData.Parties(new MasterData.Party("as printed", taxIds), MasterData.Party.NONE);
    }

    /** Every invoice there is. */
    public static MasterData.PartiesOf allSentBy(String taxId) {
        return (tenant, invoices) ->
                invoices.stream().map(invoice -> sentBy(List.of(taxId))).toList();
    }

    /** In force when this returns: where a second person is needed, there is one, of whatever role. */
    public static void load(Database database, TenantId tenant, String yaml) throws InvalidMasterData {
        Change change = in(database).load(tenant, "one.person", yaml).change();
        if (change.event() == Change.Event.HELD) {
            database.jdbi().useTransaction(handle -> {
                MasterDataHistory history = new MasterDataHistory(handle, tenant, CONFIRMATIONS);
                history.lock();
                try {
                    history.confirm(change.number(), change.rowHash(), "another.person", true);
                } catch (NotConfirmed e) {
                    throw new AssertionError(e);
                }
            });
        }
    }
}
