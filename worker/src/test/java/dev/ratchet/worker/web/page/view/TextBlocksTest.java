package dev.ratchet.worker.web.page.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.worker.web.page.view.Block.Heading;
import dev.ratchet.worker.web.page.view.Block.PageBreak;
import dev.ratchet.worker.web.page.view.Block.Paragraph;
import dev.ratchet.worker.web.page.view.Block.Run;
import dev.ratchet.worker.web.page.view.Block.Table;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextBlocksTest {
    private static final TreeMap<Integer, Integer> NO_PAGES = new TreeMap<>();

    private static List<Block> blocks(String text, Set<Integer> headings, String cited) {
        int from = cited.isEmpty() ? 0 : text.indexOf(cited);
        return TextBlocks.of(text, true, new TreeSet<>(headings), NO_PAGES).blocks(1, from, from + cited.length());
    }

    private static Run plain(String text) {
        return new Run(text, false, false);
    }

    @Test
    void headings_paragraphs_and_rows_stand_by_themselves() {
        assertThat(blocks("## Scope\n\nOne.\nTwo.\n\na\tb\nc\td\n\nEnd.", Set.of(0), ""))
                .containsExactly(
                        new Heading(List.of(plain("Scope"))),
                        new Paragraph(List.of(plain("One.\nTwo."))),
                        new Table(List.of(
                                List.of(List.of(plain("a")), List.of(plain("b"))),
                                List.of(List.of(plain("c")), List.of(plain("d"))))),
                        new Paragraph(List.of(plain("End."))));
    }

    @Test
    void a_heading_without_a_blank_line_after_it_is_cut_off_its_paragraph() {
        assertThat(blocks("# A\ntext", Set.of(0), ""))
                .containsExactly(new Heading(List.of(plain("A"))), new Paragraph(List.of(plain("text"))));
    }

    @Test
    void the_cited_words_are_highlighted_and_the_first_of_them_is_where_the_address_leads() {
        assertThat(blocks("One two three.\n\nFour five.", Set.of(), "two three.\n\nFour"))
                .containsExactly(
                        new Paragraph(List.of(plain("One "), new Run("two three.", true, true))),
                        new Paragraph(List.of(new Run("Four", true, false), plain(" five."))));
    }

    @Test
    void pages_begin_also_in_the_middle_of_a_paragraph() {
        TreeMap<Integer, Integer> pages = new TreeMap<>();
        pages.put(0, 1);
        pages.put(4, 2);
        assertThat(TextBlocks.of("One\nTwo", false, new TreeSet<>(), pages).blocks(1, 0, 0))
                .containsExactly(
                        new PageBreak(1),
                        new Paragraph(List.of(plain("One"))),
                        new PageBreak(2),
                        new Paragraph(List.of(plain("Two"))));
    }

    @Test
    void a_tab_makes_a_table_only_where_the_format_has_tables() {
        assertThat(TextBlocks.of("a\tb", false, new TreeSet<>(), NO_PAGES).blocks(1, 0, 0))
                .containsExactly(new Paragraph(List.of(plain("a\tb"))));
    }

    @Test
    void a_long_text_has_parts_and_a_place_is_found_in_its_own() {
        String text = Stream.generate(() -> "words and ".repeat(50).strip() + ".")
                .limit(400)
                .collect(Collectors.joining("\n\n"));
        TextBlocks blocks = TextBlocks.of(text, false, new TreeSet<>(), NO_PAGES);
        assertThat(blocks.parts()).isBetween(5, 8);
        int place = text.length() - 100;
        assertThat(blocks.partOf(0)).isEqualTo(1);
        assertThat(blocks.partOf(place)).isEqualTo(blocks.parts());
        assertThat(cited(blocks, blocks.parts(), place, place + 20)).isEqualTo(text.substring(place, place + 20));
    }

    @Test
    void no_word_of_any_text_is_lost_and_the_highlight_is_exact() {
        Random random = new Random(19);
        for (int round = 0; round < 300; round++) {
            String text = text(random);
            SortedSet<Integer> headings = new TreeSet<>();
            TreeMap<Integer, Integer> pages = new TreeMap<>();
            for (int i = 0; i < 3; i++) {
                pages.put(random.nextInt(text.length()), i + 1);
                int line = text.lastIndexOf('\n', random.nextInt(text.length())) + 1;
                headings.add(line);
            }
            TextBlocks blocks = TextBlocks.of(text, random.nextBoolean(), headings, pages);
            int from = random.nextInt(text.length());
            int to = from + 1 + random.nextInt(text.length() - from);
            StringBuilder shown = new StringBuilder();
            StringBuilder cited = new StringBuilder();
            for (int part = 1; part <= blocks.parts(); part++) {
                runs(blocks.blocks(part, from, to)).forEach(run -> {
                    shown.append(run.text());
                    cited.append(run.cited() ? run.text() : "");
                });
            }
            assertThat(letters(shown.toString())).isEqualTo(letters(text));
            assertThat(letters(cited.toString())).isEqualTo(letters(text.substring(from, to)));
        }
    }

    private static String text(Random random) {
        String alphabet = "abc defg hij\n\nklm\tn. \n";
        return random.ints(1 + random.nextInt(20_000), 0, alphabet.length())
                .mapToObj(at -> alphabet.substring(at, at + 1))
                .collect(Collectors.joining());
    }

    private static String letters(String text) {
        return text.replaceAll("[\\s#]", "");
    }

    private static String cited(TextBlocks blocks, int part, int from, int to) {
        return runs(blocks.blocks(part, from, to))
                .filter(Run::cited)
                .map(Run::text)
                .collect(Collectors.joining());
    }

    private static Stream<Run> runs(List<Block> blocks) {
        return blocks.stream().flatMap(block -> {
            if (block instanceof Heading heading) {
                return heading.runs().stream();
            }
            if (block instanceof Paragraph paragraph) {
                return paragraph.runs().stream();
            }
            return block instanceof Table table
                    ? table.rows().stream().flatMap(List::stream).flatMap(List::stream)
                    : Stream.of();
        });
    }
}
