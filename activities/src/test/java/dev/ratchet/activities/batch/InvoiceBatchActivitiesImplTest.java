package dev.ratchet.activities.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.activities.approval.ApprovalKeys;
import dev.ratchet.activities.attestation.AttestationKeys;
import dev.ratchet.activities.attestation.DocumentAttestation;
import dev.ratchet.activities.content.PostgresContentStore;
import dev.ratchet.activities.database.Database;
import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.activities.documents.DocumentReader;
import dev.ratchet.activities.documents.rules.OfficialRules;
import dev.ratchet.activities.effect.Permitted;
import dev.ratchet.activities.ledger.Posted;
import dev.ratchet.activities.ledger.PostgresLedger;
import dev.ratchet.activities.ledger.Postings;
import dev.ratchet.activities.masterdata.BooksActivitiesImpl;
import dev.ratchet.activities.masterdata.InvoiceRuling;
import dev.ratchet.activities.masterdata.TestMasterData;
import dev.ratchet.activities.policy.PinnedRules;
import dev.ratchet.activities.policy.PostgresRuleBooks;
import dev.ratchet.activities.policy.RulebookFile;
import dev.ratchet.workflows.agent.rules.CompiledRules;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.FailureType;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.batch.BatchActivities;
import dev.ratchet.workflows.contract.batch.ItemResult;
import dev.ratchet.workflows.contract.effect.EffectActivities.Done;
import dev.ratchet.workflows.contract.effect.EffectActivities.Refused;
import dev.ratchet.workflows.contract.effect.EffectActivities.Request;
import dev.ratchet.workflows.contract.effect.EffectActivities.Result;
import dev.ratchet.workflows.contract.invoice.BooksActivities.Consulted;
import dev.ratchet.workflows.contract.invoice.BooksActivities.Query;
import dev.ratchet.workflows.contract.invoice.DocumentReading;
import dev.ratchet.workflows.contract.invoice.InvoiceBatchActivities;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import dev.ratchet.workflows.contract.policy.Bundle;
import dev.ratchet.workflows.contract.policy.Ruling;
import dev.ratchet.workflows.invoice.InvoiceRules;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InvoiceBatchActivitiesImplTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);
    private static final ApprovalKeys KEYS = ApprovalKeys.generate();
    private static final AttestationKeys WORKERS = Permitted.WORKERS;
    private static final DocumentAttestation READINGS = new DocumentAttestation(WORKERS);
    private static final Readers READERS = new Readers();
    private static final String MASTER_DATA = """
            suppliers:
              - {id: ACME, name: Acme, taxIds: [DE123], autoPostUpTo: {EUR: 1000.00}}
            """;

    /** PostgreSQL has no text with this character in it, whatever anybody checked before. */
    private static final String POISON = "poison \u0000";

    private static TestDatabase test;
    private static int tenants;

    private final TenantId tenant = new TenantId("t" + ++tenants);
    private final Postings postings = new Postings(tenant, KEYS);

    @BeforeAll
    static void open() {
        test = new TestDatabase();
    }

    @AfterAll
    static void close() {
        READERS.close();
        test.close();
    }

    @BeforeEach
    void load() throws Exception {
        TestMasterData.load(test.database(), tenant, MASTER_DATA);
    }

    private static BooksActivitiesImpl books(Database database, InvoiceRuling ruling) {
        PinnedRules rules = new PinnedRules(
                new PostgresRuleBooks(database, List.of(RulebookFile.shipped("invoice", InvoiceRules.FACTS))),
                (agent, book) -> Bundle.of(agent, "build-7", Map.of("extract", "1"), Map.of(), book.book()));
        return new BooksActivitiesImpl(
                "invoice",
                TestMasterData.in(database),
                TestMasterData.allSentBy("DE123"),
                rules,
                ruling,
                WORKERS,
                CLOCK);
    }

    private static InvoiceBatchActivities on(Database database, BooksActivitiesImpl books) {
        return new InvoiceBatchActivitiesImpl(
                new BatchReading(
                        new PostgresContentStore(database), new DocumentReader(new OfficialRules()), READERS, READINGS),
                books,
                Posted.effects(database, KEYS));
    }

    private static InvoiceBatchActivities activities() {
        return on(test.database(), books(test.database(), InvoiceRules::rule));
    }

    @Test
    void oneThatCannotBePostedAtAllIsAnErrorAndItsNeighboursArePosted() {
        List<Request> group = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            group.add(postings.granted("ACME", i == 7 ? POISON : "RE-" + i, 10_00 + i));
        }
        for (int time = 0; time < 2; time++) {
            List<ItemResult<Result>> results = activities().post(group).each();
            assertThat(results.get(7).error()).returns(FailureType.DATABASE_REFUSED.name(), Finding::code);
            for (int i = 0; i < 20; i++) {
                if (i != 7) {
                    assertThat(results.get(i).value()).isInstanceOf(Done.class);
                }
            }
        }
        assertThat(new PostgresLedger(test.database()).entries(tenant, 100)).hasSize(19);
        assertThat(Posted.misfits(test.database(), KEYS, tenant)).isEmpty();
    }

    @Test
    void laterOnesOfABatchSeeWhatEarlierOnesPosted() {
        Request first = postings.granted("ACME", "RE-1", 119_00);
        Request near = postings.by(Permitted.run("other"), postings.granted("ACME", "RE-2", 119_00));
        List<ItemResult<Result>> results =
                activities().post(List.of(first, near, first)).each();
        assertThat(results.get(0)).isEqualTo(results.get(2));
        assertThat(results.get(1).value())
                .isInstanceOfSatisfying(
                        Refused.class, no -> assertThat(no.code()).isEqualTo("NEAR_DUPLICATE"));
    }

    /** As many as may be asked, each refused in the longest sentence there is: still an answer that a history may hold. */
    @Test
    void resultsOfThePostingsOfAWholeBatchAreSmall() throws IOException {
        List<Request> group = new ArrayList<>();
        for (int i = 0; i < BatchActivities.MOST; i++) {
            group.add(postings.granted("NO-SUCH-SUPPLIER-WITH-A-LONG-ID-" + i, "RE-" + i, 10_00 + i));
        }
        List<ItemResult<Result>> results = activities().post(group).each();
        assertThat(results).allMatch(result -> result.value() instanceof Refused);
        assertThat(bytes(results)).isLessThan(32 * 1024);
    }

    private static int bytes(Object answer) throws IOException {
        return mapper().writeValueAsBytes(answer).length;
    }

    private static ObjectMapper mapper() {
        return CanonicalJson.mapper();
    }

    private InvoiceFacts invoice(String number) {
        return new InvoiceFacts(
                InvoiceFacts.Kind.INVOICE,
                "",
                InvoiceFacts.Source.UBL,
                number,
                LocalDate.of(2026, 11, 21),
                "EUR",
                100,
                19,
                119,
                0,
                0,
                119,
                null,
                List.of(),
                List.of(),
                1,
                List.of(),
                List.of(),
                List.of());
    }

    private Query query(@Nullable String number, @Nullable Digest rules) {
        return query("run", number, rules);
    }

    private Query query(String runId, @Nullable String number, @Nullable Digest rules) {
        DocumentRef document = new DocumentRef(tenant, Digest.of("document"), 7);
        DocumentReading reading = number == null
                ? new DocumentReading.Text(Digest.of("text"), InvoiceFacts.Source.TEXT, 10)
                : new DocumentReading.Structured(invoice(number), Digest.of("invoice"), List.of());
        return new Query(
                new RunRef(RunRef.workflowId("invoice", tenant, document.digest()), runId),
                document,
                READINGS.reading(tenant, document.digest(), reading),
                null,
                null,
                rules);
    }

    @Test
    void consultationsAreWhatEachIsAlone() {
        BooksActivitiesImpl alone = books(test.database(), InvoiceRules::rule);
        Digest inForce = alone.inForce().book().hash();
        List<Query> queries = List.of(
                query("RE-1", null),
                query(null, null),
                query(POISON, "RE-9", null),
                query("RE-2", inForce),
                query("RE-3", null));
        InvoiceBatchActivities.Consultations asked = activities().consult(queries);
        assertThat(asked.bundle()).isEqualTo(alone.consult(query("RE-1", null)).bundle());
        assertThat(asked.bundle().rulesHash()).isEqualTo(inForce);
        for (int i : new int[] {0, 1, 3, 4}) {
            assertThat(asked.each().get(i))
                    .isEqualTo(ItemResult.of(alone.consult(queries.get(i)).consulted()));
        }
        assertThat(asked.each().get(2).error()).returns(FailureType.DATABASE_REFUSED.name(), Finding::code);
        assertThat(asked.each().get(0).value()).isInstanceOfSatisfying(Consulted.class, consulted -> {
            assertThat(consulted.policy()).returns("within-ceiling", Ruling::rule);
            assertThat(consulted.route()).returns("DIRECT", Ruling::then);
        });
    }

    @Test
    void aQueryOfOtherRulesThanThoseInForceIsAnErrorAndGetsARunOfItsOwn() {
        InvoiceBatchActivities.Consultations asked =
                activities().consult(List.of(query("RE-1", Digest.of("earlier rules")), query("RE-2", null)));
        assertThat(asked.each().get(0).error()).returns("OTHER_RULES", Finding::code);
        assertThat(asked.each().get(1).error()).isNull();
    }

    @Test
    void consultationsThatSayTooMuchTogetherAreSmallAndTheLongestAreErrors() throws IOException {
        InvoiceRuling wordy = (rules, query, known) -> {
            int words = query.run().runId().equals("long") ? 400 : 20;
            Ruling ruling = new Ruling("rule", "HUMAN", new TreeMap<>(), "word ".repeat(words), List.of());
            Ruling policy = new Ruling("rule", "MEND", new TreeMap<>(), "word ".repeat(words), List.of());
            return new CompiledRules.Decided(ruling, policy);
        };
        List<Query> queries = IntStream.range(0, BatchActivities.MOST_AT_LENGTH)
                .mapToObj(i -> query(i % 4 == 0 ? "long" : "short", "RE-" + i, null))
                .toList();
        InvoiceBatchActivities.Consultations asked =
                on(test.database(), books(test.database(), wordy)).consult(queries);
        assertThat(bytes(asked)).isLessThan(32 * 1024).isGreaterThan(16 * 1024);
        for (int i = 0; i < queries.size(); i++) {
            Finding error = asked.each().get(i).error();
            if (i % 4 > 0) {
                assertThat(error).isNull();
            } else if (error != null) {
                assertThat(error.code()).isEqualTo("TOO_MUCH");
            }
        }
        assertThat(asked.each()).filteredOn(each -> each.error() != null).isNotEmpty();
    }

    /** As the shipped rules answer: none of a whole batch must be asked again. */
    @Test
    void consultationsByTheShippedRulesFitAsManyAsMayBeAsked() throws IOException {
        List<Query> queries = IntStream.range(0, BatchActivities.MOST_AT_LENGTH)
                .mapToObj(i -> query("RE-" + i, null))
                .toList();
        InvoiceBatchActivities.Consultations asked = activities().consult(queries);
        assertThat(asked.each()).allMatch(each -> each.error() == null);
        assertThat(bytes(asked)).isLessThan(32 * 1024);
        assertThat(mapper().readValue(mapper().writeValueAsBytes(asked), InvoiceBatchActivities.Consultations.class))
                .isEqualTo(asked);
    }

    @Test
    void aDatabaseThatIsAwayFailsTheWholeSoThatItIsAskedAgain() {
        InvoiceBatchActivities away;
        try (TestDatabase gone = new TestDatabase()) {
            away = on(gone.database(), books(gone.database(), InvoiceRules::rule));
        }
        DocumentRef document = new DocumentRef(tenant, Digest.of("document"), 8);
        List<Runnable> questions = List.of(
                () -> away.read(List.of(document, document)),
                () -> away.consult(List.of(query("RE-1", null), query("RE-2", null))),
                () -> away.post(List.of(postings.granted("ACME", "RE-1", 1_00))));
        for (Runnable question : questions) {
            assertThatThrownBy(question::run).isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                assertThat(failure.getType()).isEqualTo(FailureType.DATABASE_UNAVAILABLE.name());
                assertThat(failure.isNonRetryable()).isFalse();
            });
        }
    }

    @Test
    void aBatchThatIsTooLargeIsRefused() {
        List<Query> many = Collections.nCopies(BatchActivities.MOST_AT_LENGTH + 1, query("RE-1", null));
        assertThatThrownBy(() -> activities().consult(many))
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                    assertThat(failure.getType()).isEqualTo(FailureType.BAD_INPUT.name());
                    assertThat(failure.getOriginalMessage()).contains("at most 40", "41");
                });
    }
}
