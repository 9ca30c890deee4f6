package dev.ratchet.activities.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.approval.ApprovalKeys;
import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.activities.effect.Effects;
import dev.ratchet.activities.effect.Permitted;
import dev.ratchet.activities.ledger.Postings.Change;
import dev.ratchet.activities.masterdata.EarlierEntry;
import dev.ratchet.activities.masterdata.PostgresMasterData;
import dev.ratchet.activities.masterdata.TestMasterData;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.EffectActivities.AlreadyDone;
import dev.ratchet.workflows.contract.effect.EffectActivities.Done;
import dev.ratchet.workflows.contract.effect.EffectActivities.Refused;
import dev.ratchet.workflows.contract.effect.EffectActivities.Request;
import dev.ratchet.workflows.contract.effect.EffectActivities.Result;
import dev.ratchet.workflows.contract.invoice.BookedEntry;
import dev.ratchet.workflows.contract.invoice.JournalEntry;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
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
    private static Effects effects;
    private static Ledger ledger;
    private static int tenants;

    @BeforeAll
    static void open() {
        test = new TestDatabase();
        data = TestMasterData.in(test.database());
        effects = Posted.effects(test.database(), KEYS);
        ledger = new PostgresLedger(test.database());
    }

    @AfterAll
    static void close() {
        test.close();
    }

    private static TenantId tenant() throws Exception {
        TenantId tenant = new TenantId("g" + ++tenants);
        data.load(tenant, "one.person", MASTER_DATA);
        return tenant;
    }

    /** A posting in words, which each of two tenants can make for itself. */
    private record Words(
            String supplier, String number, long gross, Change change, RunRef run, String approval, int tied) {
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
            switch (random.nextInt(12)) {
                case 0 -> change = change.and(Change.refersTo(number(random)));
                case 1 -> change = change.and(Change.prepayment());
                case 2 -> change = change.and(Change.prepaid(10_00));
                default -> {}
            }
            return new Words(
                    pick(random, "ACME", "ACME", "ACME", "BETA", "GONE"),
                    number(random),
                    100_00 + random.nextInt(4) * 50_00,
                    change,
                    Permitted.run("wf-" + random.nextInt(30)),
                    random.nextInt(5) == 0 ? "approval-" + random.nextInt(12) : "",
                    random.nextInt(4) == 0 ? random.nextInt(1, 30) : 0);
        }

        private static String number(Random random) {
            return pick(random, "RE-", "re ", "RE") + random.nextInt(25);
        }

        private static String pick(Random random, String... some) {
            return some[random.nextInt(some.length)];
        }

        /** @param books as they are before; an entry may reverse or settle one of them */
        Request of(Postings make, List<BookedEntry> books) {
            Change all = change;
            if (tied > 0 && tied <= books.size()) {
                BookedEntry earlier = books.get(tied - 1);
                all = change.and(tied % 2 == 0 ? Change.replaces(earlier) : Change.settles(earlier));
            }
            JournalEntry entry = make.entry(supplier, number, gross, all);
            return make.by(
                    run,
                    approval.isEmpty()
                            ? make.granted(supplier, number, gross, all)
                            : make.approved(
                                    entry,
                                    List.of(make.approval(entry, "anna")
                                            .id(approval)
                                            .workflowId(run.workflowId())
                                            .signedWith(KEYS))));
        }
    }

    private static List<BookedEntry> booked(TenantId tenant) {
        return test.database()
                .jdbi()
                .withHandle(handle -> handle.createQuery("SELECT " + EarlierEntry.JSON
                                + " FROM entry e WHERE e.tenant = :tenant AND e.number < 30 ORDER BY e.number")
                        .bind("tenant", tenant.value())
                        .mapTo(String.class)
                        .map(json ->
                                CanonicalJson.read(json, EarlierEntry.class).entry())
                        .list());
    }

    private static String shown(Ledger.Entry entry) {
        return entry.number() + entry.invoiceNumber() + entry.kind() + entry.lines() + entry.authority();
    }

    private static String code(Result result) {
        return result instanceof Refused no ? no.code() : result instanceof Done ? "DONE" : "ALREADY_DONE";
    }

    @Test
    void aGroupIsWhatItsPostingsAreOneByOneAlsoWhenAskedAgain() throws Exception {
        Random random = new Random(20261121);
        TreeMap<String, Integer> codes = new TreeMap<>();
        for (int books = 0; books < 40; books++) {
            TenantId single = tenant();
            TenantId grouped = tenant();
            for (int group = 0; group < 4; group++) {
                List<Request> singles = new ArrayList<>();
                List<Request> together = new ArrayList<>();
                List<BookedEntry> before = booked(single);
                assertThat(booked(grouped)).isEqualTo(before);
                for (int i = 0; i < 20; i++) {
                    Words words = Words.some(random);
                    singles.add(words.of(new Postings(single, KEYS), before));
                    together.add(words.of(new Postings(grouped, KEYS), before));
                }
                List<Result> one = singles.stream().map(effects::perform).toList();
                List<Result> all = effects.performAll(together);
                assertThat(all).isEqualTo(one);
                all.forEach(result -> codes.merge(code(result), 1, Integer::sum));
                List<Result> again = effects.performAll(together);
                for (int i = 0; i < 20; i++) {
                    if (!(all.get(i) instanceof Refused)) {
                        assertThat(again.get(i)).isEqualTo(all.get(i));
                    }
                }
                singles.forEach(effects::perform);
            }
            assertThat(ledger.entries(grouped, 1000))
                    .extracting(GroupedPostingTest::shown)
                    .isEqualTo(ledger.entries(single, 1000).stream()
                            .map(GroupedPostingTest::shown)
                            .toList());
            assertThat(ledger.balance(grouped)).isEqualTo(ledger.balance(single));
            assertThat(Posted.misfits(test.database(), KEYS, grouped)).isEmpty();
        }
        assertThat(codes)
                .as("what 160 groups met")
                .containsKeys(
                        "DONE",
                        "ALREADY_DONE",
                        "BUSINESS_KEY_TAKEN",
                        "NEAR_DUPLICATE",
                        "ORDER_EXCEEDED",
                        "ORDER_CURRENCY",
                        "ORDER_UNKNOWN",
                        "CORRECTED_MISSING",
                        "CORRECTED_UNKNOWN",
                        "CORRECTED_EXCEEDED",
                        "APPROVAL_USED",
                        "REFERRED_TO",
                        "PREPAYMENT_OPEN",
                        "NOT_REVERSIBLE",
                        "NOT_SETTLED",
                        "SUPPLIER_INACTIVE");
    }

    @Test
    void aWholeGroupIsAnsweredTheSameAfterACrash() throws Exception {
        TenantId tenant = tenant();
        Postings make = new Postings(tenant, KEYS);
        List<Request> group = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            group.add(make.granted(i % 5 == 4 ? "GONE" : "ACME", "RE-" + i, 10_00 + i));
        }
        List<Result> first = effects.performAll(group);
        assertThat(effects.performAll(group)).isEqualTo(first);
        assertThat(ledger.entries(tenant, 1000)).hasSize(16);
    }

    @Test
    void overlappingGroupsOfTwoTenantsBookEachInvoiceOnceAndNeverLockEachOtherOut() throws Exception {
        List<TenantId> both = List.of(tenant(), tenant());
        int rounds = 15;
        int size = 20;
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            for (int round = 0; round < rounds; round++) {
                List<Future<List<Result>>> calls = new ArrayList<>();
                for (int thread = 0; thread < 3; thread++) {
                    List<Request> group = new ArrayList<>();
                    for (int i = 0; i < size; i++) {
                        Postings make = new Postings(both.get(i % 2), KEYS);
                        int number = round * size + i;
                        group.add(make.by(
                                Permitted.run("wf-" + thread), make.granted("ACME", "RE-" + number, 10_00 + number)));
                    }
                    Collections.shuffle(group, new Random(round * 3 + thread));
                    calls.add(threads.submit(() -> effects.performAll(group)));
                }
                List<Result> results = new ArrayList<>();
                for (Future<List<Result>> call : calls) {
                    results.addAll(call.get());
                }
                assertThat(results).filteredOn(Done.class::isInstance).hasSize(size);
                assertThat(results).filteredOn(AlreadyDone.class::isInstance).hasSize(2 * size);
            }
        } finally {
            threads.shutdownNow();
        }
        for (TenantId tenant : both) {
            assertThat(Posted.misfits(test.database(), KEYS, tenant)).isEmpty();
            assertThat(ledger.entries(tenant, 1000)).hasSize(rounds * size / 2);
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
            List<BookedEntry> before = booked(tenant);
            effects.performAll(Stream.generate(() -> Words.some(random).of(make, before))
                    .limit(20)
                    .toList());
        }
        assertThat(lines("""
                SELECT order_key || supplier || currency || minor AS line FROM order_booked
                WHERE tenant = :tenant ORDER BY 1""", tenant)).hasSizeGreaterThan(1).isEqualTo(lines("""
                        SELECT order_key || supplier || currency
                            || sum(CASE kind WHEN 'INVOICE' THEN on_order ELSE -on_order END) AS line
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
