package dev.ratchet.activities.masterdata;

import dev.ratchet.activities.attestation.AccountFingerprints;
import dev.ratchet.activities.database.Database;
import dev.ratchet.activities.effect.Permitted;

/** Master data as tests keep it: under the keys of {@link Permitted#WORKERS}. */
public final class TestMasterData {
    public static final AccountFingerprints ACCOUNTS = new AccountFingerprints(Permitted.WORKERS);

    private TestMasterData() {}

    public static PostgresMasterData in(Database database) {
        return new PostgresMasterData(database, ACCOUNTS);
    }
}
