package dev.ratchet.workflows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentEntryTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "batch", "a/b", "Invoice", "2nd", "a b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void a_name_that_cannot_begin_an_id_is_refused(String name) {
        assertThatThrownBy(() -> entry(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"invoice", "access-grant", "batches", "qa2"})
    void other_names_are_taken(String name) {
        assertThat(entry(name).name()).isEqualTo(name);
    }

    @Test
    void a_blank_queue_is_refused() {
        assertThatThrownBy(() -> new AgentEntry("qa", "answers", new AgentEntry.Document(), "Qa", " "))
                .hasMessageContaining("task queue");
    }

    private static AgentEntry entry(String name) {
        return new AgentEntry(name, "answers", new AgentEntry.Document(), "Qa", "qa");
    }

    @Test
    void aSchemaIsAJsonObject() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AgentEntry.Json("{\"pattern\": \"\\S\"}"))
                .withMessageContaining("a schema should be a JSON object")
                .withMessageContaining("escape 'S'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AgentEntry.Json("[]"))
                .withMessageContaining("a schema should be a JSON object");
    }
}
