package dev.ratchet.activities.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.workflows.agent.rules.Authority;
import dev.ratchet.workflows.agent.rules.InvalidRules;
import dev.ratchet.workflows.agent.rules.RuleFacts;
import dev.ratchet.workflows.contract.policy.Rulebook;
import dev.ratchet.workflows.invoice.InvoiceRules;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulebookFileTest {
    private static final RuleFacts NONE = new RuleFacts(new TreeMap<>(), new TreeMap<>());

    private static final String PLAIN = """
            version: "1"
            routing:
              - {id: all, when: "true", then: DIRECT, why: rules suffice}
            policy:
              - {id: some, when: 1 > 2, then: MEND, with: {role: clerk, code: SOME}, why: never}
              - {id: all, when: "true", then: ALLOW, why: everybody may}
            """;

    private static Rulebook read(String yaml) throws InvalidRules {
        return RulebookFile.compile("plain.yaml", yaml, NONE).book();
    }

    @Test
    void theShippedBookIsOfTheAgentAndMayAllow() {
        AgentRules shipped = RulebookFile.shipped("invoice", InvoiceRules.FACTS);
        assertThat(shipped.agent()).isEqualTo("invoice");
        assertThat(shipped.compiled().book().policy())
                .extracting(Rulebook.Rule::then)
                .contains(Authority.ALLOW.name())
                .doesNotContain("POST");
        assertThatThrownBy(() -> RulebookFile.shipped("nobody", NONE))
                .hasMessage("no rule book is shipped as /rules/nobody.yaml");
    }

    /** The same rules on a machine with other line ends are the same rules. */
    @Test
    void lineEndsAndBlankEndsDoNotChangeTheHashAndWordsDo() throws Exception {
        assertThat(read(PLAIN.replace("\n", "\r\n") + "\n\n").hash())
                .isEqualTo(read(PLAIN).hash());
        assertThat(read(PLAIN.replace("never", "ever")).hash())
                .isNotEqualTo(read(PLAIN).hash());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            version: "1"          | version: ["1"]        | plain.yaml:1: a text is expected here
            version: "1"          | verzion: "1"          | plain.yaml:1: 'verzion' is not a field here
            id: some,             | id: all,              | two rules are called 'all'
            {id: some,            | {id: some, id: other, | plain.yaml:5: 'id' is given twice
            then: DIRECT          | then: ALLOW           | 'ALLOW' is not a route
            then: MEND            | then: DIRECT          | 'DIRECT' is not a decision
            with: {role: clerk    | with: {rol: clerk     | MEND needs 'with: {role: ...}'
            with: {role: clerk, code: SOME} | with: clerk | plain.yaml:5: 'with' is a mapping such as
            when: 1 > 2           | when: amount > 2      | rule 'some'
            when: 1 > 2           | when: 1 + 2           | rule 'some'
            id: all, when: "true", then: ALLOW | id: all, when: 2 > 1, then: ALLOW | must be 'true'
            why: never}           | why: never            | plain.yaml:
            """)
    void whatIsWrongIsNamedWithWhatWouldBeRight(String right, String wrong, String complaint) {
        assertThat(PLAIN).contains(right);
        assertThatThrownBy(() -> read(PLAIN.replace(right, wrong)))
                .isInstanceOf(InvalidRules.class)
                .hasMessageContaining(complaint)
                .hasMessageStartingWith("plain.yaml");
    }

    @Test
    void aFileThatExceedsTheBoundsIsRefusedAsAWhole() {
        assertRefused(
                "routing:\n  " + "[".repeat(100_000), "plain.yaml:2: the file has lists or fields inside each other");
        assertRefused("#".repeat(RulebookFile.BOUNDS.characters() + 1), "plain.yaml: the file is larger than");
        assertRefused(PLAIN + "more: &m 1\nagain: *m\n", "plain.yaml:8: the file has a YAML alias");
        assertRefused("a\u0000b", "plain.yaml: the file is not YAML");
    }

    private static void assertRefused(String yaml, String complaint) {
        assertThatThrownBy(() -> read(yaml)).isInstanceOf(InvalidRules.class).hasMessageStartingWith(complaint);
    }
}
