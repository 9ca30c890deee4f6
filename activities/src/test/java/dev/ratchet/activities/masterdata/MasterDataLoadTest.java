package dev.ratchet.activities.masterdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.activities.masterdata.MasterData.InvalidMasterData;
import dev.ratchet.activities.masterdata.MasterData.Loaded;
import dev.ratchet.activities.masterdata.MasterData.Problem;
import dev.ratchet.activities.masterdata.MasterData.Seen;
import dev.ratchet.workflows.contract.TenantId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class MasterDataLoadTest {
    private static TestDatabase test;
    private static int tenants;
    private final TenantId tenant = new TenantId("t" + ++tenants);

    @BeforeAll
    static void open() {
        test = new TestDatabase();
    }

    @AfterAll
    static void close() {
        test.close();
    }

    private MasterData data() {
        return TestMasterData.in(test.database());
    }

    private List<Problem> problems(String yaml) {
        InvalidMasterData invalid =
                catchThrowableOfType(InvalidMasterData.class, () -> data().load(tenant, "one.person", yaml));
        assertThat(invalid).as("nothing was wrong with\n" + yaml).isNotNull();
        return invalid.problems();
    }

    private long count(String table) {
        return test.database()
                .jdbi()
                .withHandle(handle -> handle.createQuery("SELECT count(*) FROM " + table + " WHERE tenant = :tenant")
                        .bind("tenant", tenant.value())
                        .mapTo(Long.class)
                        .one());
    }

    @Test
    void loadsWhatItNamesAndKeepsTheRest() throws Exception {
        assertThat(data().load(tenant, "one.person", """
                        suppliers:
                          - id: ACME
                            name: Acme GmbH
                            taxIds: [DE 123-456, 0123, 12E4]
                            accounts: ["DE02 1203 0000 0000 2020 51"]
                            autoPostUpTo: {EUR: 500.00, JPY: 9000}
                          - {id: B, name: Beta, active: false}
                        orders:
                          - {number: 007, supplier: ACME, currency: EUR, total: 10.5}
                        people:
                          - {id: anna@example.org, roles: [clerk, clerk], limit: {EUR: 1000, KWD: 1.234}}
                        """)).satisfies(loaded -> {
            assertThat(loaded.suppliers()).isEqualTo(2);
            assertThat(loaded.orders()).isEqualTo(1);
            assertThat(loaded.people()).isEqualTo(1);
        });
        TestMasterData.load(test.database(), tenant, "suppliers: [{id: ACME, name: New name, taxIds: [DE999]}]");
        assertThat(count("supplier")).isEqualTo(2);
        assertThat(count("supplier_tax_id")).isEqualTo(1);
        assertThat(count("supplier_account")).isZero();
        assertThat(data().person(tenant, "anna@example.org"))
                .contains(new MasterData.Person(
                        "anna@example.org", Set.of("clerk"), Map.of("EUR", 1000_00L, "KWD", 1_234L)));
        assertThat(data().person(new TenantId("other"), "anna@example.org")).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> whatIsWrongIsNamedByLineFieldAndWhatWouldBeRight() {
        return Stream.of(
                wrong(
                        "an unknown field",
                        3,
                        "suppliers[0].iban",
                        "the fields are id, name",
                        "suppliers:\n  - id: A\n    iban: X\n    name: n\n"),
                wrong("an unknown section", 2, "vendors", "suppliers, orders, people", "people: []\nvendors: []\n"),
                wrong("no name", 2, "suppliers[0].name", "is missing", "suppliers:\n  - id: A\n"),
                wrong("a bad id", 1, "suppliers[0].id", "such as ACME", "suppliers: [{id: 'A B', name: n}]"),
                wrong(
                        "a list where a value belongs",
                        1,
                        "suppliers[0].name",
                        "single value",
                        "suppliers: [{id: A, name: [x]}]"),
                wrong(
                        "a value where a list belongs",
                        1,
                        "suppliers[0].taxIds",
                        "must be a list",
                        "suppliers: [{id: A, name: n, taxIds: DE1}]"),
                wrong("a supplier that is text", 1, "suppliers[0]", "must have fields", "suppliers: [ACME]"),
                wrong(
                        "yes for true",
                        1,
                        "suppliers[0].active",
                        "true or false",
                        "suppliers: [{id: A, name: n, active: yes}]"),
                wrong(
                        "no such currency",
                        1,
                        "suppliers[0].autoPostUpTo.EURO",
                        "one such as EUR",
                        "suppliers: [{id: A, name: n, autoPostUpTo: {EURO: 1}}]"),
                wrong(
                        "a pseudo-currency",
                        1,
                        "people[0].limit.XXX",
                        "not a currency of payment",
                        "people: [{id: a, limit: {XXX: 1}}]"),
                wrong(
                        "too many decimals",
                        1,
                        "people[0].limit.JPY",
                        "which has 0",
                        "people: [{id: a, limit: {JPY: 1.5}}]"),
                wrong(
                        "a thousands separator",
                        1,
                        "people[0].limit.EUR",
                        "without thousands separators",
                        "people: [{id: a, limit: {EUR: '1,000.00'}}]"),
                wrong(
                        "a negative amount",
                        1,
                        "people[0].limit.EUR",
                        "0 or more",
                        "people: [{id: a, limit: {EUR: -1}}]"),
                wrong(
                        "an exponent",
                        1,
                        "people[0].limit.EUR",
                        "such as 1250.00",
                        "people: [{id: a, limit: {EUR: 1e3}}]"),
                wrong(
                        "an amount too large",
                        1,
                        "people[0].limit.EUR",
                        "too large",
                        "people: [{id: a, limit: {EUR: 99999999999999999999}}]"),
                wrong("a bare limit", 1, "people[0].limit", "such as {EUR: 1250.00}", "people: [{id: a, limit: 100}]"),
                wrong(
                        "a supplier twice",
                        3,
                        "suppliers[1].id",
                        "line 2",
                        "suppliers:\n  - {id: A, name: n}\n  - {id: A, name: m}\n"),
                wrong("a field twice", 1, "suppliers[0].id", "twice", "suppliers: [{id: A, id: B, name: m}]"),
                wrong(
                        "a tax id of two suppliers",
                        3,
                        "suppliers[1].taxIds[0]",
                        "line 2",
                        "suppliers:\n  - {id: A, name: n, taxIds: [DE 1]}\n  - {id: B, name: m, taxIds: [de-1]}\n"),
                wrong("an order twice, in another spelling", 4, "orders[1].number", "line 3", """
                        suppliers: [{id: A, name: n}]
                        orders:
                          - {number: PO-1, supplier: A, currency: EUR, total: 1}
                          - {number: po 01, supplier: A, currency: EUR, total: 1}
                        """),
                wrong(
                        "an order of nobody",
                        1,
                        "orders[0].supplier",
                        "neither in this file nor loaded before",
                        "orders: [{number: 1, supplier: NOBODY, currency: EUR, total: 1}]"),
                wrong(
                        "an order without a total",
                        1,
                        "orders[0].total",
                        "is missing",
                        "suppliers: [{id: A, name: n}]\norders: [{number: 1, supplier: A, currency: EUR}]",
                        2),
                wrong("an alias", 2, "", "alias", "suppliers: &s [{id: A, name: n}]\norders: *s\n"),
                wrong("no YAML", 2, "", "is not YAML", "suppliers:\n  - {id: A\n", 3),
                wrong("nothing", 0, "", "is empty", "# only a comment\n"),
                wrong("a list at the top", 1, "", "must have fields", "- 1\n"),
                wrong("too much", 0, "", "is larger", "#".repeat(MasterFileReader.BOUNDS.characters() + 1)),
                wrong("100 kB of brackets", 1, "", "inside each other more than 10 deep", "[".repeat(100_000)),
                wrong("brackets in a field", 2, "", "more than 10 deep", "suppliers:\n  " + "[{a: ".repeat(20_000)),
                wrong("lists in lists, block style", 1, "", "more than 10 deep", "- ".repeat(50_000)),
                wrong("keys in keys", 1, "", "more than 10 deep", "? ".repeat(50_000)),
                wrong("too many values", 1, "", "has more than 700000 values", "[" + "a,".repeat(700_000) + "]"),
                wrong("a control character", 0, "", "is not YAML", "a\u0000b"));
    }

    private DynamicTest wrong(String name, int line, String field, String why, String yaml) {
        return wrong(name, line, field, why, yaml, line);
    }

    private DynamicTest wrong(String name, int line, String field, String why, String yaml, int otherLine) {
        return DynamicTest.dynamicTest(
                name,
                () -> assertThat(problems(yaml)).anySatisfy(problem -> {
                    assertThat(problem.line()).isIn(line, otherLine);
                    assertThat(problem.field()).isEqualTo(field);
                    assertThat(problem.why()).contains(why);
                }));
    }

    @Test
    void oneMistakeAndNothingIsLoadedButEveryMistakeIsNamed() {
        assertThat(problems("suppliers: [{id: A, name: n}, {id: 'B!', name: m}]\npeople: [{id: a, roles: [7]}]\n"))
                .extracting(Problem::line)
                .containsExactly(1, 2);
        assertThat(count("supplier")).isZero();
    }

    @Test
    void ofVeryManyMistakesTheFirstAreNamedAndTheOthersCounted() {
        assertThat(problems("suppliers:\n" + "- x\n".repeat(300_000)))
                .hasSize(Problems.MOST + 1)
                .last()
                .satisfies(problem -> assertThat(problem.why())
                        .isEqualTo("has " + (300_000 - Problems.MOST) + " more problems; mend these first"));
    }

    @Test
    void aTaxIdCannotSilentlyMoveToAnotherSupplier() throws Exception {
        data().load(tenant, "one.person", "suppliers: [{id: A, name: n, taxIds: [DE1]}]");
        assertThat(problems("suppliers: [{id: B, name: m, taxIds: [DE1]}]"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.why()).contains("belongs to supplier 'A'"));
        data().load(tenant, "one.person", "suppliers: [{id: A, name: n}, {id: B, name: m, taxIds: [DE1]}]");
    }

    @Test
    void whatIsProposedLoadsAndIsTheSameHoweverTheInvoicesCome() throws Exception {
        List<Seen> seen = new ArrayList<>(List.of(
                new Seen(
                        "Müller & Söhne \"KG\"",
                        List.of("DE 1"),
                        List.of("DE02 1203 0000 0000 2020 51"),
                        "PO-1",
                        "EUR",
                        119_00),
                new Seen("Mueller", List.of("DE1", "0123"), List.of("DE02120300000000202051"), "po 1", "EUR", 600_00),
                new Seen("Third", List.of("0123"), List.of(), null, "JPY", 5000),
                new Seen("Nameless: # - {", List.of(), List.of("12 34"), "x\ty", "KWD", 1),
                new Seen("nameless", List.of(), List.of(), "PO-1", "EUR", -5),
                new Seen("日本", List.of("JP9"), List.of(), "7", "JPY", 0),
                new Seen("", List.of("\u0007"), List.of("!!"), " ", "EUR", Long.MAX_VALUE / 1000)));
        String yaml = data().propose(seen);
        Loaded loaded = data().load(tenant, "one.person", yaml);
        assertThat(loaded.suppliers()).isEqualTo(4);
        assertThat(loaded.people()).isEqualTo(2);
        assertThat(yaml).contains("EUR: 1000.00", "total: 719.00", "REVIEW");
        assertThat(data().person(tenant, "sample.controller").orElseThrow().roles())
                .containsExactlyInAnyOrder("controller", MasterData.LOADING_ROLE);
        Collections.shuffle(seen, new Random(7));
        assertThat(data().propose(seen)).isEqualTo(yaml);
        data().load(tenant, "one.person", data().propose(List.of()));
    }

    @Test
    void thereArePeopleOnceOneIsLoadedForTheTenant() throws Exception {
        data().load(tenant, "one.person", "suppliers: [{id: A, name: n}]");
        assertThat(data().hasPeople(tenant)).isFalse();
        data().load(tenant, "one.person", "people: [{id: anna, roles: [clerk], limit: {}}]");
        assertThat(data().hasPeople(tenant)).isTrue();
        assertThat(data().hasPeople(new TenantId("of-nobody"))).isFalse();
    }

    @Test
    void accountNumbersAreNotOnDisk() throws Exception {
        data().load(tenant, "one.person", "suppliers: [{id: A, name: n, accounts: [DE02120300000000202051]}]");
        String row = test.database()
                .jdbi()
                .withHandle(handle -> handle.createQuery("SELECT a::text FROM supplier_account a WHERE tenant = :t")
                        .bind("t", tenant.value())
                        .mapTo(String.class)
                        .one());
        assertThat(row).contains("DE02…051").doesNotContain("1203000000002020");
    }
}
