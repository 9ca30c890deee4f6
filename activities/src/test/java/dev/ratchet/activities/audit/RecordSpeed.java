package dev.ratchet.activities.audit;

import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Fact;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.record.RunRecord;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.contract.record.Step;
import dev.ratchet.workflows.contract.record.StepRecord;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Prints what the record of a run costs: alone and 80 at once, with bodies of about 4 KB of JSON and without, and with the
 * big texts stored as this schema says and otherwise, in turns, fsync on. Computing is counted in the calling thread and,
 * from Linux's {@code /proc}, in the server's processes. Run by hand; it asserts nothing.
 */
final class RecordSpeed {
    private static final int GROUP = 80;
    private static int made;

    private RecordSpeed() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 40;
        Map<String, String> stored = new LinkedHashMap<>();
        stored.put("as migrated", "SELECT 1");
        stored.put("compressed by default", """
                ALTER TABLE trail RESET (toast_tuple_target);
                ALTER TABLE trail ALTER COLUMN steps SET COMPRESSION default""");
        stored.put("not compressed, apart", """
                ALTER TABLE trail RESET (toast_tuple_target);
                ALTER TABLE trail ALTER COLUMN steps SET STORAGE EXTERNAL""");
        Map<String, TestDatabase> databases = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, String> each : stored.entrySet()) {
                TestDatabase test = new TestDatabase();
                databases.put(each.getKey(), test);
                try (var connection = test.superuser();
                        Statement statement = connection.createStatement()) {
                    statement.execute(each.getValue());
                    statement.execute("""
                            CREATE FUNCTION ticks(pid int) RETURNS bigint LANGUAGE sql AS $$
                            SELECT f[14]::bigint + f[15]::bigint FROM string_to_array(
                                pg_read_file('/proc/' || pid || '/stat', 0, 1000, true), ' ') AS f $$""");
                }
            }
            System.out.println("bytes of bodies of a run: "
                    + steps(true).stream()
                            .mapToInt(each -> each.result().length() + body(each.proposal()))
                            .sum());
            for (boolean measured : new boolean[] {false, true}) {
                for (boolean bodies : new boolean[] {true, false}) {
                    for (int size : new int[] {GROUP, 1}) {
                        compare(databases, bodies, size, size == 1 ? 10 * rounds : rounds, measured);
                    }
                }
            }
        } finally {
            databases.values().forEach(TestDatabase::close);
        }
    }

    private static int body(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    private static void compare(
            Map<String, TestDatabase> databases, boolean bodies, int size, int rounds, boolean print)
            throws SQLException {
        Map<String, double[]> millis = new LinkedHashMap<>();
        Map<String, Cost> before = new LinkedHashMap<>();
        Map<String, Long> client = new LinkedHashMap<>();
        for (Map.Entry<String, TestDatabase> each : databases.entrySet()) {
            millis.put(each.getKey(), new double[rounds]);
            before.put(each.getKey(), Cost.of(each.getValue()));
        }
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, TestDatabase> each : databases.entrySet()) {
                RunRecords records = new PostgresRunRecords(each.getValue().database());
                List<RunRecord> group =
                        IntStream.range(0, size).mapToObj(i -> record(bodies)).toList();
                long start = System.nanoTime();
                long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                records.recordAll(group);
                client.merge(
                        each.getKey(), ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu, Long::sum);
                millis.get(each.getKey())[round] = (System.nanoTime() - start) / 1e6;
            }
        }
        if (print) {
            System.out.printf("%n%d at once, bodies: %s%n", size, bodies);
            for (Map.Entry<String, double[]> each : millis.entrySet()) {
                double[] sorted = each.getValue();
                Arrays.sort(sorted);
                Cost after = Cost.of(databases.get(each.getKey()));
                Cost was = before.get(each.getKey());
                double runs = (double) rounds * size;
                System.out.printf(
                        "%-28s CPU a run: client %4.0f us, server %4.0f us; %5.0f bytes on disk, %5.0f of WAL;"
                                + " fastest tenth %7.2f ms, median %7.2f ms%n",
                        each.getKey(),
                        client.get(each.getKey()) / 1e3 / runs,
                        (after.ticks() - was.ticks()) * 10_000 / runs,
                        (after.bytes() - was.bytes()) / runs,
                        (after.wal() - was.wal()) / runs,
                        sorted[rounds / 10],
                        sorted[rounds / 2]);
            }
        }
    }

    /**
     * @param ticks of a hundredth of a second that the database's server processes have computed
     * @param wal bytes that its tables' rows have put into the log
     */
    private record Cost(long ticks, long bytes, long wal) {
        static Cost of(TestDatabase test) throws SQLException {
            try (var connection = test.superuser();
                    Statement statement = connection.createStatement();
                    var rows = statement.executeQuery("""
                            SELECT sum(ticks(pid)), (SELECT pg_total_relation_size('run') + pg_total_relation_size('trail')),
                                (SELECT sum(w.wal_bytes)::bigint FROM pg_stat_activity p,
                                    LATERAL pg_stat_get_backend_wal(p.pid) w WHERE p.datname = current_database())
                            FROM pg_stat_activity WHERE datname = current_database()""")) {
                rows.next();
                return new Cost(rows.getLong(1), rows.getLong(2), rows.getLong(3));
            }
        }
    }

    private static RunRecord record(boolean bodies) {
        made++;
        RunSummary summary = new RunSummary(
                TenantId.DEFAULT,
                new RunRef("invoice/default/" + Digest.of("document " + made), "run-" + made / GROUP),
                "invoice",
                "sample-" + made + ".xml",
                "anna",
                List.of(new Fact("supplier", "ACME"), new Fact("number", "RE-" + made)),
                new Money("EUR", 11_900 + made),
                RunStatus.DONE,
                "POSTED",
                "ENDED",
                "BOOKED",
                "booked as entry " + made,
                List.of(),
                "DIRECT",
                "plain",
                "within-ceiling",
                new Receipt("entry", "" + made),
                null,
                null,
                0,
                0);
        return new RunRecord(
                summary, 0, "{\"phase\":\"READ\",\"n\":" + made + "}", Digest.of("s" + made), steps(bodies));
    }

    /** Five steps as of a plain invoice: the reading and the consultation have most to say. */
    private static List<StepRecord> steps(boolean bodies) {
        int[] sizes = {1300, 1100, 700, 300, 100};
        return IntStream.rangeClosed(1, sizes.length)
                .mapToObj(number -> {
                    String proposal = bodies ? json("proposal", number, 90) : "{}";
                    String result = bodies ? json("observed", number, sizes[number - 1]) : "{}";
                    return new StepRecord(
                            new Step(
                                    number,
                                    1_795_000_000_000L + made,
                                    1_795_000_000_000L + made,
                                    1_795_000_000_000L + made,
                                    "READ",
                                    "rules",
                                    "consult_books",
                                    Digest.of(proposal),
                                    Step.ACCEPTED,
                                    "books_consulted",
                                    Digest.of(result),
                                    0,
                                    0),
                            proposal,
                            result);
                })
                .toList();
    }

    /** As compressible as the real ones: names that come again, values of their own. */
    private static String json(String what, int number, int size) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("observation", what);
        while (CanonicalJson.of(fields).length() < size) {
            int at = fields.size();
            fields.put(
                    "supplierField" + at,
                    at % 3 == 0 ? Digest.of("" + made + at).brief() : "value " + made * at);
            fields.put("amountOf" + at, (long) made * number * at);
        }
        return CanonicalJson.of(fields);
    }
}
