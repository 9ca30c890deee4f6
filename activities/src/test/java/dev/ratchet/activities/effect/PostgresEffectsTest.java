package dev.ratchet.activities.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.activities.approval.ApprovalBuilder;
import dev.ratchet.activities.approval.ApprovalKeys;
import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.activities.ledger.PostingEffect;
import dev.ratchet.activities.ledger.Postings;
import dev.ratchet.activities.masterdata.TestMasterData;
import dev.ratchet.workflows.contract.FailureType;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.Authorization;
import dev.ratchet.workflows.contract.effect.EffectActivities.Done;
import dev.ratchet.workflows.contract.effect.EffectActivities.Refused;
import dev.ratchet.workflows.contract.effect.EffectActivities.Request;
import dev.ratchet.workflows.contract.effect.EffectActivities.Result;
import dev.ratchet.workflows.contract.effect.Intent;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several kinds of effect behind the one door. */
class PostgresEffectsTest {
    private static final ApprovalKeys KEYS = ApprovalKeys.generate();
    private static final RunRef RUN = Permitted.run("1");
    private static TestDatabase test;
    private static int tenants;

    private final TenantId tenant = new TenantId("mixed-" + ++tenants);
    private final Postings postings = new Postings(tenant, KEYS);

    @BeforeAll
    static void open() throws Exception {
        test = new TestDatabase();
        Letters.create(test);
    }

    @AfterAll
    static void close() {
        test.close();
    }

    @BeforeEach
    void load() throws Exception {
        TestMasterData.load(test.database(), tenant, """
                suppliers: [{id: ACME, name: Acme, autoPostUpTo: {EUR: 1000.00}}]
                people:
                  - {id: anna, roles: [clerk], limit: {EUR: 1000.00}}
                """);
    }

    private static BroughtIn effects(EffectKind... kinds) {
        return new BroughtIn(
                new PostgresEffects(test.database(), Permitted.keys(KEYS), List.of(kinds)),
                test.database(),
                List.of(kinds));
    }

    private Request approved(Intent intent) {
        return Permitted.request(
                tenant,
                RUN,
                intent,
                new Authorization.Approved(
                        intent.digest(),
                        List.of(new ApprovalBuilder(tenant, RUN, intent.digest(), "anna").signedWith(KEYS))));
    }

    private Request letter(int number) {
        return approved(LetterEffect.intent("case-" + number, "Dear reader"));
    }

    private Request posting(int number) {
        return postings.granted("ACME", "RE-" + number, 100_00 + number);
    }

    private static Done done(String kind, String id) {
        return new Done(new Receipt(kind, id));
    }

    private List<String> receipts() {
        return test.database()
                .jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT receipt_kind || ' ' || receipt_id FROM effect WHERE tenant = :tenant ORDER BY 1")
                        .bind("tenant", tenant.value())
                        .mapTo(String.class)
                        .list());
    }

    @Test
    void kindsMixInAGroupAndKeepItsOrder() {
        List<Result> results = effects(new LetterEffect(), new PostingEffect())
                .performAll(List.of(letter(1), posting(1), letter(2), posting(2), letter(1)));
        assertThat(results)
                .containsExactly(
                        done("letter", "case-1"),
                        done("entry", "1"),
                        done("letter", "case-2"),
                        done("entry", "2"),
                        done("letter", "case-1"));
        assertThat(receipts()).containsExactly("entry 1", "entry 2", "letter case-1", "letter case-2");
    }

    @Test
    void mixedGroupsInOppositeOrdersNeverLockEachOtherOut() throws Exception {
        Effects effects = effects(new LetterEffect(), new PostingEffect());
        int size = 10;
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 15; round++) {
                List<Request> group = new ArrayList<>();
                for (int i = 0; i < size; i++) {
                    group.add(letter(round * size + i));
                    group.add(posting(round * size + i));
                }
                List<Request> backwards = new ArrayList<>(group);
                Collections.reverse(backwards);
                Future<List<Result>> one = threads.submit(() -> effects.performAll(group));
                Future<List<Result>> other = threads.submit(() -> effects.performAll(backwards));
                List<Result> first = one.get();
                List<Result> second = new ArrayList<>(other.get());
                Collections.reverse(second);
                assertThat(first)
                        .hasSize(2 * size)
                        .allMatch(Done.class::isInstance)
                        .isEqualTo(second);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(receipts()).hasSize(15 * 2 * size);
    }

    /** Writes its row and then fails, the first time. */
    private static final class FailsOnce implements SimpleEffect {
        private final LetterEffect letters = new LetterEffect();
        private boolean failed;

        @Override
        public String name() {
            return letters.name();
        }

        @Override
        public Receipt perform(Handle handle, RequestedEffect effect) {
            Receipt receipt = letters.perform(handle, effect);
            if (!failed) {
                failed = true;
                throw new IllegalStateException("planted");
            }
            return receipt;
        }
    }

    @Test
    void anExceptionOfOneKindUndoesTheWholeGroup() {
        Effects effects = effects(new FailsOnce(), new PostingEffect());
        List<Request> group = List.of(posting(1), letter(1));
        assertThatThrownBy(() -> effects.performAll(group)).hasMessage("planted");
        assertThat(receipts()).isEmpty();
        assertThat(effects.performAll(group)).containsExactly(done("entry", "1"), done("letter", "case-1"));
        assertThat(receipts()).containsExactly("entry 1", "letter case-1");
    }

    /** Takes a rule's word, and has a limit of its own. */
    private static final class ShortLetters implements SimpleEffect {
        @Override
        public String name() {
            return LetterEffect.NAME;
        }

        @Override
        public boolean acceptsPolicyGrant() {
            return true;
        }

        @Override
        public @Nullable Refused refuse(Handle handle, RequestedEffect effect) {
            String text = (String) effect.intent().arguments().get("text");
            return text.length() > 5 ? new Refused("TOO_LONG", "a letter has 5 characters at most", null) : null;
        }

        @Override
        public Receipt perform(Handle handle, RequestedEffect effect) {
            return new LetterEffect().perform(handle, effect);
        }
    }

    @Test
    void aKindMayTakeARulesWordAndRefuseForReasonsOfItsOwn() {
        Effects effects = effects(new ShortLetters());
        Intent tooLong = LetterEffect.intent("case-1", "Dear reader");
        Intent brief = LetterEffect.intent("case-1", "Dear");
        assertThat(effects.performAll(List.of(granted(tooLong), granted(brief))))
                .containsExactly(
                        new Refused("TOO_LONG", "a letter has 5 characters at most", null), done("letter", "case-1"));
        assertThat(receipts()).containsExactly("letter case-1");
    }

    private Request granted(Intent intent) {
        return Permitted.request(
                tenant, RUN, intent, new Authorization.PolicyGrant(intent.digest(), "short", "1", intent.digest()));
    }

    @Test
    void everyKindHasANameOfItsOwn() {
        assertThatThrownBy(() -> effects(new LetterEffect(), new LetterEffect()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'send_letter'");
    }

    @Test
    void anUnknownKindIsBadInputToTheActivity() {
        Intent unknown = new Intent("key", "no_such_effect", new TreeMap<>());
        EffectActivitiesImpl activities = new EffectActivitiesImpl(effects(new LetterEffect()));
        assertThatThrownBy(() -> activities.perform(approved(unknown)))
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                    assertThat(failure.getType()).isEqualTo(FailureType.BAD_INPUT.name());
                    assertThat(failure.isNonRetryable()).isTrue();
                    assertThat(failure.getOriginalMessage()).contains("'no_such_effect'", "[send_letter]");
                });
        assertThat(activities.perform(letter(1))).isEqualTo(done("letter", "case-1"));
    }

    private static final class Counting implements SqlLogger {
        private int statements;

        @Override
        public void logBeforeExecution(StatementContext context) {
            statements++;
        }
    }

    private int statements(List<Request> group) {
        effects(new PostingEffect()).record(group);
        Effects effects = new PostgresEffects(test.database(), Permitted.keys(KEYS), List.of(new PostingEffect()));
        Counting counting = new Counting();
        Jdbi jdbi = test.database().jdbi();
        SqlLogger before = jdbi.getConfig(SqlStatements.class).getSqlLogger();
        jdbi.getConfig(SqlStatements.class).setSqlLogger(counting);
        try {
            assertThat(effects.performAll(group)).allMatch(Done.class::isInstance);
        } finally {
            jdbi.getConfig(SqlStatements.class).setSqlLogger(before);
        }
        return counting.statements;
    }

    @Test
    void aGroupOfEightyPostingsTakesAsManyStatementsAsOnePosting() {
        List<Request> byPolicy = new ArrayList<>();
        List<Request> byPerson = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            byPolicy.add(posting(i));
            byPerson.add(postings.approved("ACME", "AP-" + i, 300_00 + i, "anna"));
        }
        assertThat(statements(List.of(posting(100))))
                .as("books, look, log, authority; entries, log")
                .isEqualTo(6);
        assertThat(statements(byPolicy)).isEqualTo(6);
        assertThat(statements(byPerson)).isEqualTo(6);
    }
}
