package dev.ratchet.activities.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.ratchet.activities.budget.Account;
import dev.ratchet.activities.budget.Budgets;
import dev.ratchet.activities.budget.Budgets.Standing;
import dev.ratchet.activities.budget.Level;
import dev.ratchet.activities.budget.Limits;
import dev.ratchet.activities.budget.PostgresBudgets;
import dev.ratchet.activities.budget.Reservations;
import dev.ratchet.activities.budget.Spender;
import dev.ratchet.activities.calls.ModelCalls.Mine;
import dev.ratchet.activities.calls.ModelCalls.TooDear;
import dev.ratchet.activities.database.TestDatabase;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PostgresModelCallsTest extends ModelCallsContract {
    private static final Map<Level, Account> ACCOUNTS = Map.of(
            Level.RUN, new Account(Level.RUN, "invoice/default/r"),
            Level.AGENT, new Account(Level.AGENT, "invoice 2026-11"),
            Level.TENANT, new Account(Level.TENANT, "2026-11"),
            Level.DAY, new Account(Level.DAY, "2026-11-28"));

    private static TestDatabase test;
    private Limits limits = Limits.NONE;
    private LocalDate today = LocalDate.of(2026, 11, 28);

    @BeforeAll
    static void open() {
        test = new TestDatabase();
    }

    @AfterAll
    static void close() {
        test.close();
    }

    @Override
    ModelCalls calls() {
        return new PostgresModelCalls(test.database(), () -> limits, handle -> today);
    }

    private Budgets budgets() {
        return new PostgresBudgets(test.database());
    }

    private static Limits only(Level level, long micros) {
        return new Limits(
                level == Level.RUN ? micros : null,
                level == Level.AGENT ? new TreeMap<>(Map.of("invoice", micros)) : new TreeMap<>(),
                level == Level.TENANT ? micros : null,
                level == Level.DAY ? micros : null);
    }

    private List<Standing> standings() {
        return budgets().standings(tenant, 10);
    }

    @Test
    void everyLevelHoldsWhatIsReservedAndThenWhatIsSpent() {
        CallRequest request = request(tenant, "r", 50);
        Mine mine = mine(request, LONG);
        assertThat(standings())
                .extracting(Standing::account)
                .containsExactly(
                        ACCOUNTS.get(Level.DAY),
                        ACCOUNTS.get(Level.TENANT),
                        ACCOUNTS.get(Level.AGENT),
                        ACCOUNTS.get(Level.RUN));
        assertThat(standings())
                .allSatisfy(
                        each -> assertThat(each).returns(0L, Standing::spent).returns(50L, Standing::reserved));
        calls().complete(request, mine, answer("said", 30));
        assertThat(standings())
                .allSatisfy(
                        each -> assertThat(each).returns(30L, Standing::spent).returns(0L, Standing::reserved));
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void whatALevelCannotHoldIsNotCalled(Level level) {
        limits = only(level, 100);
        CallRequest first = request(tenant, "r", 60);
        Mine mine = mine(first, LONG);
        assertThat(calls().claim(request(tenant, "r", 41), ASKED, LONG))
                .asInstanceOf(type(TooDear.class))
                .satisfies(dear -> assertThat(dear.budget().why())
                        .startsWith(
                                "the budget of " + ACCOUNTS.get(level) + " is 0.0001; 0.00 are spent and 0.00006 are"
                                        + " reserved for calls under way, and this call may cost 0.000041."));
        assertThat(calls().claim(request(tenant, "r", 40), ASKED, LONG)).isInstanceOf(Mine.class);
        calls().complete(first, mine, answer("said", 10));
        assertThat(calls().claim(request(tenant, "r", 51), ASKED, LONG)).isInstanceOf(TooDear.class);
        assertThat(calls().claim(request(tenant, "r", 50), ASKED, LONG)).isInstanceOf(Mine.class);
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void whatAPersonAddsIsAllowedAtOnceAndOnRecord(Level level) {
        limits = only(level, 100);
        CallRequest dear = request(tenant, "r", 150);
        assertThat(calls().claim(dear, ASKED, LONG)).isInstanceOf(TooDear.class);
        budgets().raise(tenant, ACCOUNTS.get(level), 50, "miriam.falk", "month's end");
        assertThat(calls().claim(dear, ASKED, LONG)).isInstanceOf(Mine.class);
        assertThat(budgets().raises(tenant, 5))
                .singleElement()
                .returns(ACCOUNTS.get(level), Budgets.Raise::account)
                .returns(50L, Budgets.Raise::micros)
                .returns("miriam.falk", Budgets.Raise::person);
        assertThat(standings())
                .filteredOn(each -> each.account().level() == level)
                .singleElement()
                .returns(100L, Standing::limit)
                .returns(50L, Standing::raised);
    }

    @Test
    void whatTheDeadReservedIsFreeWhenTheirLeaseIsOver() {
        limits = only(Level.DAY, 100);
        mine(request(tenant, "r", 100), OVER);
        assertThat(standings()).allSatisfy(each -> assertThat(each.reserved()).isZero());
        assertThat(calls().claim(request(tenant, "s", 100), ASKED, LONG)).isInstanceOf(Mine.class);
    }

    @Test
    void aCallWithoutAnAnswerCostsNothing() {
        limits = only(Level.DAY, 100);
        CallRequest request = request(tenant, "r", 100);
        calls().release(request, mine(request, LONG));
        assertThat(calls().claim(request(tenant, "s", 100), ASKED, LONG)).isInstanceOf(Mine.class);
    }

    @Test
    void aCallThatWasNotMadeHoldsNothing() {
        limits = only(Level.DAY, 100);
        CallRequest request = request(tenant, "r", 100);
        calls().withdraw(request, mine(request, LONG));
        assertThat(calls().claim(request(tenant, "s", 100), ASKED, LONG)).isInstanceOf(Mine.class);
    }

    /** Its worker may answer for it for minutes after midnight. */
    @Test
    void aCallIsPaidByTheDayAndTheMonthThatReservedIt() {
        today = LocalDate.of(2026, 11, 30);
        limits = only(Level.TENANT, 100);
        CallRequest late = request(tenant, "r", 100);
        Mine mine = mine(late, LONG);
        today = LocalDate.of(2026, 12, 1);
        CallRequest next = request(tenant, "s", 100);
        calls().complete(next, mine(next, LONG), answer("next month", 90));
        calls().complete(late, mine, answer("late", 60));
        assertThat(standings())
                .filteredOn(each -> each.account().level() != Level.RUN)
                .extracting(each -> each.account() + " " + each.spent())
                .containsExactly(
                        "day 2026-12-01 90",
                        "day 2026-11-30 60",
                        "tenant 2026-12 90",
                        "tenant 2026-11 60",
                        "agent invoice 2026-12 90",
                        "agent invoice 2026-11 60");
        assertThat(new PostgresCosts(test.database(), Currency.getInstance("EUR")).costs(tenant, Costs.By.DAY, null, 5))
                .extracting(Costs.Row::key, Costs.Row::micros)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(null, 150L),
                        org.assertj.core.groups.Tuple.tuple("2026-12-01", 90L),
                        org.assertj.core.groups.Tuple.tuple("2026-11-30", 60L));
    }

    @Test
    void theLatestMonthComesFirstAndInItWhoSpentMost() {
        for (String spent : List.of("zeta 2026-11 9", "access 2026-12 1", "invoice 2026-12 2", "alpha 2026-11 8")) {
            String[] words = spent.split(" ");
            Spender spender = new Spender(tenant, "a run", words[0], LocalDate.parse(words[1] + "-01"));
            test.database()
                    .jdbi()
                    .useTransaction(handle -> Reservations.settle(handle, spender, Long.parseLong(words[2])));
        }
        assertThat(budgets().standings(tenant, 3))
                .filteredOn(each -> each.account().level() == Level.AGENT)
                .extracting(each -> each.account().key())
                .containsExactly("invoice 2026-12", "access 2026-12", "zeta 2026-11");
    }

    @Test
    void theDayIsTheDatabasesWhateverAWorkersClockSays() {
        LocalDate before = databasesDay();
        ModelCalls product = new PostgresModelCalls(test.database(), () -> limits);
        Mine mine = (Mine) product.claim(request(tenant, "r", 5), ASKED, LONG);
        assertThat(mine.day()).isBetween(before, databasesDay());
    }

    private static LocalDate databasesDay() {
        return test.database()
                .jdbi()
                .withHandle(handle -> handle.createQuery("SELECT (now() AT TIME ZONE 'UTC')::date")
                        .mapTo(LocalDate.class)
                        .one());
    }

    /** It is paid, whoever is told what. */
    @Test
    void whatComesLateIsSettledToo() {
        CallRequest request = request(tenant, "r", 5);
        Mine dead = mine(request, OVER);
        Mine next = mine(request, LONG);
        calls().complete(request, next, answer("first", 3));
        calls().complete(request, dead, answer("second", 4));
        assertThat(standings()).allSatisfy(each -> assertThat(each.spent()).isEqualTo(7));
    }

    @Test
    void aRefusalLeavesNoTrace() {
        limits = only(Level.RUN, 1);
        calls().claim(request(tenant, "r", 2), ASKED, LONG);
        assertThat(standings()).isEmpty();
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(
            strings = {
                "UPDATE model_call SET micros = 0",
                "UPDATE model_call SET completion = repeat('0', 64)",
                "UPDATE model_call SET run_id = 'another'",
                "UPDATE model_call SET state = 'FREE', ending = NULL, model_id = NULL, model = NULL,"
                        + " input_tokens = NULL, cached_tokens = NULL, output_tokens = NULL, micros = NULL, completion = NULL, done_at = NULL",
                "DELETE FROM model_call",
                "UPDATE budget SET spent = 0",
                "DELETE FROM budget",
                "UPDATE budget_raise SET micros = 1000",
                "DELETE FROM budget_raise",
                "TRUNCATE budget_raise",
                "INSERT INTO budget_raise (tenant, level, key, micros, person, why, at)"
                        + " VALUES ('default', 'DAY', '2026-11-28', 1, 'x', 'y', now())"
            })
    void theApplicationCannotUndoWhatWasPaid(String sql) {
        CallRequest request = request(tenant, "r", 50);
        calls().complete(request, mine(request, LONG), answer("said", 30));
        budgets().raise(tenant, ACCOUNTS.get(Level.DAY), 50, "miriam.falk", "why");
        assertThatThrownBy(() -> test.database().jdbi().useHandle(handle -> handle.execute(sql)))
                .rootCause()
                .message()
                .containsAnyOf("permission denied", "append-only", "not taken back");
    }
}
