package dev.ratchet.worker.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandTest {
    @TempDir
    Path folder;

    private record Shown(int code, String text) {
        /** With one blank where there are more. */
        String line(String name) {
            return text.lines()
                    .filter(line -> line.startsWith(name))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(text))
                    .replaceAll(" +", " ");
        }
    }

    private static Shown show(Map<String, String> environment) {
        StringWriter out = new StringWriter();
        int code = ConfigCommand.show(environment, new PrintWriter(out, true));
        return new Shown(code, out.toString());
    }

    @Test
    void each_value_is_shown_with_where_it_comes_from_and_no_secret() throws IOException {
        Path key = Files.writeString(folder.resolve("key"), "x");
        Path file = Files.writeString(
                folder.resolve("ratchet.yaml"),
                "database:\n  url: jdbc:postgresql://db/ratchet\n  password: in-the-file\n  connections: 3\n");
        Shown shown = show(Map.of(
                "RATCHET_CONFIG",
                file.toString(),
                "RATCHET_DB_OWNER_PASSWORD",
                "in-the-environment",
                "RATCHET_ATTESTATION_KEY",
                key.toString(),
                "RATCHET_DB_CONNECTIONS",
                "5"));
        assertThat(shown.code()).as(shown.text()).isZero();
        assertThat(shown.line("RATCHET_DB_URL"))
                .isEqualTo("RATCHET_DB_URL (database.url) jdbc:postgresql://db/ratchet " + file + ":2");
        assertThat(shown.line("RATCHET_DB_PASSWORD"))
                .isEqualTo("RATCHET_DB_PASSWORD (database.password) ******** " + file + ":3");
        assertThat(shown.line("RATCHET_DB_OWNER_PASSWORD")).endsWith("******** variable");
        assertThat(shown.line("RATCHET_DB_CONNECTIONS")).endsWith("5 variable");
        assertThat(shown.line("RATCHET_WEB_PORT")).endsWith("7280 default");
        assertThat(shown.line("Temporal's address")).contains(":7233");
        assertThat(shown.text()).doesNotContain("in-the-file").doesNotContain("in-the-environment");
    }

    @Test
    void what_is_missing_or_wrong_is_told_below_and_by_the_exit_code() {
        Shown shown = show(Map.of("RATCHET_WEB_PORT", "eighty", "RATCHET_CURRENCY", "EURO"));
        assertThat(shown.code()).isEqualTo(1);
        assertThat(shown.text())
                .contains(
                        "RATCHET_DB_URL: is not set",
                        "RATCHET_ATTESTATION_KEY: is not set",
                        "RATCHET_WEB_PORT: 'eighty' should be a whole number",
                        "RATCHET_CURRENCY: 'EURO' should be");
    }
}
