package dev.ratchet.workflows.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.workflows.contract.TenantId;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class FakeKmsTest extends MasterKeyContract {
    private final FakeKms service = new FakeKms();

    @Override
    protected MasterKey key() {
        return service.key("one");
    }

    @Override
    protected MasterKey other() {
        return service.key("two");
    }

    @Test
    void a_table_whose_service_is_away_is_not_unwrapped_and_says_so() {
        KeyTable table =
                KeyTable.empty(key()).with("k1", TenantId.DEFAULT, KeyState.ACTIVE, LocalDate.of(2026, 11, 29), key());
        assertThat(table.unwrap(TenantId.DEFAULT, key()).active()).isPresent();

        service.away(true);

        assertThatThrownBy(() -> table.unwrap(TenantId.DEFAULT, key()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("k1", "kms-one", "service is away");
    }
}
