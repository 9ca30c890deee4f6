package dev.ratchet.activities.ledger;

import dev.ratchet.activities.approval.ApprovalKeys;
import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.activities.effect.Effects;
import dev.ratchet.activities.masterdata.MasterData;
import dev.ratchet.activities.masterdata.PostgresMasterData;
import dev.ratchet.activities.masterdata.TestMasterData;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/** Prints median milliseconds per posting and per look, one caller, fsync on. Run by hand; it asserts nothing. */
final class PostingSpeed {
    private static final int WARM = 500;
    private static final int MEASURED = 1000;

    private PostingSpeed() {}

    public static void main(String[] arguments) throws Exception {
        ApprovalKeys keys = ApprovalKeys.generate();
        TenantId tenant = TenantId.DEFAULT;
        try (TestDatabase test = new TestDatabase()) {
            PostgresMasterData data = TestMasterData.in(test.database());
            data.load(tenant, "one.person", LedgerContract.MASTER_DATA);
            Effects effects = Posted.effects(test.database(), keys);
            Postings postings = new Postings(tenant, keys);
            InvoiceFacts facts = new InvoiceFacts(
                    InvoiceFacts.Kind.INVOICE,
                    "",
                    InvoiceFacts.Source.UBL,
                    "NEW-1",
                    LocalDate.of(2026, 11, 21),
                    "EUR",
                    1,
                    0,
                    1,
                    0,
                    0,
                    1,
                    "PO-7",
                    List.of(),
                    List.of(),
                    1,
                    List.of(),
                    List.of(),
                    List.of());
            time("post by policy", i -> effects.perform(postings.granted("ACME", "RE-" + i, 100_00 + i)));
            time("post by approval", i -> effects.perform(postings.approved("ACME", "AP-" + i, 100_00 + i, "anna")));
            time(
                    "look",
                    i -> data.look(
                            tenant,
                            Postings.RUN,
                            facts,
                            new MasterData.Parties(
                                    new MasterData.Party("Acme", List.of("DE1")), MasterData.Party.NONE)));
        }
    }

    private interface Work {
        Object run(int i);
    }

    private static void time(String what, Work work) {
        for (int i = 0; i < WARM; i++) {
            work.run(i);
        }
        double[] first = new double[MEASURED / 2];
        double[] second = new double[MEASURED / 2];
        for (int i = 0; i < MEASURED; i++) {
            long start = System.nanoTime();
            work.run(WARM + i);
            (i < first.length ? first : second)[i % first.length] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(first);
        Arrays.sort(second);
        System.out.printf(
                "%s: median %.2f ms, then %.2f ms; fastest tenth %.2f ms%n",
                what, first[first.length / 2], second[second.length / 2], second[second.length / 10]);
    }
}
