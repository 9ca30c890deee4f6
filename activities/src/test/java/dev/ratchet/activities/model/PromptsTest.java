package dev.ratchet.activities.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PromptsTest {
    @Test
    void aBundleNamesTheVersionOfEachPromptThatItsAgentUses() {
        assertThat(Prompts.versions(List.of("invoice-extract@1"))).isEqualTo(Map.of("invoice-extract", "1"));
        assertThat(Prompts.versions(List.of())).isEmpty();
    }

    @Test
    void aPromptThatThisBuildDoesNotHaveIsNamedBeforeAnyRunAsksForIt() {
        assertThatThrownBy(() -> Prompts.versions(List.of("invoice-extract@1", "other@1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'other@1'", "prompts/name@version.md");
    }

    @Test
    void oneVersionOfAPromptIsEnoughForAnAgent() {
        assertThatThrownBy(() -> Prompts.versions(List.of("invoice-extract@1", "invoice-extract@1")))
                .hasMessageContaining("twice here");
    }
}
