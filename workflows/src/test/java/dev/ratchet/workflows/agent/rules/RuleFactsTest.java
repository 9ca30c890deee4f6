package dev.ratchet.workflows.agent.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RuleFactsTest {
    private enum Colour {
        RED
    }

    private record Routing(String name, boolean madeByHand) {}

    private record Policy(Colour colour, long minorUnits, int pieces) {}

    private record Unspeakable(List<String> names) {}

    private record Maybe(@Nullable String name) {}

    @Test
    void aRecordDeclaresFactsByNameAndType() {
        RuleFacts facts = RuleFacts.of(Routing.class, Policy.class);
        assertThat(facts.routing())
                .isEqualTo(sorted("authority", FactType.TEXT, "made_by_hand", FactType.FLAG, "name", FactType.TEXT));
        assertThat(facts.policy())
                .isEqualTo(sorted("colour", FactType.TEXT, "minor_units", FactType.NUMBER, "pieces", FactType.NUMBER));
    }

    @Test
    void itsValuesHaveTheSameNames() {
        assertThat(RuleFacts.values(new Routing("a", true))).isEqualTo(sorted("made_by_hand", true, "name", "a"));
        assertThat(RuleFacts.values(new Policy(Colour.RED, 7, 3)))
                .isEqualTo(sorted("colour", "RED", "minor_units", 7L, "pieces", 3L));
    }

    @Test
    void whatRulesCannotSpeakAboutIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RuleFacts.of(Unspeakable.class, Policy.class))
                .withMessageContaining("'names'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RuleFacts.values(new Maybe(null)))
                .withMessageContaining("'name'");
    }

    private static SortedMap<String, Object> sorted(Object... namesAndValues) {
        SortedMap<String, Object> sorted = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            sorted.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return sorted;
    }
}
