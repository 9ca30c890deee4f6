package dev.ratchet.activities.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.workflows.agent.rules.FactType;
import dev.ratchet.workflows.agent.rules.InvalidRules;
import dev.ratchet.workflows.agent.rules.RuleFacts;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.FailureType;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.policy.Bundle;
import dev.ratchet.workflows.contract.policy.PolicyActivities;
import dev.ratchet.workflows.contract.policy.Ruling;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresRuleBooksTest {
    private static final RuleFacts LOANS = new RuleFacts(
            new TreeMap<>(Map.of("urgent", FactType.FLAG)), new TreeMap<>(Map.of("amount", FactType.NUMBER)));
    private static final RuleFacts DOORS = new RuleFacts(new TreeMap<>(), new TreeMap<>(Map.of("door", FactType.TEXT)));

    private static final String DOOR_RULES = """
            version: doors-1
            routing:
              - {id: all, when: "true", then: DIRECT, why: rules suffice}
            policy:
              - {id: vault, when: door == "vault", then: APPROVE, with: {role: security}, why: a vault needs consent}
              - {id: other, when: "true", then: ALLOW, why: everybody may}
            """;

    private static TestDatabase test;

    @BeforeAll
    static void open() {
        test = new TestDatabase();
    }

    @AfterAll
    static void close() {
        test.close();
    }

    /** Small loans need nobody; up to how much is what the versions differ in. */
    private static AgentRules loans(int upTo) throws InvalidRules {
        return AgentRules.of("loans", LOANS, "loans.yaml", """
                version: loans-%1$s
                routing:
                  - {id: person, when: authority == "APPROVE", then: HUMAN, why: policy asks for a person}
                  - {id: all, when: "true", then: DIRECT, why: rules suffice}
                policy:
                  - {id: small, when: amount <= %1$s, then: ALLOW, why: it is small}
                  - {id: large, when: "true", then: APPROVE, with: {role: banker}, why: it is large}
                """.formatted(upTo));
    }

    private static PolicyActivitiesImpl activities(AgentRules... books) {
        return new PolicyActivitiesImpl(new PinnedRules(
                new PostgresRuleBooks(test.database(), List.of(books)),
                (agent, rules) -> Bundle.of(agent, "build-7", Map.of(), Map.of(), rules.book())));
    }

    private static PolicyActivities.Question loan(@Nullable Digest rules, @Nullable Object amount) {
        return new PolicyActivities.Question(
                TenantId.DEFAULT,
                "loans",
                rules,
                new TreeMap<>(Map.of("urgent", true)),
                amount == null ? null : new TreeMap<>(Map.of("amount", amount)));
    }

    private static AgentRules doors() throws InvalidRules {
        return AgentRules.of("doors", DOORS, "doors.yaml", DOOR_RULES);
    }

    @Test
    void eachAgentIsRuledByItsOwnBookOverItsOwnFacts() throws Exception {
        PolicyActivitiesImpl policy = activities(loans(100), doors());
        assertThat(policy.rule(loan(null, 100L)).policy()).returns("small", Ruling::rule);
        PolicyActivities.Rulings vault = policy.rule(new PolicyActivities.Question(
                TenantId.DEFAULT, "doors", null, new TreeMap<>(), new TreeMap<>(Map.of("door", "vault"))));
        assertThat(vault.policy())
                .returns("vault", Ruling::rule)
                .returns(List.of("door=vault"), Ruling::facts)
                .returns("security", ruling -> ruling.with().get("role"));
        assertThat(vault.bundle()).returns("doors", Bundle::agent).returns("doors-1", Bundle::rules);
    }

    @Test
    void theRouteSeesWhatPolicyDecidedAndIsAnsweredAloneWithoutIt() throws Exception {
        PolicyActivitiesImpl policy = activities(loans(100));
        assertThat(policy.rule(loan(null, 101)).route()).returns("HUMAN", Ruling::then);
        PolicyActivities.Rulings alone = policy.rule(loan(null, null));
        assertThat(alone.route()).returns("DIRECT", Ruling::then);
        assertThat(alone.policy()).isNull();
    }

    @Test
    void aRunIsHeldToTheBookItWasRuledByFirstAfterAnotherCameIntoForce() throws Exception {
        Digest first = activities(loans(200)).rule(loan(null, 150L)).bundle().rulesHash();
        PolicyActivitiesImpl later = activities(loans(50));
        assertThat(later.rule(loan(null, 150L)).policy()).returns("large", Ruling::rule);
        PolicyActivities.Rulings held = later.rule(loan(first, 150L));
        assertThat(held.policy()).returns("small", Ruling::rule);
        assertThat(held.bundle()).returns("loans-200", Bundle::rules).returns(first, Bundle::rulesHash);
    }

    @Test
    void aBookIsKeptOnceHoweverOftenItComesIntoForce() throws Exception {
        activities(loans(300));
        activities(loans(300));
        long kept = test.database()
                .jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT count(*) FROM rule_book WHERE agent = 'loans' AND version = 'loans-300'")
                        .mapTo(Long.class)
                        .one());
        assertThat(kept).isEqualTo(1);
    }

    @Test
    void noAgentIsRuledByAnothersBook() throws Exception {
        PostgresRuleBooks books = new PostgresRuleBooks(test.database(), List.of(loans(100), doors()));
        Digest loans = books.inForce("loans").book().hash();
        assertThat(books.byHash("loans", loans)).isSameAs(books.inForce("loans"));
        assertThatThrownBy(() -> books.byHash("doors", loans))
                .hasMessage("agent 'doors' never had a rule book with the hash " + loans.brief());
    }

    @Test
    void twoAgentsMayWriteTheSameTextEachOverItsOwnFacts() throws Exception {
        String text = """
                version: same
                routing: [{id: all, when: "true", then: DIRECT, why: rules suffice}]
                policy: [{id: equal, when: one == two, then: REFUSE, why: equal}, {id: o, when: "true", then: ALLOW, why: other}]
                """;
        RuleFacts texts =
                new RuleFacts(new TreeMap<>(), new TreeMap<>(Map.of("one", FactType.TEXT, "two", FactType.TEXT)));
        RuleFacts numbers =
                new RuleFacts(new TreeMap<>(), new TreeMap<>(Map.of("one", FactType.NUMBER, "two", FactType.NUMBER)));
        PolicyActivitiesImpl policy = activities(
                AgentRules.of("words", texts, "words.yaml", text), AgentRules.of("sums", numbers, "sums.yaml", text));
        Digest same = policy.rule(asked("words", null, Map.of("one", "a", "two", "a")))
                .bundle()
                .rulesHash();
        PolicyActivities.Rulings words = policy.rule(asked("words", same, Map.of("one", "a", "two", "b")));
        PolicyActivities.Rulings sums = policy.rule(asked("sums", same, Map.of("one", 1, "two", 1)));
        assertThat(words.policy()).returns("ALLOW", Ruling::then);
        assertThat(words.bundle()).returns("words", Bundle::agent).returns(same, Bundle::rulesHash);
        assertThat(sums.policy()).returns("REFUSE", Ruling::then);
        assertThat(sums.bundle()).returns("sums", Bundle::agent).returns(same, Bundle::rulesHash);
    }

    private static PolicyActivities.Question asked(String agent, @Nullable Digest rules, Map<String, Object> facts) {
        return new PolicyActivities.Question(TenantId.DEFAULT, agent, rules, new TreeMap<>(), new TreeMap<>(facts));
    }

    @Test
    void theBundleIsMadeOnceForABook() throws Exception {
        AtomicInteger made = new AtomicInteger();
        PolicyActivitiesImpl policy = new PolicyActivitiesImpl(
                new PinnedRules(new PostgresRuleBooks(test.database(), List.of(loans(700))), (agent, rules) -> {
                    made.incrementAndGet();
                    return Bundle.of(agent, "build-7", Map.of(), Map.of(), rules.book());
                }));
        Bundle first = policy.rule(loan(null, 1L)).bundle();
        assertThat(policy.rule(loan(first.rulesHash(), 1L)).bundle()).isEqualTo(first);
        assertThat(made).hasValue(1);
    }

    /** Whoever can write into the database can do what they like with it; runs are not ruled by that in silence. */
    @Test
    void aKeptBookWhoseTextWasAlteredIsRefused() throws Exception {
        Digest first = activities(loans(400)).rule(loan(null, 1L)).bundle().rulesHash();
        try (var connection = test.superuser();
                var statement = connection.createStatement()) {
            statement.execute("ALTER TABLE rule_book DISABLE TRIGGER USER");
            statement.execute("UPDATE rule_book SET yaml = replace(yaml, '400', '4000') WHERE version = 'loans-400'");
            statement.execute("ALTER TABLE rule_book ENABLE TRIGGER USER");
        }
        assertThatExceptionOfType(ApplicationFailure.class)
                .isThrownBy(() -> activities(loans(50)).rule(loan(first, 1L)))
                .returns(FailureType.RULES_INVALID.name(), ApplicationFailure::getType)
                .withMessageContaining("was altered");
    }

    /** An agent that declares other facts than it did: a run that was ruled before cannot be ruled by guessing. */
    @Test
    void aKeptBookThatThisBuildCannotUseIsNamed() throws Exception {
        Digest first = activities(loans(500)).rule(loan(null, 1L)).bundle().rulesHash();
        AgentRules renamed = AgentRules.of("loans", DOORS, "loans.yaml", DOOR_RULES);
        assertThatExceptionOfType(ApplicationFailure.class)
                .isThrownBy(() -> activities(renamed).rule(loan(first, 1L)))
                .returns(FailureType.RULES_INVALID.name(), ApplicationFailure::getType)
                .returns(true, ApplicationFailure::isNonRetryable)
                .withMessageContaining("rule 'small'");
    }

    @Test
    void nothingOfTheBooksCanBeChangedByTheApplication() throws Exception {
        activities(loans(600));
        for (String change : List.of("UPDATE rule_book SET yaml = ''", "DELETE FROM rule_book")) {
            assertThatThrownBy(() -> test.database().jdbi().useHandle(handle -> handle.execute(change)))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void anUnknownAgentOrBookIsNamed() throws Exception {
        PolicyActivitiesImpl policy = activities(loans(100));
        assertThatExceptionOfType(ApplicationFailure.class)
                .isThrownBy(() -> policy.rule(loan(Digest.of("never in force"), 1L)))
                .returns(FailureType.BAD_INPUT.name(), ApplicationFailure::getType)
                .withMessageContaining("never had a rule book");
        assertThatThrownBy(() -> policy.rule(
                        new PolicyActivities.Question(TenantId.DEFAULT, "nobody", null, new TreeMap<>(), null)))
                .hasMessageContaining("no agent 'nobody' has a rule book here; these have: [loans]");
    }

    @Test
    void aFileThatCannotBeUsedIsNamedWithItsLine() {
        assertThatThrownBy(() ->
                        AgentRules.of("doors", DOORS, "doors.yaml", DOOR_RULES.replace("why: everybody may", "wy: x")))
                .isInstanceOf(InvalidRules.class)
                .hasMessage("doors.yaml:6: 'wy' is not a field here");
        assertThatThrownBy(() -> AgentRules.of("doors", DOORS, "doors.yaml", DOOR_RULES.replace("ALLOW", "POST")))
                .hasMessageContaining("rule 'other': 'POST' is not a decision; use one of [ALLOW, APPROVE");
        assertThatThrownBy(() ->
                        AgentRules.of("doors", DOORS, "doors.yaml", DOOR_RULES.replace("role: security", "rol: s")))
                .hasMessageContaining("rule 'vault': APPROVE needs 'with: {role: ...}'");
        assertThatThrownBy(() -> AgentRules.of("doors", DOORS, "doors.yaml", DOOR_RULES.replace("door ==", "dor ==")))
                .hasMessageContaining("rule 'vault'")
                .hasMessageContaining("dor");
        assertThatThrownBy(() -> AgentRules.of("doors", DOORS, "doors.yaml", ""))
                .hasMessage("doors.yaml: the file is empty; it needs version, routing and policy");
    }
}
