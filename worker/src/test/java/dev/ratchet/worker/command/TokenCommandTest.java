package dev.ratchet.worker.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.workflows.contract.Digest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class TokenCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine command =
            new CommandLine(new TokenCommand()).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    @Test
    void a_token_and_its_line_fit_each_other() {
        assertThat(command.execute("ann")).isZero();
        List<String> lines = out.toString().lines().map(String::strip).toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(1)).matches("[0-9a-f]{64}");
        assertThat(lines.get(3)).isEqualTo(Digest.of(lines.get(1)) + " ann");
    }

    @Test
    void a_person_is_an_id_without_blanks() {
        assertThat(command.execute("ann smith")).isEqualTo(2);
        assertThat(err.toString()).contains("'ann smith'", "without blanks");
        assertThat(out.toString()).isEmpty();
    }
}
