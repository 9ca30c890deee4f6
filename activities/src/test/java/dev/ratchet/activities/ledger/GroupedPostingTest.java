package dev.ratchet.activities.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.approval.ApprovalKeys;
import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.activities.ledger.Postings.Change;
import dev.ratchet.activities.masterdata.PostgresMasterData;
import dev.ratchet.workflows.contract.Approval;
import dev.ratchet.workflows.contract.JournalEntry;
import dev.ratchet.workflows.contract.LedgerActivities.AlreadyBooked;
import dev.ratchet.workflows.contract.LedgerActivities.NotPosted;
import dev.ratchet.workflows.contract.LedgerActivities.Posted;
import dev.ratchet.workflows.contract.LedgerActivities.Posting;
import dev.ratchet.workflows.contract.LedgerActivities.Receipt;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GroupedPostingTest {
    private static final ApprovalKeys KEYS = ApprovalKeys.generate();
    private static final String MASTER_DATA = """
            suppliers:
              - {id: ACME, name: Acme, autoPostUpTo: {EUR: 1000.00, USD: 1000.00}}
              - {id: BETA, name: Beta, autoPostUpTo: {EUR: 1000.00}}
              - {id: GONE, name: Gone, active: false}
            orders:
              - {number: PO-7, supplier: ACME, currency: EUR, total: 600.00}
              - {number: PO-8, supplier: ACME, currency: USD, total: 600.00}
              - {number: PO-7, supplier: BETA, currency: EUR, total: 400.00}
            people:
              - {id: anna, roles: [clerk], limit: {EUR: 5000.00}}
            """;
    private static TestDatabase test;
    private static PostgresMasterData data;
    private static Ledger ledger;
    private static int tenants;

    @BeforeAll
    static void open() {
        test = new TestDatabase();
        data = new PostgresMasterData(test.database());
        ledger = new PostgresLedger(test.database(), KEYS.verification());
    }

    @AfterAll
    static void close() {
        test.close();
    }

    private static TenantId tenant() throws Exception {
        TenantId tenant = new TenantId("g" + ++tenants);
        data.load(tenant, MASTER_DATA);
        return tenant;
    }

    /** A posting in words, which each of two tenants can make for itself. */
    private record Words(String supplier, String number, long gross, Change change, RunRef run, String approval) {
        static Words some(Random random) {
            Change change = Change.none();
            if (random.nextInt(5) == 0) {
                change = change.and(Change.currency("USD"));
            }
            if (random.nextInt(2) == 0) {
                change = change.and(Change.order(pick(random, "PO-7", "po 7", "PO-8", "PO-9")));
            }
            if (random.nextInt(4) == 0) {
                change = change.and(Change.credit(random.nextInt(8) == 0 ? "" : number(random)));
            }
            return new Words(
                    pick(random, "ACME", "ACME", "ACME", "BETA", "GONE"),
                    number(random),
                    100_00 + random.nextInt(4) * 50_00,
                    change,
                    new RunRef("wf-" + random.nextInt(30), "run"),
                    random.nextInt(5) == 0 ? "approval-" + random.nextInt(12) : "");
        }

        private static String number(Random random) {
            return pick(random, "RE-", "re ", "RE") + random.nextInt(25);
        }

        private static String pick(Random random, String... some) {
            return some[random.nextInt(some.length)];
        }

        Posting of(Postings make, TenantId tenant) {
            JournalEntry entry = make.entry(supplier, number, gross, change);
            if (approval.isEmpty()) {
                return make.by(run, make.granted(supplier, number, gross, change));
            }
            Approval a = make.approval(entry, "anna");
            Approval named = KEYS.sign(new Approval(
                    tenant,
                    approval,
                    run.workflowId(),
                    a.intent(),
                    a.approver(),
                    a.role(),
                    a.submitter(),
                    a.decidedAt(),
                    a.expiresAt(),
                    "",
                    ""));
            return make.by(run, make.approved(entry, List.of(named)));
        }
    }

    private static String shown(Receipt receipt) {
        if (receipt instanceof NotPosted no) {
            return no.toString();
        }
        return receipt instanceof Posted posted ? "Posted " + posted.entry() : receipt.toString();
    }

    private static String shown(Ledger.Entry entry) {
        return entry.number() + entry.invoiceNumber() + entry.kind() + entry.lines() + entry.authority();
    }

    private static String code(Receipt receipt) {
        return receipt instanceof NotPosted no
                ? no.code()
                : receipt instanceof AlreadyBooked ? "ALREADY_BOOKED" : "POSTED";
    }

    @Test
    void aGroupIsWhatItsPostingsAreOneByOneAlsoWhenAskedAgain() throws Exception {
        Random random = new Random(20261121);
        TreeMap<String, Integer> codes = new TreeMap<>();
        for (int books = 0; books < 75; books++) {
            TenantId single = tenant();
            TenantId grouped = tenant();
            for (int group = 0; group < 4; group++) {
                List<Posting> singles = new ArrayList<>();
                List<Posting> together = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    Words words = Words.some(random);
                    singles.add(words.of(new Postings(single, KEYS), single));
                    together.add(words.of(new Postings(grouped, KEYS), grouped));
                }
                List<Receipt> one = singles.stream().map(ledger::post).toList();
                List<Receipt> all = ledger.postAll(together);
                assertThat(all)
                        .extracting(GroupedPostingTest::shown)
                        .isEqualTo(one.stream().map(GroupedPostingTest::shown).toList());
                all.forEach(receipt -> codes.merge(code(receipt), 1, Integer::sum));
                all.stream()
                        .filter(Posted.class::isInstance)
                        .map(Posted.class::cast)
                        .forEach(posted -> {
                            long entry = posted.entry();
                            assertThat(ledger.entries(grouped, 1000)
                                            .get((int) entry - 1)
                                            .rowHash())
                                    .isEqualTo(posted.rowHash());
                        });
                List<Receipt> again = ledger.postAll(together);
                for (int i = 0; i < 20; i++) {
                    if (!(all.get(i) instanceof NotPosted)) {
                        assertThat(again.get(i)).isEqualTo(all.get(i));
                    }
                }
                singles.forEach(ledger::post);
            }
            assertThat(ledger.entries(grouped, 1000))
                    .extracting(GroupedPostingTest::shown)
                    .isEqualTo(ledger.entries(single, 1000).stream()
                            .map(GroupedPostingTest::shown)
                            .toList());
            assertThat(ledger.balance(grouped)).isEqualTo(ledger.balance(single));
            assertThat(ledger.verify(grouped).broken()).isNull();
            assertThat(ledger.verify(grouped).entries())
                    .isEqualTo(ledger.verify(single).entries());
        }
        assertThat(codes)
                .as("what 300 groups met")
                .containsKeys(
                        "POSTED",
                        "ALREADY_BOOKED",
                        "ENTRY_ALTERED",
                        "NEAR_DUPLICATE",
                        "ORDER_EXCEEDED",
                        "ORDER_CURRENCY",
                        "ORDER_UNKNOWN",
                        "CORRECTED_MISSING",
                        "CORRECTED_UNKNOWN",
                        "CORRECTED_EXCEEDED",
                        "APPROVAL_USED",
                        "SUPPLIER_INACTIVE");
    }

    @Test
    void aWholeGroupIsAnsweredTheSameAfterACrash() throws Exception {
        TenantId tenant = tenant();
        Postings make = new Postings(tenant, KEYS);
        List<Posting> group = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            group.add(make.granted(i % 5 == 4 ? "GONE" : "ACME", "RE-" + i, 10_00 + i));
        }
        List<Receipt> first = ledger.postAll(group);
        assertThat(ledger.postAll(group)).isEqualTo(first);
        assertThat(ledger.postAll(List.of())).isEmpty();
        assertThat(ledger.verify(tenant).entries()).isEqualTo(16);
    }

    @Test
    void overlappingGroupsOfTwoTenantsBookEachInvoiceOnceAndNeverLockEachOtherOut() throws Exception {
        List<TenantId> both = List.of(tenant(), tenant());
        int rounds = 15;
        int size = 20;
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            for (int round = 0; round < rounds; round++) {
                List<Future<List<Receipt>>> calls = new ArrayList<>();
                for (int thread = 0; thread < 3; thread++) {
                    List<Posting> group = new ArrayList<>();
                    for (int i = 0; i < size; i++) {
                        Postings make = new Postings(both.get(i % 2), KEYS);
                        int number = round * size + i;
                        group.add(make.by(
                                new RunRef("wf-" + thread, "run"),
                                make.granted("ACME", "RE-" + number, 10_00 + number)));
                    }
                    Collections.shuffle(group, new Random(round * 3 + thread));
                    calls.add(threads.submit(() -> ledger.postAll(group)));
                }
                List<Receipt> receipts = new ArrayList<>();
                for (Future<List<Receipt>> call : calls) {
                    receipts.addAll(call.get());
                }
                assertThat(receipts).filteredOn(Posted.class::isInstance).hasSize(size);
                assertThat(receipts).filteredOn(AlreadyBooked.class::isInstance).hasSize(2 * size);
            }
        } finally {
            threads.shutdownNow();
        }
        for (TenantId tenant : both) {
            assertThat(ledger.verify(tenant))
                    .returns(null, Ledger.Verification::broken)
                    .returns((long) rounds * size / 2, Ledger.Verification::entries);
            assertThat(new TreeSet<>(ledger.entries(tenant, 1000).stream()
                            .map(Ledger.Entry::invoiceNumber)
                            .toList()))
                    .hasSize(rounds * size / 2);
        }
    }

    @Test
    void whatIsBookedOnEachOrderIsTheSumOfItsEntries() throws Exception {
        Random random = new Random(7);
        TenantId tenant = tenant();
        Postings make = new Postings(tenant, KEYS);
        for (int group = 0; group < 20; group++) {
            ledger.postAll(Stream.generate(() -> Words.some(random).of(make, tenant))
                    .limit(20)
                    .toList());
        }
        assertThat(lines("""
                SELECT order_key || supplier || currency || minor AS line FROM order_booked
                WHERE tenant = :tenant ORDER BY 1""", tenant)).hasSizeGreaterThan(1).isEqualTo(lines("""
                        SELECT order_key || supplier || currency
                            || sum(CASE kind WHEN 'INVOICE' THEN size ELSE -size END) AS line
                        FROM entry WHERE tenant = :tenant AND order_key IS NOT NULL
                        GROUP BY order_key, supplier, currency ORDER BY 1""", tenant));
    }

    private static List<String> lines(String sql, TenantId tenant) {
        return test.database()
                .jdbi()
                .withHandle(handle -> handle.createQuery(sql)
                        .bind("tenant", tenant.value())
                        .mapTo(String.class)
                        .list());
    }
}
