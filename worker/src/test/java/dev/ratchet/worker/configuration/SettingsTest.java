package dev.ratchet.worker.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.Needs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private static final Pattern NAME = Pattern.compile("\"(RATCHET_[A-Z_]+)\"");

    /** The file itself, what the command line and the log read for themselves, and parts of names. */
    private static final Set<String> NO_SETTINGS =
            Set.of(Configuration.FILE, "RATCHET_URL", "RATCHET_TOKEN", "RATCHET_DEBUG", "RATCHET_LOG", "RATCHET_");

    @Test
    void the_table_of_the_notes_is_this_one() throws IOException {
        String notes = Files.readString(Needs.root().resolve("deploy/README.md"));
        assertThat(notes.contains(Settings.markdown()))
                .as("put this into deploy/README.md, below '## Settings':\n" + Settings.markdown())
                .isTrue();
    }

    @Test
    void every_variable_that_is_read_is_in_the_table() {
        Set<String> read = new TreeSet<>();
        Stream.of("activities", "worker")
                .map(module -> Needs.root().resolve(module).resolve("src/main/java"))
                .flatMap(SettingsTest::texts)
                .forEach(text -> NAME.matcher(text).results().forEach(found -> read.add(found.group(1))));
        read.removeAll(NO_SETTINGS);
        List<String> known = Settings.TABLE.stream().map(Setting::variable).toList();
        assertThat(read).hasSizeGreaterThan(30).isSubsetOf(known);
        assertThat(read).as("a line of the table that nobody reads").containsAll(known);
    }

    private static Stream<String> texts(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).map(SettingsTest::text).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void no_variable_and_no_key_is_there_twice() {
        assertThat(Settings.TABLE).extracting(Setting::variable).doesNotHaveDuplicates();
        assertThat(Settings.TABLE).extracting(Setting::key).doesNotHaveDuplicates();
    }

    @Test
    void what_is_named_as_a_secret_is_one() {
        assertThat(Settings.TABLE)
                .filteredOn(setting -> setting.key().matches(".*(password|\\.key)$"))
                .hasSize(4)
                .allMatch(Setting::secret);
    }
}
