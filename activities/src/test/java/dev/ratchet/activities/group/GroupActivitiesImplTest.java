package dev.ratchet.activities.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.activities.approval.ApprovalKeys;
import dev.ratchet.activities.audit.AuditActivitiesImpl;
import dev.ratchet.activities.audit.PostgresRunRecords;
import dev.ratchet.activities.audit.RunRecords;
import dev.ratchet.activities.content.PostgresContentStore;
import dev.ratchet.activities.database.Database;
import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.activities.documents.DocumentReader;
import dev.ratchet.activities.documents.OfficialRules;
import dev.ratchet.activities.ledger.Ledger;
import dev.ratchet.activities.ledger.PostgresLedger;
import dev.ratchet.activities.ledger.Postings;
import dev.ratchet.activities.masterdata.PostgresMasterData;
import dev.ratchet.activities.policy.PolicyActivitiesImpl;
import dev.ratchet.workflows.contract.Answered;
import dev.ratchet.workflows.contract.AuditActivities.Account;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.FailureType;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.GroupActivities;
import dev.ratchet.workflows.contract.InvoiceFacts;
import dev.ratchet.workflows.contract.LedgerActivities.NotPosted;
import dev.ratchet.workflows.contract.LedgerActivities.Posted;
import dev.ratchet.workflows.contract.LedgerActivities.Posting;
import dev.ratchet.workflows.contract.LedgerActivities.Receipt;
import dev.ratchet.workflows.contract.PolicyActivities.Query;
import dev.ratchet.workflows.contract.Rulebook;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.Step;
import dev.ratchet.workflows.contract.TenantId;
import io.temporal.failure.ApplicationFailure;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupActivitiesImplTest {
    private static final ApprovalKeys KEYS = ApprovalKeys.generate();
    private static final Rulebook RULES = new Rulebook("1", Digest.of("rules"), List.of(), List.of());
    private static final Readers READERS = new Readers();
    private static final String MASTER_DATA = """
            suppliers:
              - {id: ACME, name: Acme, taxIds: [DE123], autoPostUpTo: {EUR: 1000.00}}
            """;
    private static TestDatabase test;
    private static PostgresMasterData data;
    private static Ledger ledger;
    private static RunRecords records;
    private static int tenants;

    private final TenantId tenant = new TenantId("t" + ++tenants);
    private final Postings postings = new Postings(tenant, KEYS);

    @BeforeAll
    static void open() {
        test = new TestDatabase();
        data = new PostgresMasterData(test.database());
        ledger = new PostgresLedger(test.database(), KEYS.verification());
        records = new PostgresRunRecords(test.database());
    }

    @AfterAll
    static void close() {
        READERS.close();
        test.close();
    }

    @BeforeEach
    void load() throws Exception {
        data.load(tenant, MASTER_DATA);
    }

    private static GroupActivities on(Database database) {
        return new GroupActivitiesImpl(
                new GroupReading(new PostgresContentStore(database), new DocumentReader(new OfficialRules()), READERS),
                () -> RULES,
                new PostgresMasterData(database),
                "build-7",
                new PostgresLedger(database, KEYS.verification()),
                new PostgresRunRecords(database));
    }

    private static GroupActivities activities() {
        return on(test.database());
    }

    /** PostgreSQL has no text with this character in it, whatever anybody checked before. */
    private static final String POISON = "poison \u0000";

    @Test
    void aPostingThatCannotBeWrittenAtAllIsTroubleAndItsNeighboursAreBooked() {
        List<Posting> group = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            group.add(postings.granted("ACME", i == 7 ? POISON : "RE-" + i, 10_00 + i));
        }
        for (int time = 0; time < 2; time++) {
            List<Answered<Receipt>> answers = activities().post(group).each();
            assertThat(answers.get(7).trouble()).returns(FailureType.DATABASE_REFUSED.name(), Finding::code);
            for (int i = 0; i < 20; i++) {
                if (i != 7) {
                    assertThat(answers.get(i).answer())
                            .isInstanceOfSatisfying(
                                    Posted.class,
                                    posted -> assertThat(posted.entry()).isBetween(1L, 19L));
                }
            }
        }
        assertThat(ledger.verify(tenant))
                .returns(19L, Ledger.Verification::entries)
                .returns(null, Ledger.Verification::broken);
    }

    @Test
    void laterPostingsOfAGroupSeeTheEarlierOnes() {
        Posting first = postings.granted("ACME", "RE-1", 119_00);
        Posting near = postings.by(new RunRef("other", "run"), postings.granted("ACME", "RE-2", 119_00));
        List<Answered<Receipt>> answers =
                activities().post(List.of(first, near, first)).each();
        assertThat(answers.get(0)).isEqualTo(answers.get(2));
        assertThat(answers.get(1).answer())
                .isInstanceOfSatisfying(
                        NotPosted.class, no -> assertThat(no.code()).isEqualTo("NEAR_DUPLICATE"));
    }

    private Query query(String number) {
        return new Query(
                tenant,
                new RunRef("wf", "run"),
                new InvoiceFacts(
                        InvoiceFacts.Kind.INVOICE,
                        InvoiceFacts.Source.UBL,
                        number,
                        LocalDate.of(2026, 11, 21),
                        "Acme",
                        List.of("DE123"),
                        "EUR",
                        100,
                        19,
                        119,
                        0,
                        0,
                        119,
                        null,
                        null,
                        null,
                        0,
                        1,
                        List.of()));
    }

    @Test
    void consultationsAreWhatEachIsAlone() {
        PolicyActivitiesImpl alone = new PolicyActivitiesImpl(() -> RULES, data, "build-7");
        Query without = new Query(tenant, new RunRef("wf", "run"), null);
        GroupActivities.Consultations asked =
                activities().consult(List.of(query("RE-1"), without, query(POISON), query("RE-2")), null);
        assertThat(asked.rules()).isEqualTo(RULES);
        assertThat(asked.build()).isEqualTo("build-7");
        assertThat(activities().consult(List.of(query("RE-1")), RULES.hash()).rules())
                .isNull();
        assertThat(activities()
                        .consult(List.of(query("RE-1")), Digest.of("another"))
                        .rules())
                .isEqualTo(RULES);
        assertThat(asked.books().get(0))
                .isEqualTo(Answered.of(alone.consult(query("RE-1")).books()));
        assertThat(asked.books().get(3))
                .isEqualTo(Answered.of(alone.consult(query("RE-2")).books()));
        assertThat(asked.books().get(1).trouble()).returns(FailureType.BAD_INPUT.name(), Finding::code);
    }

    private Account account(String workflow, String why) {
        Step step = new Step(1, 5, "READ", "rules", "read", Digest.of("a"), "ACCEPTED", null, null, 0, 0);
        return new Account(
                tenant,
                new RunRef(workflow, "run"),
                "invoice",
                Digest.of("document"),
                "name.xml",
                "sub",
                null,
                "DONE",
                "REFUSED",
                "CODE",
                why,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                0,
                0,
                List.of(step));
    }

    @Test
    void anAccountThatCannotBeKeptFailsTheGroupOnlyAfterItsNeighboursAreKept() {
        List<Account> group = List.of(account("wf1", "one"), account("wf2", POISON), account("wf3", "three"));
        for (int time = 0; time < 2; time++) {
            assertThatThrownBy(() -> activities().record(group))
                    .isInstanceOfSatisfying(
                            ApplicationFailure.class,
                            failure -> assertThat(failure.getType()).isEqualTo(FailureType.DATABASE_REFUSED.name()));
        }
        assertThat(records.latest(tenant, 10)).hasSize(2);
        activities().record(List.of(group.get(0), group.get(2)));
        new AuditActivitiesImpl(records).record(group.get(0));
        assertThat(records.find(tenant, "wf1")).contains(group.get(0));
    }

    @Test
    void aDatabaseThatIsAwayFailsTheWholeSoThatItIsAskedAgain() {
        GroupActivities away;
        try (TestDatabase gone = new TestDatabase()) {
            away = on(gone.database());
        }
        DocumentRef document = new DocumentRef(tenant, Digest.of("document"), 8);
        List<Runnable> questions = List.of(
                () -> away.read(List.of(document, document)),
                () -> away.consult(List.of(query("RE-1"), query("RE-2")), null),
                () -> away.post(List.of(postings.granted("ACME", "RE-1", 1_00))),
                () -> away.record(List.of(account("wf", "why"))));
        for (Runnable question : questions) {
            assertThatThrownBy(question::run).isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                assertThat(failure.getType()).isEqualTo(FailureType.DATABASE_UNAVAILABLE.name());
                assertThat(failure.isNonRetryable()).isFalse();
            });
        }
    }

    @Test
    void aGroupThatIsTooLargeIsRefused() {
        List<Query> many = Collections.nCopies(GroupActivities.MOST + 1, query("RE-1"));
        assertThatThrownBy(() -> activities().consult(many, null))
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                    assertThat(failure.getType()).isEqualTo(FailureType.BAD_INPUT.name());
                    assertThat(failure.getOriginalMessage()).contains("at most 80", "81");
                });
    }
}
