package dev.ratchet.activities.group;

import dev.ratchet.activities.approval.ApprovalKeys;
import dev.ratchet.activities.audit.AuditActivitiesImpl;
import dev.ratchet.activities.audit.PostgresRunRecords;
import dev.ratchet.activities.content.PostgresContentStore;
import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.activities.documents.DocumentActivitiesImpl;
import dev.ratchet.activities.documents.DocumentReader;
import dev.ratchet.activities.documents.OfficialRules;
import dev.ratchet.activities.ledger.LedgerActivitiesImpl;
import dev.ratchet.activities.ledger.PostgresLedger;
import dev.ratchet.activities.ledger.Postings;
import dev.ratchet.activities.ledger.Postings.Change;
import dev.ratchet.activities.masterdata.PostgresMasterData;
import dev.ratchet.activities.policy.PolicyActivitiesImpl;
import dev.ratchet.workflows.contract.Answered;
import dev.ratchet.workflows.contract.AuditActivities.Account;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentReading;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.InvoiceFacts;
import dev.ratchet.workflows.contract.LedgerActivities.Posted;
import dev.ratchet.workflows.contract.LedgerActivities.Posting;
import dev.ratchet.workflows.contract.LedgerActivities.Receipt;
import dev.ratchet.workflows.contract.PolicyActivities.Query;
import dev.ratchet.workflows.contract.Rulebook;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.Step;
import dev.ratchet.workflows.contract.TenantId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Prints documents per second of each question, asked singly and for twenty at once, in turns, with fsync on, in books
 * that began empty and in books of ten thousand entries more. Run by hand, with a folder of UBL invoices; it asserts nothing but that
 * what should be booked is.
 */
final class GroupSpeed {
    private static final int GROUP = 20;
    private static final int FILL = 10_000;
    private static final TenantId TENANT = TenantId.DEFAULT;
    private static final Rulebook RULES = new Rulebook("1", Digest.of("rules"), List.of(), List.of());
    private static int made;

    private GroupSpeed() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 60;
        ApprovalKeys keys = ApprovalKeys.generate();
        try (TestDatabase test = new TestDatabase();
                Readers readers = new Readers()) {
            PostgresMasterData data = new PostgresMasterData(test.database());
            data.load(TENANT, """
                    suppliers:
                      - {id: ACME, name: Acme, taxIds: [DE123], autoPostUpTo: {EUR: 9000000.00}}
                      - {id: OTHER, name: Other, taxIds: [DE124], autoPostUpTo: {EUR: 9000000.00}}
                    orders:
                      - {number: PO-1, supplier: ACME, currency: EUR, total: 9000000000.00}
                    """);
            PostgresContentStore store = new PostgresContentStore(test.database());
            PostgresRunRecords records = new PostgresRunRecords(test.database());
            PostgresLedger ledger = new PostgresLedger(test.database(), keys.verification());
            OfficialRules rules = new OfficialRules();
            rules.compile();
            DocumentReader reader = new DocumentReader(rules);
            GroupActivitiesImpl group = new GroupActivitiesImpl(
                    new GroupReading(store, reader, readers), () -> RULES, data, "build", ledger, records);

            DocumentActivitiesImpl documents = new DocumentActivitiesImpl(store, reader);
            List<byte[]> bodies = valid(Path.of(arguments[0]), documents, store);
            System.out.println(bodies.size() + " valid documents");
            for (int warm = 0; warm < 40; warm++) {
                group.read(refs(store, bodies));
            }
            compare("read", rounds / 2, i -> refs(store, bodies), documents::read, group::read);

            PolicyActivitiesImpl policy = new PolicyActivitiesImpl(() -> RULES, data, "build");
            AuditActivitiesImpl audit = new AuditActivitiesImpl(records);
            LedgerActivitiesImpl booking = new LedgerActivitiesImpl(ledger);
            Postings postings = new Postings(TENANT, keys);
            IntFunction<List<Posting>> plain = i -> postings(postings, Change.none());
            IntFunction<List<Posting>> order = i -> postings(postings, Change.order("PO-1"));
            for (String books : List.of("warming", "few entries", "10,000 entries more")) {
                if (books.startsWith("10")) {
                    for (int i = 0; i < FILL / GROUP; i++) {
                        booked(group.post(postings(postings, Change.none())).each());
                    }
                }
                System.out.println("entries: " + ledger.verify(TENANT).entries());
                compare(
                        books + ": consult",
                        rounds,
                        i -> queries(),
                        policy::consult,
                        some -> group.consult(some, null));
                compare(
                        books + ": post",
                        rounds,
                        plain,
                        booking::post,
                        some -> booked(group.post(some).each()));
                compare(
                        books + ": post on one order",
                        rounds,
                        order,
                        booking::post,
                        some -> booked(group.post(some).each()));
                compare(books + ": record", rounds, i -> accounts(), audit::record, group::record);
                test.database()
                        .jdbi()
                        .useHandle(handle -> System.out.println(
                                handle.createQuery("SELECT relname, seq_scan, idx_scan FROM pg_stat_user_tables"
                                                + " WHERE relname IN ('entry', 'run', 'step', 'line') ORDER BY 1")
                                        .mapToMap()
                                        .list()));
            }
        }
    }

    private static <Q> void compare(
            String what, int rounds, IntFunction<List<Q>> questions, Consumer<Q> single, Consumer<List<Q>> grouped) {
        double[] one = new double[rounds];
        double[] all = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            List<Q> some = questions.apply(round);
            List<Q> more = questions.apply(round);
            long start = System.nanoTime();
            some.forEach(single);
            long middle = System.nanoTime();
            grouped.accept(more);
            one[round] = (middle - start) / 1e6 / some.size();
            all[round] = (System.nanoTime() - middle) / 1e6 / more.size();
        }
        Arrays.sort(one);
        Arrays.sort(all);
        double single50 = one[rounds / 2];
        double group50 = all[rounds / 2];
        System.out.printf(
                "%-36s single %7.3f ms = %6.0f/s   grouped %7.3f ms = %6.0f/s   %.1fx   fastest tenth %.3f / %.3f ms%n",
                what,
                single50,
                1000 / single50,
                group50,
                1000 / group50,
                single50 / group50,
                one[rounds / 10],
                all[rounds / 10]);
    }

    private static List<byte[]> valid(Path folder, DocumentActivitiesImpl documents, PostgresContentStore store)
            throws Exception {
        List<byte[]> valid = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                byte[] bytes = Files.readAllBytes(file);
                if (documents.read(store.put(TENANT, bytes)) instanceof DocumentReading.Structured read
                        && read.findings().isEmpty()) {
                    valid.add(bytes);
                }
            }
        }
        return valid;
    }

    /** Twenty documents that nobody has read: valid ones with a comment of their own. */
    private static List<DocumentRef> refs(PostgresContentStore store, List<byte[]> bodies) {
        return store.putAll(
                TENANT,
                IntStream.range(0, GROUP)
                        .mapToObj(i -> bodies.get((made + i) % bodies.size()))
                        .map(body -> {
                            byte[] end =
                                    ("\n<!-- " + made++ + " -->").getBytes(java.nio.charset.StandardCharsets.UTF_8);
                            byte[] own = Arrays.copyOf(body, body.length + end.length);
                            System.arraycopy(end, 0, own, body.length, end.length);
                            return own;
                        })
                        .toList());
    }

    private static List<Query> queries() {
        return IntStream.range(0, GROUP)
                .mapToObj(i -> new Query(
                        TENANT,
                        new RunRef("wf-q" + made++, "run"),
                        new InvoiceFacts(
                                InvoiceFacts.Kind.INVOICE,
                                InvoiceFacts.Source.UBL,
                                "RE-" + made,
                                LocalDate.of(2026, 11, 21),
                                "Acme",
                                List.of("DE123"),
                                "EUR",
                                100 + made,
                                0,
                                100 + made,
                                0,
                                0,
                                100 + made,
                                null,
                                null,
                                null,
                                0,
                                1,
                                List.of())))
                .toList();
    }

    private static List<Posting> postings(Postings make, Change change) {
        return IntStream.range(0, GROUP)
                .mapToObj(i -> {
                    made++;
                    Posting posting = make.granted("ACME", "RE-" + made, 100 + made, change);
                    return new Posting(new RunRef("wf-" + made, "run"), posting.entry(), posting.authorization());
                })
                .toList();
    }

    private static List<Answered<Receipt>> booked(List<Answered<Receipt>> answers) {
        for (Answered<Receipt> answer : answers) {
            if (!(answer.answer() instanceof Posted)) {
                throw new IllegalStateException("not booked: " + answer);
            }
        }
        return answers;
    }

    private static List<Account> accounts() {
        List<Step> steps = IntStream.rangeClosed(1, 5)
                .mapToObj(i -> new Step(
                        i, 5, "READ", "rules", "read", Digest.of("a" + i), "ACCEPTED", "seen", Digest.of("b"), 0, 0))
                .toList();
        return IntStream.range(0, GROUP)
                .mapToObj(i -> new Account(
                        TENANT,
                        new RunRef("wf-" + made++, "run"),
                        "invoice",
                        Digest.of("document" + made),
                        "name.xml",
                        "sub",
                        null,
                        "DONE",
                        "POSTED",
                        "POSTED",
                        "Booked as entry 7.",
                        null,
                        "DIRECT",
                        "small",
                        "ACME",
                        "RE-1",
                        null,
                        7L,
                        0,
                        0,
                        steps))
                .toList();
    }
}
