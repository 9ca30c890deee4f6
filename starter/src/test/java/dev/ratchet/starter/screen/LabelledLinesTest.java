package dev.ratchet.starter.screen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LabelledLinesTest {
    @Test
    void a_long_value_continues_under_itself_and_an_absent_one_has_no_line() {
        assertThat(new LabelledLines()
                        .add("why", "one two three four five six seven eight nine ten")
                        .add("amount", null)
                        .add("run", 7)
                        .text(40))
                .isEqualTo("""
                        why        one two three four five six
                                   seven eight nine ten
                        run        7
                        """);
    }

    @Test
    void a_long_label_moves_all_values() {
        assertThat(new LabelledLines()
                        .add("person who is given a role", "ann")
                        .add("run", "x")
                        .text(60))
                .isEqualTo("""
                        person who is given a role  ann
                        run                         x
                        """);
    }

    @Test
    void neither_a_label_nor_a_value_moves_the_cursor() {
        assertThat(new LabelledLines().add("a\u001b[2J", "b\r\u0007c").text(60)).isEqualTo("a [2J      b c\n");
    }
}
