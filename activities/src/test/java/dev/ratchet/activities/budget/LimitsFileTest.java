package dev.ratchet.activities.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsFileTest {
    private static final Set<String> AGENTS = Set.of("invoice", "access");

    @TempDir
    Path folder;

    private Path file(String yaml, int second) throws IOException {
        Path file = Files.writeString(folder.resolve("budgets.yaml"), yaml);
        return Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(second)));
    }

    @Test
    void everyLevelHasItsLimitInMillionths() throws Exception {
        assertThat(LimitsFile.open(file("""
                        # comment
                        run: 2.00
                        agents:
                          invoice: 300
                        tenant: 1000.5
                        day: 0.000001
                        """, 1), AGENTS).get())
                .isEqualTo(new Limits(2_000_000L, new TreeMap<>(Map.of("invoice", 300_000_000L)), 1_000_500_000L, 1L));
    }

    @Test
    void whatIsNotNamedIsNotLimited() throws Exception {
        Limits limits = LimitsFile.open(file("day: 1", 1), AGENTS).get();
        assertThat(limits.of(Level.RUN, "invoice")).isNull();
        assertThat(limits.of(Level.AGENT, "invoice")).isNull();
        assertThat(limits.of(Level.TENANT, "invoice")).isNull();
        assertThat(limits.of(Level.DAY, "invoice")).isEqualTo(1_000_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "day: -1 => :1: day must be an amount",
                "day: 1.0000001 => at most six decimals",
                "day: 1e9 => :1: day must be",
                "day: lots => :1: day must be",
                "day: => :1: day is missing; it must be an amount",
                "day: [1] => :1: day must be a single value",
                "run: 1\nweek: 2 => :2: week is not known here; the fields are run, agents, tenant, day, over",
                "day: 1\nday: 2 => :2: day is there twice",
                "agents: => :1: agents is missing",
                "agents: 3 => :1: agents must have fields, such as 'invoice: 300.00'",
                "agents:\n  invoice: x => :2: agents.invoice must be an amount",
                "agents: {invoices: 1} => :1: agents.invoices is no agent; known are [access, invoice]",
                "over: end => :1: over must be WAIT or END",
                "[1, 2] => :1: the file must have fields, such as 'day: 50.00'",
                "# nothing => : the file is empty",
                "day: { => is not YAML",
                "day: x\nrun: 1\nover: no => :3: over must be"
            })
    void aComplaintNamesFileLineAndField(String both) throws IOException {
        String yaml = both.substring(0, both.indexOf(" => "));
        String why = both.substring(yaml.length() + 4);
        Path file = file(yaml, 1);
        assertThatThrownBy(() -> LimitsFile.open(file, AGENTS))
                .isInstanceOf(InvalidLimits.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(why);
    }

    @Test
    void aRunThatExceedsThemWaitsUnlessTheFileSaysThatItEnds() throws Exception {
        assertThat(LimitsFile.open(file("day: 1", 1), AGENTS).get().over()).isEqualTo(Limits.Over.WAIT);
        assertThat(LimitsFile.open(file("day: 1\nover: END", 1), AGENTS).get().over())
                .isEqualTo(Limits.Over.END);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> LimitsFile.open(folder.resolve("none.yaml"), AGENTS))
                .hasMessageContaining("none.yaml");
    }

    @Test
    void aChangeIsInForceAtOnceAndOneThatIsWrongChangesNothing() throws Exception {
        LimitsFile limits = LimitsFile.open(file("day: 1", 1), AGENTS);
        file("day: 2", 2);
        assertThat(limits.get().day()).isEqualTo(2_000_000);
        file("day: no", 3);
        assertThat(limits.get().day()).isEqualTo(2_000_000);
        file("day: 3", 4);
        assertThat(limits.get().day()).isEqualTo(3_000_000);
        Files.delete(folder.resolve("budgets.yaml"));
        assertThat(limits.get().day()).isEqualTo(3_000_000);
    }

    @Test
    void anAccountSaysHowItsKeyIsWritten() {
        assertThat(new Account(Level.AGENT, "invoice 2026-11")).hasToString("agent invoice 2026-11");
        assertThatThrownBy(() -> new Account(Level.DAY, "today")).hasMessageContaining("a day, such as 2026-11-28");
        assertThatThrownBy(() -> new Account(Level.AGENT, "invoice")).hasMessageContaining("'invoice 2026-11'");
    }
}
