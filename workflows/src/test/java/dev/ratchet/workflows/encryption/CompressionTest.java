package dev.ratchet.workflows.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {
    /** So many zeros behind a head that says {@code claimed}. */
    private static byte[] bomb(int claimed, int zeros) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(new byte[zeros]);
        deflater.finish();
        byte[] room = new byte[zeros / 100 + 1_000];
        int length = deflater.deflate(room);
        deflater.end();
        return ByteBuffer.allocate(4 + length)
                .putInt(claimed)
                .put(room, 0, length)
                .array();
    }

    @Test
    void what_gets_no_shorter_stays_as_it_is() {
        byte[] chance = new byte[10_000];
        new Random(7).nextBytes(chance);
        byte[] few = new byte[Compression.LEAST - 1];

        assertThat(Compression.deflated(chance)).isSameAs(chance);
        assertThat(Compression.deflated(few)).isSameAs(few);
    }

    @Test
    void what_is_as_long_as_it_may_be_is_read() throws Exception {
        byte[] most = new byte[Compression.MOST];

        assertThat(Compression.inflated(Compression.deflated(most))).isEqualTo(most);
        assertThat(Compression.deflated(new byte[Compression.MOST + 1])).hasSize(Compression.MOST + 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1_023, 5_000, 999_999, 1_000_001, Compression.MOST + 1, Integer.MAX_VALUE})
    void content_of_another_length_than_it_says_is_not_read_on(int claimed) {
        assertThatThrownBy(() -> Compression.inflated(bomb(claimed, 1_000_000)))
                .isInstanceOf(DataFormatException.class);
    }

    @Test
    void content_that_breaks_off_is_not_read() {
        byte[] whole = bomb(1_000_000, 1_000_000);

        assertThatThrownBy(() -> Compression.inflated(Arrays.copyOf(whole, whole.length - 5)))
                .isInstanceOf(DataFormatException.class);
        assertThatThrownBy(() -> Compression.inflated(new byte[3])).isInstanceOf(DataFormatException.class);
    }
}
