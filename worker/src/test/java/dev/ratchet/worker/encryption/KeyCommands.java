package dev.ratchet.worker.encryption;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** {@code ratchet-worker encryption-keys} with its two files in a folder. Public for tests of the whole product. */
public record KeyCommands(Path folder) {
    public EncryptionSettings.Files files() {
        return new EncryptionSettings.Files(folder.resolve("keys.json"), folder.resolve("master-key.json"));
    }

    /** What a process is told. */
    public Map<String, String> environment() {
        return Map.of(
                EncryptionSettings.KEYS, files().table().toString(),
                EncryptionSettings.MASTER_KEY, files().masterKey().toString());
    }

    /** What it prints. */
    public String run(String... arguments) {
        StringWriter screen = new StringWriter();
        assertThat(run(screen, arguments)).as(screen.toString()).isZero();
        return screen.toString();
    }

    String refused(String... arguments) {
        StringWriter screen = new StringWriter();
        assertThat(run(screen, arguments)).as(screen.toString()).isNotZero();
        return screen.toString();
    }

    private int run(StringWriter screen, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--keys",
                files().table().toString(),
                "--master-key",
                files().masterKey().toString()));
        PrintWriter writer = new PrintWriter(screen);
        return new CommandLine(new EncryptionKeysCommand())
                .setOut(writer)
                .setErr(writer)
                .setExecutionExceptionHandler((problem, line, parsed) -> {
                    writer.println(problem.getMessage());
                    return 3;
                })
                .execute(all.toArray(new String[0]));
    }
}
