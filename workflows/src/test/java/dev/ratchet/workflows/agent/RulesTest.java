package dev.ratchet.workflows.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.workflows.agent.Rules.InvalidRules;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Rulebook;
import dev.ratchet.workflows.contract.Rulebook.Rule;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RulesTest {
    private static final SortedMap<String, FactType> FACTS = new TreeMap<>(
            Map.of("amount", FactType.NUMBER, "limit", FactType.NUMBER, "kind", FactType.TEXT, "plain", FactType.FLAG));

    private static final Rulebook BOOK = new Rulebook(
            "1",
            Digest.of("1"),
            List.of(),
            List.of(
                    rule("kind", "kind == 'a' && !plain"),
                    rule("both", "amount <= limit && kind in ['a', 'b']"),
                    rule("above", "amount > 2 * limit"),
                    rule("default", "true")));

    /** What was evaluated last is remembered; nobody may see that. */
    @Test
    void rulesThatHaveSeenMuchRuleAsFreshOnesDo() throws InvalidRules {
        Rules used = compiled();
        Random random = new Random(20261122);
        for (int i = 0; i < 300; i++) {
            SortedMap<String, Object> facts = new TreeMap<>(Map.of(
                    "amount",
                    (long) random.nextInt(4),
                    "limit",
                    (long) random.nextInt(2),
                    "kind",
                    List.of("a", "b", "c").get(random.nextInt(3)),
                    "plain",
                    random.nextBoolean()));
            assertThat(used.apply(facts)).as("%s", facts).isEqualTo(compiled().apply(facts));
        }
    }

    private static Rules compiled() throws InvalidRules {
        return Rules.compile(BOOK, BOOK.policy(), FACTS);
    }

    private static Rule rule(String id, String when) {
        return new Rule(id, when, "DECIDE", Map.of(), "rule " + id);
    }
}
