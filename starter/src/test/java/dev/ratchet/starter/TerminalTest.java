package dev.ratchet.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
    @Test
    void what_another_program_reads_is_as_wide_as_it_is_unless_columns_say_otherwise() {
        assertThat(Terminal.width(Map.of(), false)).isEqualTo(Terminal.UNLIMITED);
        assertThat(Terminal.width(Map.of("COLUMNS", "many"), false)).isEqualTo(Terminal.UNLIMITED);
        assertThat(Terminal.width(Map.of("COLUMNS", " 160 "), false)).isEqualTo(160);
        assertThat(Terminal.width(Map.of("COLUMNS", "80"), true)).isEqualTo(80);
    }
}
