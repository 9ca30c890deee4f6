package dev.ratchet.starter.screen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextWidthTest {
    @ParameterizedTest
    @CsvSource({
        "abc, 3",
        "Müller, 6",
        "Mu\u0308ller, 6",
        "日本, 4",
        "ﾊﾝｶｸ, 4",
        "한국, 4",
        "\u1112\u1161\u11ab, 2",
        "🧾, 2",
        "…, 1",
        "ＡＢ, 4",
        "नमस्ते, 4"
    })
    void a_text_takes_as_many_columns_as_a_terminal_gives_it(String text, int columns) {
        assertThat(TextWidth.of(text)).isEqualTo(columns);
    }

    @ParameterizedTest
    @CsvSource({
        "invoice-2026-0042.xml, 30, invoice-2026-0042.xml",
        "invoice-2026-0042.xml, 15, invoice…042.xml",
        "inbox/2026/november/invoice-42.xml, 24, inbox/20…/invoice-42.xml",
        "inbox/2026/november/invoice-42.xml, 16, …/invoice-42.xml",
        "inbox/2026/november/invoice-42.xml, 12, …/invo…2.xml",
        "inbox/2026/november/invoice-42.xml, 1, …",
        "請求書二〇二六年十一月.xml, 13, 請求書…月.xml",
        "cafe\u0301cafe\u0301, 6, ca…afe\u0301"
    })
    void a_name_keeps_both_ends_and_a_path_its_file(String name, int columns, String shortened) {
        assertThat(TextWidth.shortened(name, columns)).isEqualTo(shortened);
        assertThat(TextWidth.of(shortened)).isLessThanOrEqualTo(columns);
    }

    @Test
    void a_sentence_is_broken_between_words_and_only_a_word_that_is_too_wide_itself_between_letters() {
        assertThat(TextWidth.wrapped("the bank account is not", 10)).containsExactly("the bank", "account is", "not");
        assertThat(TextWidth.wrapped("see 日本日本日本 there", 5)).containsExactly("see", "日本", "日本", "日本", "there");
    }
}
