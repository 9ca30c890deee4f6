package dev.ratchet.workflows.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;

/** What every master key does, from a file or of a service. */
public abstract class MasterKeyContract {
    private static final byte[] SECRET = bytes("a key of thirty-two bytes, or so");
    private static final byte[] WORDS = bytes("for this tenant");

    /** The same one each time. */
    protected abstract MasterKey key();

    /** One that never wrapped anything of {@link #key}. */
    protected abstract MasterKey other();

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void what_it_wraps_it_unwraps_also_after_a_restart() throws Exception {
        byte[] wrapped = key().wrap(SECRET, WORDS);

        assertThat(key().unwrap(wrapped, WORDS)).isEqualTo(SECRET);
        assertThat(new String(wrapped, StandardCharsets.ISO_8859_1)).doesNotContain("thirty");
    }

    @Test
    void it_unwraps_nothing_that_is_bound_to_other_words_was_changed_or_is_anothers() throws Exception {
        byte[] wrapped = key().wrap(SECRET, WORDS);
        byte[] changed = wrapped.clone();
        changed[changed.length - 1] ^= 1;

        assertThatThrownBy(() -> key().unwrap(wrapped, bytes("for another")))
                .isInstanceOf(GeneralSecurityException.class);
        assertThatThrownBy(() -> key().unwrap(changed, WORDS)).isInstanceOf(GeneralSecurityException.class);
        assertThatThrownBy(() -> other().unwrap(wrapped, WORDS)).isInstanceOf(GeneralSecurityException.class);
        assertThatThrownBy(() -> key().unwrap(bytes("nonsense"), WORDS)).isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void its_id_stays_and_is_its_own() {
        assertThat(key().id()).isEqualTo(key().id()).isNotEqualTo(other().id()).isNotBlank();
    }
}
