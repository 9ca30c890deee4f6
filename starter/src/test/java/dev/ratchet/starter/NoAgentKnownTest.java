package dev.ratchet.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only the rooms {@code submit} and {@code books} may know the invoice; all other commands work for any agent. */
class NoAgentKnownTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/ratchet/starter");
    private static final List<Path> ITS_ROOMS = List.of(Path.of("submit"), Path.of("books"));
    private static final int FEWEST = 40;

    @Test
    void no_other_room_mentions_the_invoice() throws IOException {
        assertThat(mentions(SOURCES)).isEmpty();
        assertThat(sources(SOURCES)).hasSizeGreaterThan(FEWEST);
    }

    @Test
    void a_planted_mention_is_found(@TempDir Path folder) throws IOException {
        plant(folder.resolve("submit/Allowed.java"), "import dev.ratchet.workflows.invoice.InvoiceWorkflow;");
        plant(folder.resolve("run/Import.java"), "import dev.ratchet.workflows.invoice.InvoiceWorkflow;");
        plant(folder.resolve("run/Innocent.java"), "String id = agent + tenant + digest;");
        plant(folder.resolve("Text.java"), "class Text {\n  String prefix = \"invoice/\";\n}");
        assertThat(mentions(folder))
                .containsExactlyInAnyOrder(
                        "run/Import.java:1: import dev.ratchet.workflows.invoice.InvoiceWorkflow;",
                        "Text.java:2: String prefix = \"invoice/\";");
    }

    private static void plant(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static List<Path> sources(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    /** Each line, in code, text or comment. */
    private static List<String> mentions(Path root) throws IOException {
        return sources(root).stream()
                .filter(file -> ITS_ROOMS.stream().noneMatch(root.relativize(file)::startsWith))
                .flatMap(file -> mentions(root, file))
                .toList();
    }

    private static Stream<String> mentions(Path root, Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return Stream.iterate(1, number -> number <= lines.size(), number -> number + 1)
                    .filter(number ->
                            lines.get(number - 1).toLowerCase(Locale.ROOT).contains("invoice"))
                    .map(number -> root.relativize(file) + ":" + number + ": "
                            + lines.get(number - 1).strip());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
