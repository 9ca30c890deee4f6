package dev.ratchet.workflows.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.workflows.contract.TenantId;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyTableTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId OTHER = new TenantId("other");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 29);
    private final MasterKey master = FileMasterKey.load(FileMasterKey.generate());

    private KeyTable table() {
        return KeyTable.empty(master)
                .with("a", ACME, KeyState.NEXT, DAY, master)
                .activated(ACME)
                .with("o", OTHER, KeyState.NEXT, DAY, master);
    }

    @Test
    void a_table_is_read_as_it_was_written_and_has_no_key_in_the_clear() {
        KeyTable table = table();

        assertThat(KeyTable.parse(table.text())).isEqualTo(table);
        assertThat(table.text()).contains("\"state\" : \"active\"").doesNotContain("keyData", "AesGcm");
    }

    @Test
    void a_key_is_first_read_with_then_written_with_then_read_with_again() {
        KeyTable prepared = table().with("b", ACME, KeyState.NEXT, DAY, master);
        assertThat(prepared.unwrap(ACME, master).active()).map(PayloadKey::id).contains("a");
        assertThat(prepared.unwrap(ACME, master).find("b")).isPresent();

        KeyTable rotated = prepared.activated(ACME);
        assertThat(rotated.unwrap(ACME, master).active()).map(PayloadKey::id).contains("b");
        assertThat(rotated.unwrap(ACME, master).find("a")).isPresent();

        KeyTable retired = rotated.without(ACME, "a");
        assertThat(retired.unwrap(ACME, master).find("a")).isEmpty();
    }

    @Test
    void a_tenant_has_its_own_keys_alone() {
        assertThat(table().unwrap(ACME, master).keys()).containsOnlyKeys("a");
        assertThat(table().unwrap(OTHER, master).keys()).containsOnlyKeys("o");
        assertThat(table().unwrap(OTHER, master).active()).isEmpty();
    }

    @Test
    void a_key_that_is_filed_under_another_tenant_or_id_is_not_unwrapped() {
        KeyTable moved = KeyTable.parse(table().text().replace("\"tenant\" : \"acme\"", "\"tenant\" : \"other2\""));
        assertThatThrownBy(() -> moved.unwrap(new TenantId("other2"), master))
                .hasMessageContainingAll("'a' of other2", "cannot be unwrapped");

        KeyTable renamed = KeyTable.parse(table().text().replace("\"id\" : \"a\"", "\"id\" : \"z\""));
        assertThatThrownBy(() -> renamed.unwrap(ACME, master)).hasMessageContaining("'z' of acme");
    }

    @Test
    void another_master_key_is_told_as_such() {
        MasterKey another = FileMasterKey.load(FileMasterKey.generate());

        assertThatThrownBy(() -> table().unwrap(ACME, another)).hasMessageContainingAll(master.id(), another.id());
        assertThatThrownBy(() -> table().with("n", ACME, KeyState.NEXT, DAY, another))
                .hasMessageContaining(master.id());
    }

    @Test
    void what_a_key_is_may_not_be_skipped() {
        assertThatThrownBy(() -> table().activated(ACME)).hasMessageContaining("has no key that is next");
        assertThatThrownBy(() -> table().without(ACME, "a")).hasMessageContaining("only one that is OLD is retired");
        assertThatThrownBy(() -> table().without(OTHER, "a")).hasMessageContaining("other has no key 'a'");
        assertThatThrownBy(() -> table().with("a", OTHER, KeyState.OLD, DAY, master))
                .hasMessageContaining("two keys have the id 'a'");
        assertThatThrownBy(() -> table().with("c", ACME, KeyState.ACTIVE, DAY, master))
                .hasMessageContaining("two keys are ACTIVE of acme");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        nonsense                                                              | it should be JSON
        null                                                                  | it should be JSON
        {"master": "m"}                                                       | a list
        {"master": "m", "keys": [{"id": "A"}]}                                | lower-case letters
        {"master": "m", "keys": [{"id": "a"}]}                                | should have tenant, state
        {"master": "m", "keys": [{"id": "a", "tenant": "T!"}]}                | tenant 'T!'
        {"master": "m", "keys": [{"id": "a", "state": "new"}]}                | it should be JSON
        """)
    void what_is_no_table_is_told_in_one_sentence(String text, String why) {
        assertThatThrownBy(() -> KeyTable.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("is no key table", why);
    }
}
