package dev.ratchet.worker.web.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.gateway.Whoami.MayActAs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensTest {
    @TempDir
    Path folder;

    @Test
    void a_token_is_one_persons_and_acts_only_as_that_person() throws Exception {
        Tokens tokens =
                Tokens.ofPeople(file("# people\n\n" + Digest.of("t1") + " ann\n" + Digest.of("t2") + "  ben\n"));
        Caller ben = tokens.caller("t2").orElseThrow();
        assertThat(ben).isEqualTo(new Caller("ben", MayActAs.SELF));
        assertThat(tokens.caller("t3")).isEmpty();
        assertThat(tokens.anyone()).isFalse();
        assertThat(ben.acting(null)).isEqualTo("ben");
        assertThat(ben.acting("ben")).isEqualTo("ben");
        assertThatThrownBy(() -> ben.acting("ann")).hasMessageContaining("may not act as ann");
    }

    @Test
    void the_token_itself_is_no_entry() throws Exception {
        assertThat(Tokens.ofPeople(file(Digest.of("t1") + " ann"))
                        .caller(Digest.of("t1").hex()))
                .isEmpty();
    }

    @Test
    void a_wrong_file_names_the_line() throws Exception {
        Path noDigest = file(Digest.of("t1") + " ann\nsecret ben\n");
        assertThatThrownBy(() -> Tokens.ofPeople(noDigest))
                .hasMessageContaining("line 2")
                .hasMessageNotContaining("secret");
        Path twice = file(Digest.of("t1") + " ann\n" + Digest.of("t1") + " ben\n");
        assertThatThrownBy(() -> Tokens.ofPeople(twice)).hasMessageContaining("line 2");
        Path nobody = file("# nobody\n");
        assertThatThrownBy(() -> Tokens.ofPeople(nobody)).hasMessageContaining("names nobody");
        assertThatThrownBy(() -> Tokens.operator("short", "olga"))
                .hasMessageContaining("32 characters", "ratchet-worker token");
    }

    @Test
    void a_token_is_long_and_not_the_same_character_again_and_again() {
        assertThat(Tokens.weakness("0123456789abcdef0123456789abcde"))
                .hasValueSatisfying(why -> assertThat(why).contains("32 characters", "ratchet-worker token"));
        assertThat(Tokens.weakness("ab".repeat(32))).isPresent();
        assertThat(Tokens.weakness("0123456789abcdef0123456789abcdef")).isEmpty();
        assertThat(Tokens.weakness(Tokens.random())).isEmpty();
    }

    @Test
    void a_random_token_is_another_each_time_and_its_line_is_one_of_the_file() throws Exception {
        String token = Tokens.random();
        assertThat(token).isNotEqualTo(Tokens.random());
        assertThat(Tokens.ofPeople(file(Tokens.line(token, "ann"))).caller(token))
                .contains(new Caller("ann", MayActAs.SELF));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "tokens", ".txt"), text);
    }
}
