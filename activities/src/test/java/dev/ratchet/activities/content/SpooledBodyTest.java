package dev.ratchet.activities.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.workflows.contract.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpooledBodyTest {
    private static final int LARGE = 3 * SpooledBody.IN_MEMORY + 7;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, SpooledBody.IN_MEMORY, SpooledBody.IN_MEMORY + 1, LARGE})
    void what_was_appended_is_read_as_often_as_one_likes(int length) throws IOException {
        byte[] bytes = random(length);
        try (SpooledBody body = SpooledBody.of(new ByteArrayInputStream(bytes), length)) {
            assertThat(body.length()).isEqualTo(length);
            assertThat(body.digest()).isEqualTo(Digest.of(bytes));
            assertThat(body.bytes()).isEqualTo(bytes);
            try (InputStream again = body.open()) {
                assertThat(again.readAllBytes()).isEqualTo(bytes);
            }
        }
    }

    @Test
    void more_than_the_cap_is_refused() {
        assertThatThrownBy(() -> SpooledBody.of(new ByteArrayInputStream(random(LARGE)), LARGE - 1))
                .isInstanceOf(ContentStore.TooLargeException.class);
    }

    @Test
    void a_complete_body_takes_nothing_more() throws IOException {
        try (SpooledBody body = new SpooledBody(10)) {
            body.digest();
            assertThatThrownBy(() -> body.append(ByteBuffer.wrap(new byte[1])))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void no_file_with_a_name_is_left_behind_not_even_while_it_is_open() throws IOException {
        List<Path> before = spooled();
        try (SpooledBody body = SpooledBody.of(new ByteArrayInputStream(random(LARGE)), LARGE)) {
            assertThat(body.length()).isEqualTo(LARGE);
            assertThat(spooled()).isEqualTo(before);
        }
        assertThat(spooled()).isEqualTo(before);
    }

    private static List<Path> spooled() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().endsWith(".body"))
                    .sorted()
                    .toList();
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
