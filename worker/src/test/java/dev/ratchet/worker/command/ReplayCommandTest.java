package dev.ratchet.worker.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.worker.Agents;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReplayCommandTest {
    private static final Path GOLDEN = Path.of("src/main/resources/golden/invoice");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int replay(Object... arguments) {
        String[] words = new String[arguments.length];
        for (int at = 0; at < words.length; at++) {
            words[at] = arguments[at].toString();
        }
        return new CommandLine(new ReplayCommand(Agents.PRODUCT))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
    }

    @Test
    void thisBuildGoesTheWayOfItsGoldenHistories() {
        assertThat(replay()).as(out.toString()).isZero();
        assertThat(out.toString())
                .contains("same       golden direct", "same       golden mixed", "runs replayed, all go the same way");
    }

    @Test
    void whatGoesAnotherWayOrAsksSomethingElseIsTold(@TempDir Path folder) throws IOException {
        copy(folder, "direct", "", "");
        copy(folder, "refused", "\"name\" : \"DocumentRead\"", "\"name\" : \"DocumentSkim\"");
        Files.writeString(
                folder.resolve("approved.json"), text("approved.json").replace("TIMER_STARTED", "TIMER_CANCELED"));
        Files.writeString(folder.resolve("approved.asked.json"), text("approved.asked.json"));
        assertThat(replay("--golden", folder)).isEqualTo(1);
        assertThat(out.toString())
                .contains("same       golden direct")
                .contains("DIFFERENT  golden refused", "ask 1: was ", "DocumentSkim")
                .contains("DIFFERENT  golden approved")
                .contains("2 of 3 runs would go another way: do not roll this build out over them");
    }

    @Test
    void whatIsNoRecordedRunIsToldByItsFile(@TempDir Path folder) throws IOException {
        assertThat(replay("--golden", folder.resolve("nowhere"))).isEqualTo(2);
        assertThat(err.toString()).contains("--golden: there is no folder");
        assertThat(replay("--golden", folder)).isEqualTo(2);
        assertThat(err.toString()).contains("there is no recorded run in");
        assertThat(replay("--build", "b1")).isEqualTo(2);
        assertThat(err.toString()).contains("--build should be DEPLOYMENT:BUILD");
    }

    private static String text(String file) throws IOException {
        return Files.readString(GOLDEN.resolve(file));
    }

    private static void copy(Path folder, String name, String from, String to) throws IOException {
        Files.writeString(folder.resolve(name + ".json"), text(name + ".json"));
        Files.writeString(
                folder.resolve(name + ".asked.json"), text(name + ".asked.json").replaceFirst(from, to));
    }
}
