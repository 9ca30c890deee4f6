package dev.ratchet.activities.model.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.workflows.contract.Digest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PromptsTest {
    @Test
    void aBundleNamesTheVersionOfEachPromptThatItsAgentUses() {
        assertThat(Prompts.versions(List.of("invoice-extract@1")))
                .isEqualTo(Map.of(
                        "invoice-extract",
                        "1 " + Digest.of(Prompts.text("invoice-extract@1")).brief()));
        assertThat(Prompts.versions(List.of())).isEmpty();
    }

    @Test
    void aPromptThatThisBuildDoesNotHaveIsNamedBeforeAnyRunAsksForIt() {
        assertThatThrownBy(() -> Prompts.versions(List.of("invoice-extract@1", "other@1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'other@1'", "prompts/name@version.md");
    }

    /** A released text never changes: a change is a new version with a file of its own, and a line here. */
    @Test
    void eachReleasedPromptIsTheTextThatItWas() {
        assertThat(Digest.of(Prompts.text("invoice-extract@1")).brief()).isEqualTo("42291bdb2dd8");
    }

    @Test
    void oneVersionOfAPromptIsEnoughForAnAgent() {
        assertThatThrownBy(() -> Prompts.versions(List.of("invoice-extract@1", "invoice-extract@1")))
                .hasMessageContaining("twice here");
    }
}
