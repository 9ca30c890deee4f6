package dev.ratchet.workflows.agent.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.policy.Rulebook;
import dev.ratchet.workflows.contract.policy.Rulebook.Rule;
import dev.ratchet.workflows.contract.policy.Ruling;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CompiledRulesTest {
    private static final RuleFacts FACTS = new RuleFacts(
            new TreeMap<>(Map.of("kind", FactType.TEXT)),
            new TreeMap<>(Map.of("amount", FactType.NUMBER, "limit", FactType.NUMBER, "plain", FactType.FLAG)));

    private static final List<Rule> ROUTING =
            List.of(rule("person", "authority == \"APPROVE\"", "HUMAN"), rule("all", "true", "DIRECT"));

    private static final List<Rule> POLICY = List.of(
            rule("within", "amount <= limit && plain", "ALLOW"),
            new Rule("default", "true", "APPROVE", Map.of("role", "clerk"), "why"));

    private static Rule rule(String id, String when, String then) {
        return new Rule(id, when, then, Map.of(), "rule " + id);
    }

    private static CompiledRules compiled(List<Rule> routing, List<Rule> policy) throws InvalidRules {
        return CompiledRules.compile(new Rulebook("1", Digest.of("1"), routing, policy), FACTS);
    }

    private static SortedMap<String, Object> loan(long amount, boolean plain) {
        return new TreeMap<>(Map.of("amount", amount, "limit", 100L, "plain", plain));
    }

    private static SortedMap<String, Object> kind() {
        return new TreeMap<>(Map.of("kind", "loan"));
    }

    @Test
    void theFirstMatchWinsAndSaysWhatItLookedAt() throws Exception {
        CompiledRules.Decided decided = compiled(ROUTING, POLICY).decide(kind(), loan(100, true));
        assertThat(decided.policy())
                .isEqualTo(new Ruling(
                        "within",
                        "ALLOW",
                        new TreeMap<>(),
                        "rule within",
                        List.of("amount=100", "limit=100", "plain=true")));
        assertThat(decided.route()).returns("all", Ruling::rule).returns(List.of(), Ruling::facts);
    }

    @Test
    void theRouteSeesWhatPolicyDecided() throws Exception {
        CompiledRules rules = compiled(ROUTING, POLICY);
        assertThat(rules.decide(kind(), loan(101, true)).route()).returns("HUMAN", Ruling::then);
        assertThat(rules.decide(kind(), null).route()).returns("DIRECT", Ruling::then);
        assertThat(rules.decide(kind(), null).policy()).isNull();
    }

    @Test
    void aBookThatCannotBeUsedIsRefusedWithTheRuleAndWhatWouldBeRight() {
        assertInvalid(ROUTING, List.of(POLICY.get(0)), "the last rule must be a total default");
        assertInvalid(List.of(), POLICY, "the last rule must be a total default");
        assertInvalid(
                List.of(rule("all", "true", "SIDEWAYS")), POLICY, "'SIDEWAYS' is not a route; use one of [DIRECT");
        assertInvalid(ROUTING, List.of(rule("all", "true", "POST")), "'POST' is not a decision; use one of [ALLOW");
        assertInvalid(ROUTING, List.of(rule("all", "true", "APPROVE")), "APPROVE needs 'with: {role: ...}'");
        assertInvalid(ROUTING, List.of(rule("x", "amout > 1", "ALLOW"), POLICY.get(1)), "rule 'x'");
        assertInvalid(ROUTING, List.of(POLICY.get(1), POLICY.get(1)), "two rules are called 'default'");
        assertInvalid(List.of(rule("x", "amount > 1", "HUMAN"), ROUTING.get(1)), POLICY, "rule 'x'");
    }

    private static void assertInvalid(List<Rule> routing, List<Rule> policy, String why) {
        assertThatThrownBy(() -> compiled(routing, policy))
                .isInstanceOf(InvalidRules.class)
                .hasMessageContaining(why);
    }

    @Test
    void aFactThatIsNotThereIsNotGuessed() throws Exception {
        SortedMap<String, Object> incomplete = new TreeMap<>(Map.of("limit", 100L, "plain", true));
        CompiledRules rules = compiled(ROUTING, POLICY);
        assertThatThrownBy(() -> rules.decide(kind(), incomplete))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rule 'within' cannot be evaluated");
    }
}
