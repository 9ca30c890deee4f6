package dev.ratchet.workflows.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FileMasterKeyTest extends MasterKeyContract {
    private final String file = FileMasterKey.generate();

    @Override
    protected MasterKey key() {
        return FileMasterKey.load(file);
    }

    @Override
    protected MasterKey other() {
        return FileMasterKey.load(FileMasterKey.generate());
    }

    @Test
    void a_file_that_is_no_key_is_told_and_not_quoted() {
        String half = file.substring(0, file.length() / 2);

        assertThatThrownBy(() -> FileMasterKey.load(half))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no master key")
                .hasNoCause()
                .message()
                .satisfies(message -> assertThat(message).doesNotContain(half));
    }
}
