package dev.ratchet.activities.masterdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.activities.masterdata.history.Change;
import dev.ratchet.activities.masterdata.history.Change.Event;
import dev.ratchet.activities.masterdata.history.Difference;
import dev.ratchet.activities.masterdata.history.NotConfirmed;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is loaded once there are people: who may put it in force, and what the history says of it. */
class TwoPeopleTest {
    private static final String FIRST = """
            suppliers:
              - {id: ACME, name: Acme, taxIds: [DE1], accounts: [DE02120300000000202051], autoPostUpTo: {EUR: 100.00}}
            people:
              - {id: anna, roles: [masterdata], limit: {EUR: 1000.00}}
              - {id: ben, roles: [masterdata, clerk], limit: {EUR: 1000.00}}
              - {id: cleo, roles: [clerk], limit: {EUR: 1000.00}}
            """;
    private static final String RAISED = "people: [{id: anna, roles: [masterdata], limit: {EUR: 9000.00}}]";

    private static TestDatabase test;
    private static int tenants;
    private final TenantId tenant = new TenantId("two" + ++tenants);
    private Change first;

    @BeforeAll
    static void open() {
        test = new TestDatabase();
    }

    @AfterAll
    static void close() {
        test.close();
    }

    private static MasterData data() {
        return TestMasterData.in(test.database());
    }

    private Change load(String person, String yaml) throws Exception {
        return data().load(tenant, person, yaml).change();
    }

    private Change confirm(Change held, String person) throws NotConfirmed {
        return data().confirm(tenant, held.number(), held.rowHash(), person);
    }

    private String refused(Change held, String person) {
        return catchThrowableOfType(NotConfirmed.class, () -> confirm(held, person))
                .code();
    }

    private long limitOfAnna() {
        return data().person(tenant, "anna").orElseThrow().limits().get("EUR");
    }

    @BeforeEach
    void loadFirst() throws Exception {
        first = load("olga", FIRST);
    }

    @Test
    void theFirstLoadIsInForceAtOnceAndOnRecord() {
        assertThat(first.event()).isEqualTo(Event.BOOTSTRAP);
        assertThat(first.number()).isEqualTo(1);
        assertThat(first.person()).isEqualTo("olga");
        assertThat(first.found())
                .extracting(Difference::text)
                .contains("supplier ACME added: Acme", "person anna: limit of 1000.00 EUR given");
        assertThat(limitOfAnna()).isEqualTo(1000_00);
        assertThat(data().history(tenant, 10)).containsExactly(first);
        assertThat(data().verifyHistory(tenant).problems()).isEmpty();
    }

    @Test
    void whatIsHarmlessIsInForceAtOnce() throws Exception {
        Change change = load("anna", "people: [{id: ben, roles: [masterdata], limit: {EUR: 10.00}}]");
        assertThat(change.event()).isEqualTo(Event.APPLIED);
        assertThat(data().person(tenant, "ben").orElseThrow().limits()).containsEntry("EUR", 10_00L);
        assertThat(data().pending(tenant)).isEmpty();
        assertThat(data().verifyHistory(tenant).problems()).isEmpty();
    }

    @Test
    void aRaisedLimitWaitsForAnotherPersonAndNothingBesideItIsInForce() throws Exception {
        Change held = load("anna", RAISED + "\nsuppliers: [{id: NEW, name: New}]");
        assertThat(held.event()).isEqualTo(Event.HELD);
        assertThat(limitOfAnna()).isEqualTo(1000_00);
        assertThat(count("SELECT count(*) FROM supplier WHERE id = 'NEW' AND tenant = ?"))
                .isZero();
        assertThat(data().pending(tenant)).containsExactly(held);

        Change confirmation = confirm(held, "ben");
        assertThat(confirmation.event()).isEqualTo(Event.CONFIRMED);
        assertThat(confirmation.person()).isEqualTo("ben");
        assertThat(confirmation.confirms()).isEqualTo(held.number());
        assertThat(limitOfAnna()).isEqualTo(9000_00);
        assertThat(count("SELECT count(*) FROM supplier WHERE id = 'NEW' AND tenant = ?"))
                .isEqualTo(1);
        assertThat(data().pending(tenant)).isEmpty();
        assertThat(data().verifyHistory(tenant).problems()).isEmpty();
        assertThat(data().verifyHistory(tenant).changes()).isEqualTo(3);
    }

    @Test
    void onlyAnotherPersonWithTheRoleConfirmsAndOnlyWhatTheySaw() throws Exception {
        Change held = load("anna", RAISED);
        assertThat(refused(held, "anna")).isEqualTo("SAME_PERSON");
        assertThat(refused(held, "cleo")).isEqualTo("CONFIRMER_ROLE");
        assertThat(refused(held, "nobody")).isEqualTo("CONFIRMER_ROLE");
        assertThat(refused(first, "ben")).isEqualTo("NOT_HELD");
        assertThatThrownBy(() -> data().confirm(tenant, held.number(), "another", "ben"))
                .hasMessageContaining("no change " + held.number() + " waits");
        assertThat(limitOfAnna()).isEqualTo(1000_00);
        confirm(held, "ben");
        assertThat(refused(held, "ben")).isEqualTo("CONFIRMED_ALREADY");
    }

    @Test
    void itIsToldHowManyMayConfirm() throws Exception {
        assertThat(data().load(tenant, "anna", "people: [{id: ben, roles: [clerk]}]")
                        .mayConfirm())
                .isEqualTo(1);
        assertThat(data().load(tenant, "anna", RAISED).mayConfirm()).isEqualTo(1);
    }

    /** The role counts as it is now, and not as the held change would make it. */
    @Test
    void nobodyConfirmsTheirOwnNewRole() throws Exception {
        Change held = load("anna", "people: [{id: cleo, roles: [clerk, masterdata], limit: {EUR: 1000.00}}]");
        assertThat(held.event()).isEqualTo(Event.HELD);
        assertThat(refused(held, "cleo")).isEqualTo("CONFIRMER_ROLE");
    }

    @Test
    void whatWasOvertakenByAnotherChangeIsRefusedAndSaysSo() throws Exception {
        Change held = load("anna", RAISED);
        Change other = load("ben", "suppliers: [{id: NEW, name: New}]");
        assertThat(data().pending(tenant)).isEmpty();
        assertThatThrownBy(() -> confirm(held, "ben"))
                .isInstanceOf(NotConfirmed.class)
                .hasMessage("master data has changed since change 2 was loaded, by change " + other.number()
                        + "; load the file again, so that its differences are those of today");
        assertThat(limitOfAnna()).isEqualTo(1000_00);
        confirm(load("anna", RAISED), "ben");
        assertThat(limitOfAnna()).isEqualTo(9000_00);
        assertThat(data().verifyHistory(tenant).problems()).isEmpty();
    }

    @Test
    void ofManyWhoConfirmAtOnceOneDoes() throws Exception {
        load("x", "people: [" + people("masterdata") + "]");
        confirm(data().pending(tenant).get(0), "ben");
        Change held = load("anna", RAISED);
        int many = 8;
        CyclicBarrier together = new CyclicBarrier(many);
        ExecutorService threads = Executors.newFixedThreadPool(many);
        try {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                String person = "p" + i;
                Callable<String> work = () -> {
                    together.await();
                    try {
                        return confirm(held, person).event().name();
                    } catch (NotConfirmed e) {
                        return e.code();
                    }
                };
                answers.add(threads.submit(work));
            }
            List<String> said = new ArrayList<>();
            for (Future<String> answer : answers) {
                said.add(answer.get());
            }
            assertThat(said).containsOnlyOnce("CONFIRMED");
            assertThat(said).filteredOn("CONFIRMED_ALREADY"::equals).hasSize(many - 1);
        } finally {
            threads.shutdownNow();
        }
        assertThat(data().verifyHistory(tenant).problems()).isEmpty();
    }

    private static String people(String role) {
        return String.join(
                ", ",
                Stream.iterate(0, i -> i < 8, i -> i + 1)
                        .map(i -> "{id: p" + i + ", roles: [" + role + "]}")
                        .toList());
    }

    // As the application's role ------------------------------------------------------------------------------------

    @TestFactory
    Stream<DynamicTest> sqlOfTheApplicationIsRefused() {
        return Stream.of(
                        "UPDATE master_data_change SET person = 'x'",
                        "DELETE FROM master_data_change",
                        "TRUNCATE master_data_change",
                        "INSERT INTO supplier VALUES ('x', 'x', 'x', true, true)",
                        "UPDATE supplier SET active = true",
                        "DELETE FROM supplier",
                        "INSERT INTO supplier_tax_id VALUES ('x', 'x', 'x')",
                        "UPDATE supplier_account SET fingerprint = 'x'",
                        "INSERT INTO supplier_account VALUES ('x', 'x', 'x', 'x')",
                        "UPDATE supplier_ceiling SET minor = 1",
                        "UPDATE purchase_order SET total = 1",
                        "UPDATE person SET roles = '{masterdata}'",
                        "UPDATE person_limit SET minor = 1",
                        "INSERT INTO master_data_change (number) VALUES (1)",
                        "INSERT INTO master_data_change (at) VALUES (now())",
                        "INSERT INTO master_data_change (row_hash) VALUES ('x')",
                        "INSERT INTO master_data_change (prev_hash) VALUES ('x')",
                        "ALTER TABLE master_data_change DISABLE TRIGGER ALL",
                        "CREATE TRIGGER planted AFTER INSERT ON master_data_change FOR EACH ROW"
                                + " EXECUTE FUNCTION apply_master_data()")
                .map(sql -> DynamicTest.dynamicTest(
                        sql,
                        () -> assertThatThrownBy(() -> test.database().jdbi().useHandle(handle -> handle.execute(sql)))
                                .rootCause()
                                .message()
                                .containsAnyOf("permission denied", "must be owner")));
    }

    @TestFactory
    Stream<DynamicTest> aRecordThatDoesNotFollowIsRefusedByTheDatabase() throws Exception {
        Change held = load("anna", RAISED);
        return Stream.of(
                unfit(
                        "confirmed by who loaded it",
                        "needs another person",
                        "CONFIRMED",
                        "anna",
                        1,
                        held.content(),
                        held),
                unfit("other content", "does not wait for this", "CONFIRMED", "ben", 1, "{}", held),
                unfit("what is not held", "does not wait for this", "CONFIRMED", "ben", 1, held.content(), first),
                unfit("a second first load", "there are people already", "BOOTSTRAP", "anna", 1, held.content(), null),
                unfit("on what is not in force", "change 1 is in force", "APPLIED", "anna", 0, held.content(), null),
                unfit(
                        "a confirmation of nothing",
                        "change <NULL> does not wait",
                        "CONFIRMED",
                        "ben",
                        1,
                        held.content(),
                        null));
    }

    private DynamicTest unfit(
            String name,
            String why,
            String event,
            String person,
            long basedOn,
            String content,
            @Nullable Change confirms) {
        TenantId whose = tenant;
        return DynamicTest.dynamicTest(
                name,
                () -> assertThatThrownBy(() -> insert(whose, event, person, basedOn, content, confirms))
                        .rootCause()
                        .message()
                        .contains(why));
    }

    private static void insert(
            TenantId whose, String event, String person, long basedOn, String content, @Nullable Change confirms) {
        test.database()
                .jdbi()
                .useHandle(handle -> handle.execute(
                        "INSERT INTO master_data_change (tenant, event, person, based_on, file, differences, content,"
                                + " confirms, key, signature) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        whose.value(),
                        event,
                        person,
                        basedOn,
                        confirms == null ? Digest.of("f").hex() : confirms.file(),
                        confirms == null ? "[]" : confirms.differences(),
                        content,
                        confirms == null ? null : confirms.number(),
                        confirms == null ? null : "key",
                        confirms == null ? null : "c2lnbmF0dXJl"));
    }

    // What verification finds --------------------------------------------------------------------------------------

    @Test
    void aLimitRaisedByTheApplicationAloneIsFound() throws Exception {
        Change held = load("anna", RAISED);
        insert(tenant, "APPLIED", "anna", 1, held.content(), null);
        assertThat(limitOfAnna()).isEqualTo(9000_00);
        assertThat(data().verifyHistory(tenant).problems())
                .containsExactly(
                        "change 3 makes other differences than it says",
                        "change 3 needed a second person and nobody confirmed it");
    }

    @Test
    void aConfirmationThatNobodySignedIsFound() throws Exception {
        Change held = load("anna", RAISED);
        insert(tenant, "CONFIRMED", "cleo", 1, held.content(), held);
        assertThat(data().verifyHistory(tenant).problems())
                .containsExactly(
                        "change 3 is confirmed by somebody without the role masterdata",
                        "change 3 has a signature that is not by a key that is known here");
    }

    @TestFactory
    Stream<DynamicTest> whatTheOwnerOfTheDatabaseChangesIsFound() {
        return Stream.of(
                tampered("UPDATE supplier_ceiling SET minor = 1", "supplier ACME is not in the tables"),
                tampered("UPDATE supplier_account SET fingerprint = 'f00d'", "the tables hold what no change can"),
                tampered("UPDATE person SET roles = '{masterdata,boss}' WHERE id = 'anna'", "person anna is not in"),
                tampered("DELETE FROM person WHERE id = 'cleo'", "person cleo is not in the tables"),
                tampered(
                        "INSERT INTO person SELECT tenant, 'eve', roles FROM person WHERE id = 'anna'",
                        "person eve is"),
                tampered("UPDATE master_data_change SET person = 'x' WHERE number = 2", "change 2 does not hash"),
                tampered("UPDATE master_data_change SET at = now() WHERE number = 2", "change 2 does not hash"),
                tampered("UPDATE master_data_change SET differences = '[]' WHERE number = 2", "change 2 does not hash"),
                tampered("UPDATE supplier_account SET masked = 'x'", "supplier ACME is not in the tables"),
                tampered("UPDATE master_data_change SET content = 'x' WHERE number = 3", "change 3 cannot be read"),
                tampered("UPDATE master_data_change SET row_hash = 'x' WHERE number = 2", "change 3 does not follow"),
                tampered(
                        "UPDATE master_data_change SET signature = 'eA==' WHERE number = 3",
                        "change 3 has a signature"),
                tampered(
                        "DELETE FROM master_data_change WHERE number = 2",
                        "change 3 has the number 3 and should have 2"));
    }

    private DynamicTest tampered(String sql, String problem) {
        return DynamicTest.dynamicTest(sql, () -> {
            TenantId whose = new TenantId("tampered" + ++tenants);
            data().load(whose, "olga", FIRST);
            Change held = data().load(whose, "anna", RAISED).change();
            data().confirm(whose, held.number(), held.rowHash(), "ben");
            assertThat(data().verifyHistory(whose).problems()).isEmpty();
            asOwner(sql + (sql.contains("WHERE") ? " AND" : " WHERE") + " tenant = '" + whose.value() + "'");
            assertThat(data().verifyHistory(whose).problems())
                    .anySatisfy(found -> assertThat(found).contains(problem));
        });
    }

    private static void asOwner(String sql) throws SQLException {
        try (Connection owner = test.superuser()) {
            owner.createStatement().execute("SET session_replication_role = replica");
            owner.createStatement().execute(sql);
        }
    }

    private long count(String sql) {
        return test.database()
                .jdbi()
                .withHandle(handle -> handle.createQuery(sql)
                        .bind(0, tenant.value())
                        .mapTo(Long.class)
                        .one());
    }
}
