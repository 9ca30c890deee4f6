package dev.ratchet.activities.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.Needs;
import dev.ratchet.activities.approval.ApprovalKeys;
import dev.ratchet.activities.approval.AuthorizationCheck;
import dev.ratchet.activities.approval.VerificationKeys;
import dev.ratchet.activities.attestation.PermissionAttestation;
import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.activities.effect.Effects;
import dev.ratchet.activities.effect.Permitted;
import dev.ratchet.activities.ledger.Postings.Change;
import dev.ratchet.activities.masterdata.TestMasterData;
import dev.ratchet.activities.verification.DiscrepancyKind;
import dev.ratchet.activities.verification.Verification;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.EffectActivities;
import dev.ratchet.workflows.contract.effect.EffectActivities.Request;
import dev.ratchet.workflows.contract.effect.EffectActivities.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class PostgresLedgerTest extends LedgerContract {
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
    protected Ledger ledger() {
        return new PostgresLedger(test.database());
    }

    @Override
    protected Effects effects() {
        return Posted.effects(test.database(), KEYS);
    }

    @Override
    protected void load(TenantId whose, String yaml) throws Exception {
        TestMasterData.load(test.database(), whose, yaml);
    }

    @Override
    protected void uploaded(TenantId whose, Digest document, String person) {
        Posted.approvals(test.database(), KEYS).uploaded(whose, document, person);
    }

    private void book(int entries) {
        for (int i = 1; i <= entries; i++) {
            assertThat(post(postings.granted("ACME", "RE-" + i, 100_00 + i))).isEqualTo(entry(i));
        }
    }

    private void asSuperuser(String... statements) throws SQLException {
        try (Connection connection = test.superuser();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : statements) {
                statement.execute(sql.replace(":tenant", "'" + tenant + "'"));
            }
            connection.commit();
        }
    }

    /** Like the first entry, which is over 100.01 EUR; what the database says itself is said wrongly. */
    private static String entry(int number, String currency, long size) {
        return "INSERT INTO entry SELECT tenant, %1$d, '2020-01-01', date, kind, supplier, 'X-%1$d', 'X-%1$d', '%2$s', NULL, NULL,"
                        .formatted(number, currency)
                + " NULL, NULL, %2$d, NULL, NULL, NULL, document, 'i%1$d', workflow_id, run_id, authority, authorized_by, repeat('b', 64),"
                        .formatted(number, size)
                + " repeat('a', 64) FROM entry WHERE tenant = :tenant AND number = 1";
    }

    private static String line(int entry, int position, String currency, long minor) {
        return "INSERT INTO line VALUES (:tenant, %d, %d, 'expenses:x', '%s', %d)"
                .formatted(entry, position, currency, minor);
    }

    @TestFactory
    Stream<DynamicTest> theDatabaseRefusesEvenItsOwner() {
        String hasten = "SET CONSTRAINTS ALL IMMEDIATE";
        String debit = line(2, 1, "EUR", 5);
        String credit = line(2, 2, "EUR", -5);
        return Stream.of(
                refused("unbalanced", "off by 1", line(2, 1, "EUR", 6), credit, entry(2, "EUR", 6)),
                refused(
                        "balanced only across currencies",
                        "another currency",
                        debit,
                        line(2, 2, "USD", -5),
                        entry(2, "EUR", 5)),
                refused("of another currency", "another currency", debit, credit, entry(2, "USD", 5)),
                refused("of another size", "the size 4 and debits of 5", debit, credit, entry(2, "EUR", 4)),
                refused("one line", "at least two", debit, entry(2, "EUR", 5)),
                refused("no line", "at least two", entry(2, "EUR", 5)),
                refused("lines after the entry", "at least two", entry(2, "EUR", 5), debit, credit),
                refused("lines without an entry", "violates foreign key", debit, credit),
                refused("lines without an entry, at once", "violates foreign key", hasten, debit, credit),
                refused("a gap", "does not follow", line(3, 1, "EUR", 5), line(3, 2, "EUR", -5), entry(3, "EUR", 5)),
                refused("lines for a closed entry", "is closed", line(1, 8, "EUR", 5), line(1, 9, "EUR", -5)),
                refused(
                        "a line for an entry just closed",
                        "is closed",
                        debit,
                        credit,
                        entry(2, "EUR", 5),
                        hasten,
                        line(2, 3, "EUR", 7)),
                refused(
                        "a line in the statement that closes the entry",
                        "off by 7",
                        debit,
                        credit,
                        "WITH closed AS (" + entry(2, "EUR", 5) + ") " + line(2, 3, "EUR", 7)),
                refused(
                        "a stranger's trigger that counts orders",
                        "is for entries",
                        "CREATE TEMPORARY TABLE planted (LIKE entry)",
                        "CREATE TRIGGER planted AFTER INSERT ON planted REFERENCING NEW TABLE AS added"
                                + " FOR EACH STATEMENT EXECUTE FUNCTION count_orders()",
                        "INSERT INTO planted SELECT * FROM entry"),
                refused(
                        "a stranger's trigger that closes entries",
                        "is for entries",
                        "CREATE TEMPORARY TABLE planted (LIKE entry)",
                        "CREATE TRIGGER planted BEFORE INSERT ON planted FOR EACH ROW EXECUTE FUNCTION close_entry()",
                        "INSERT INTO planted SELECT * FROM entry"),
                refused(
                        "a stranger's trigger that locks the books",
                        "is for lines",
                        "CREATE TEMPORARY TABLE planted (LIKE line)",
                        "CREATE TRIGGER planted AFTER INSERT ON planted REFERENCING NEW TABLE AS added"
                                + " FOR EACH STATEMENT EXECUTE FUNCTION hold_lines()",
                        "INSERT INTO planted SELECT * FROM line"),
                refused("update of an entry", "append-only", "UPDATE entry SET supplier = 'X'"),
                refused("delete of an entry", "append-only", "DELETE FROM entry"),
                refused("truncate", "append-only", "TRUNCATE entry CASCADE"),
                refused("update of a line", "append-only", "UPDATE line SET minor = 1"),
                refused("delete of a line", "append-only", "DELETE FROM line"),
                refused("delete of a use", "append-only", "DELETE FROM authorization_use"),
                refused("update of the log", "append-only", "UPDATE effect SET run_id = 'x'"),
                refused("delete from the log", "append-only", "DELETE FROM effect"));
    }

    @Test
    void theDatabaseSaysWhenAnEntryWasPostedAndWhatItFollows() throws Exception {
        book(1);
        Instant before = Instant.now().minus(Duration.ofSeconds(2));
        asSuperuser(line(2, 1, "EUR", 5), line(2, 2, "EUR", -5), entry(2, "EUR", 5));
        assertThat(Posted.misfits(test.database(), KEYS, tenant))
                .extracting(Verification.OfKind::kind)
                .contains(DiscrepancyKind.INTENT_MISMATCH, DiscrepancyKind.EFFECT_MISSING)
                .doesNotContain(
                        DiscrepancyKind.ENTRY_CHANGED, DiscrepancyKind.CHAIN_BROKEN, DiscrepancyKind.HEAD_MOVED);
        assertThat(ledger().entries(tenant, 1)).singleElement().satisfies(entry -> {
            assertThat(entry.number()).isEqualTo(2);
            assertThat(entry.postedAt()).isAfter(before);
        });
    }

    /** Else the lines of one who commits late would belong to the entry of another. */
    @Test
    void whoWritesLinesHoldsTheBooksUntilTheyHaveAnEntry() throws Exception {
        book(1);
        try (Connection connection = test.superuser();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(line(2, 8, "EUR", 5).replace(":tenant", "'" + tenant + "'"));
            CompletableFuture<Result> other =
                    CompletableFuture.supplyAsync(() -> post(postings.granted("ACME", "RE-2", 119_00)));
            assertThatThrownBy(() -> other.get(500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            connection.rollback();
            assertThat(other.get(10, TimeUnit.SECONDS)).isEqualTo(entry(2));
        }
    }

    @Test
    void anApprovalByAKeyWhoseTimeIsOverBooksNothing() throws Exception {
        String pem = KEYS.pem();
        VerificationKeys retired = ApprovalKeys.loadPublic("Valid-Until: "
                + Instant.now().minusSeconds(60) + "\n" + pem.substring(pem.indexOf("-----BEGIN PUBLIC")));
        Request request = postings.approved("CAREFUL", "RE-1", 4000_00, "anna");
        assertThat(Posted.effects(
                                test.database(),
                                new AuthorizationCheck.Keys(retired, new PermissionAttestation(Permitted.WORKERS)))
                        .perform(request))
                .isInstanceOfSatisfying(
                        EffectActivities.Refused.class,
                        no -> assertThat(no.code()).isEqualTo("APPROVAL_KEY"));
        assertThat(post(request)).isEqualTo(entry(1));
    }

    private DynamicTest refused(String name, String why, String... statements) {
        return DynamicTest.dynamicTest(name, () -> {
            if (ledger().entries(tenant, 1).isEmpty()) {
                book(1);
            }
            assertThatThrownBy(() -> asSuperuser(statements)).hasMessageContaining(why);
            assertThat(ledger().entries(tenant, 2)).hasSize(1);
            assertThat(Posted.misfits(test.database(), KEYS, tenant)).isEmpty();
        });
    }

    @TestFactory
    Stream<DynamicTest> theApplicationHasNoRightTo() {
        return Stream.of(
                        "UPDATE entry SET supplier = 'X'",
                        "DELETE FROM entry",
                        "TRUNCATE entry CASCADE",
                        "UPDATE line SET minor = 1",
                        "DELETE FROM line",
                        "DELETE FROM authorization_use",
                        "UPDATE effect SET run_id = 'x'",
                        "DELETE FROM effect",
                        "UPDATE chain_head SET number = 0",
                        "DELETE FROM chain_head",
                        "INSERT INTO chain_head VALUES ('x', 0, 'x')",
                        "UPDATE order_booked SET minor = 0",
                        "INSERT INTO order_booked VALUES ('x', 'x', 'x', 'EUR', -1)",
                        "DELETE FROM order_booked",
                        "UPDATE trail SET first_step = 1",
                        "DELETE FROM trail",
                        "DELETE FROM consent",
                        "DELETE FROM uploader",
                        "DELETE FROM content",
                        "DELETE FROM flyway_schema_history",
                        "CREATE TEMPORARY TABLE planted (LIKE entry)",
                        "CREATE TABLE planted (tenant text)",
                        "CREATE TRIGGER planted AFTER INSERT ON entry FOR EACH ROW EXECUTE FUNCTION refuse_change()",
                        "CREATE FUNCTION planted() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                        "SELECT hash_field('x')",
                        "INSERT INTO entry (posted_at) VALUES (now())",
                        "INSERT INTO entry (prev_hash) VALUES ('x')",
                        "INSERT INTO entry (row_hash) VALUES ('x')",
                        "ALTER TABLE entry DISABLE TRIGGER ALL")
                .map(sql -> DynamicTest.dynamicTest(
                        sql,
                        () -> assertThatThrownBy(() -> test.database().jdbi().useHandle(handle -> handle.execute(sql)))
                                .rootCause()
                                .message()
                                .containsAnyOf("permission denied", "must be owner")));
    }

    /** The rows as the database holds them, hashed here by what {@link Row} documents and by nothing of its code. */
    @Test
    void everyRowHashIsTheSha256OfTheRowAndOfTheHashBefore() throws Exception {
        assertThat(post(postings.granted("ACME", "RE-1", 119_00, Change.order("PO-7"))))
                .isEqualTo(entry(1));
        assertThat(post(postings.granted("ACME", "Gutschrift ä-1", 100_00, Change.credit("RE-1"))))
                .isEqualTo(entry(2));
        assertThat(post(postings.approved("CAREFUL", "RE-1", 4000_00, "anna"))).isEqualTo(entry(3));
        String before = sha256("ratchet.ledger.v1:" + tenant);
        List<String> hashes = new ArrayList<>();
        try (Connection connection = test.superuser();
                Statement entries = connection.createStatement();
                ResultSet row = entries.executeQuery("""
                        SELECT tenant, number, (extract(epoch FROM posted_at) * 1000000)::bigint, date, kind, supplier,
                            invoice_number, business_key, currency, order_number, order_key, corrected_number, corrected_key,
                            size, on_order, prepayments, ties, document, intent, workflow_id, run_id, authority, authorized_by, prev_hash, row_hash,
                            (SELECT count(*) FROM line l WHERE l.tenant = e.tenant AND l.entry = e.number),
                            (SELECT string_agg(octet_length(account) || ':' || account || E'\\n' || octet_length(currency)
                                || ':' || currency || E'\\n' || length(minor::text) || ':' || minor || E'\\n', ''
                                ORDER BY position) FROM line l WHERE l.tenant = e.tenant AND l.entry = e.number)
                        FROM entry e WHERE tenant = '%s' ORDER BY number""".formatted(tenant))) {
            while (row.next()) {
                StringBuilder bytes = new StringBuilder("ratchet.entry.v1\n");
                for (int column = 1; column <= 24; column++) {
                    bytes.append(field(row.getString(column)));
                }
                bytes.append(field(row.getString(26))).append(row.getString(27));
                assertThat(row.getString("prev_hash")).isEqualTo(before);
                assertThat(row.getString("row_hash")).isEqualTo(sha256(bytes.toString()));
                before = row.getString("row_hash");
                hashes.add(before);
            }
        }
        assertThat(hashes).hasSize(3).doesNotHaveDuplicates();
        assertThat(Posted.misfits(test.database(), KEYS, tenant)).isEmpty();
        assertThat(ledger().entries(tenant, 10))
                .extracting(entry -> entry.rowHash().hex())
                .isEqualTo(hashes);
    }

    private static String field(@Nullable String value) {
        return value == null ? "-\n" : value.getBytes(StandardCharsets.UTF_8).length + ":" + value + "\n";
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void hledgerAcceptsTheJournalAndShowsTheSameBalances(@TempDir Path folder) throws Exception {
        Path hledger = Needs.program("hledger");
        book(20);
        post(postings.granted("ACME", "JP; | \n 1", 5000, Change.currency("JPY")));
        post(postings.granted("ACME", "CN-1", 50_00, Change.credit("RE-1")));
        load(tenant, "suppliers: [{id: GULF, name: Gulf, autoPostUpTo: {KWD: 10.000}}]");
        post(postings.granted("GULF", "K-1", 1_119, Change.currency("KWD")));
        Path journal = folder.resolve("books.journal");
        try (var writer = Files.newBufferedWriter(journal)) {
            ledger().export(tenant, writer);
        }
        assertThat(run(hledger, "check", "--strict", "-f", journal.toString())).isEmpty();
        StringBuilder ours = new StringBuilder();
        for (Ledger.Balance balance : ledger().balance(tenant)) {
            ours.append(balance.account())
                    .append(' ')
                    .append(new Money(balance.currency(), balance.minor()).text())
                    .append('\n');
        }
        assertThat(run(
                        hledger,
                        "balance",
                        "--flat",
                        "--no-total",
                        "--empty",
                        "--layout=bare",
                        "-O",
                        "csv",
                        "-f",
                        journal.toString()))
                .isEqualToIgnoringWhitespace(csv(ours.toString()));
    }

    private static String csv(String ours) {
        StringBuilder csv = new StringBuilder("\"account\",\"commodity\",\"balance\"\n");
        ours.lines().forEach(line -> {
            String[] part = line.split(" ");
            csv.append("\"%s\",\"%s\",\"%s\"%n".formatted(part[0], part[2], part[1]));
        });
        return csv.toString();
    }

    private static String run(Path program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
