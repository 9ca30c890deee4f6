package dev.ratchet.activities.library.passages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.library.extraction.LibraryText;
import dev.ratchet.activities.library.extraction.LibraryText.Format;
import dev.ratchet.activities.library.extraction.LibraryText.Page;
import dev.ratchet.activities.library.extraction.LibraryText.Section;
import dev.ratchet.activities.library.extraction.LibraryText.Table;
import dev.ratchet.activities.library.passages.PassageCutter.Place;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PassageCutterTest {
    private static final PassageCutter SMALL = new PassageCutter(20, 8);

    private static LibraryText plain(String text) {
        return new LibraryText(Format.TEXT, text, List.of(), List.of(), List.of());
    }

    private static List<String> cut(PassageCutter cutter, LibraryText text) {
        return cutter.cut(text).stream()
                .map(place -> text.text().substring(place.start(), place.end()))
                .toList();
    }

    private static List<String> sentences(String text) {
        List<String> sentences = new ArrayList<>();
        Sentences.each(text, 0, text.length(), (start, end) -> sentences.add(text.substring(start, end)));
        return sentences;
    }

    // ---- sentences and tokens

    @Test
    void aSentenceGoesOnAfterALineEndAnAbbreviationALetterOrADay() {
        assertThat(
                        sentences(
                                "The fee of\nDr. Weber is due on 3. May. See Fig. 2, e.g. This one by J. Doe. It is\n  4.5 euro!"))
                .containsExactly(
                        "The fee of\nDr. Weber is due on 3. May.",
                        "See Fig. 2, e.g. This one by J. Doe.",
                        "It is\n  4.5 euro!");
    }

    @Test
    void paragraphsAndItemsOfListsEndASentence() {
        assertThat(sentences("Fees\n\nThey are due\n- at once\n- in May\n1. never (see below)"))
                .containsExactly("Fees", "They are due", "- at once", "- in May", "1. never (see below)");
    }

    @Test
    void wordsAndSignsAreCountedAndLongWordsMoreThanOnce() {
        String text = "Pay 3.50 euro, please!";
        assertThat(Tokens.count(text, 0, text.length())).isEqualTo(6);
        assertThat(Tokens.count("x".repeat(33), 0, 33)).isEqualTo(3);
        assertThat(Tokens.count(" \n\t ", 0, 4)).isZero();
    }

    // ---- passages

    @Test
    void passagesShareWholeSentences() {
        String text =
                "One two three four five six. Seven eight nine ten. Four more words here. The last one of all of them.";
        assertThat(cut(SMALL, plain(text)))
                .containsExactly(
                        "One two three four five six. Seven eight nine ten. Four more words here.",
                        "Four more words here. The last one of all of them.");
    }

    @Test
    void onlyASentenceThatIsLongerThanAPassageIsCut() {
        String text = "Short one. Word " + "word ".repeat(44) + "end. Another short one.";
        List<String> cut = cut(SMALL, plain(text));
        assertThat(cut.get(0)).isEqualTo("Short one.");
        assertThat(cut.subList(1, 3))
                .allSatisfy(piece -> assertThat(piece.split(" ")).hasSize(20));
        assertThat(cut.get(cut.size() - 1)).isEqualTo("word word word word word end. Another short one.");
    }

    @Test
    void aSectionBeginsAPassageAndNamesIt() {
        String text = "Before.\n\nFees\n\nFees are due.\n\nMore\n\nDetails\n\nThey grow.";
        LibraryText sections = new LibraryText(
                Format.HTML,
                text,
                List.of(new Section("Fees", 9, 13), new Section("More", 30, 34), new Section("Details", 36, 43)),
                List.of(),
                List.of());
        assertThat(cut(SMALL, sections))
                .containsExactly("Before.", "Fees\n\nFees are due.", "More\n\nDetails\n\nThey grow.");
        assertThat(SMALL.cut(sections)).extracting(Place::heading).containsExactly("", "Fees", "Details");
    }

    @Test
    void rowsOfATableStayTogetherAndAreSharedWithNobody() {
        String before = "One two three four five six seven eight nine ten.";
        String table = "a\tb\tc\n1\t2\t3\n4\t5\t6\n7\t8\t9";
        String text = before + "\n\n" + table + "\n\nAfter that, more words and some more words follow here.";
        int start = before.length() + 2;
        LibraryText tables = new LibraryText(
                Format.HTML, text, List.of(), List.of(), List.of(new Table(start, start + table.length())));
        assertThat(cut(SMALL, tables))
                .containsExactly(before, table, "After that, more words and some more words follow here.");
    }

    @Test
    void aTableThatDoesNotFitIsCutBetweenRows() {
        String row = "one\ttwo\tthree\tfour\tfive\tsix\tseven";
        String table = String.join("\n", List.of(row, row, row, row, row));
        LibraryText tables =
                new LibraryText(Format.HTML, table, List.of(), List.of(), List.of(new Table(0, table.length())));
        assertThat(cut(SMALL, tables)).containsExactly(row + "\n" + row, row + "\n" + row, row);
    }

    @Test
    void aPassageIsOnThePageWhereItBegins() {
        String text = "One two three. " + "Four five six seven eight nine ten. ".repeat(3) + "The end.";
        LibraryText pages = new LibraryText(
                Format.PDF, text, List.of(), List.of(new Page(1, 0), new Page(2, 30), new Page(3, 90)), List.of());
        assertThat(SMALL.cut(pages)).extracting(Place::page).startsWith(1).endsWith(2);
        assertThat(SMALL.cut(plain(text))).extracting(Place::page).containsOnly(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "\ud83d\ude80", "\u4e2d", "a\u0301", "!?", "\u200b"})
    void noTextMakesAPassageThatIsTooLongForAHistory(String again) {
        String text = again.repeat(400_000 / again.length());
        LibraryText whole = plain(text);
        List<String> cut = cut(PassageCutter.USUAL, whole);
        assertThat(String.join("", cut)).isEqualTo(text);
        assertThat(cut).allSatisfy(passage -> {
            assertThat(passage.getBytes(StandardCharsets.UTF_8).length).isLessThan(32 * 1024);
            assertThat(new String(passage.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                    .isEqualTo(passage);
        });
    }

    // ---- properties

    static Stream<Integer> seeds() {
        return Stream.iterate(1, seed -> seed + 1).limit(300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void holdsForAnyText(int seed) {
        Random random = new Random(seed);
        LibraryText text = new RandomText(random).text();
        PassageCutter cutter = random.nextBoolean()
                ? PassageCutter.USUAL
                : new PassageCutter(16 + random.nextInt(60), random.nextInt(8));
        List<Unit> units = Units.of(text, cutter.size());
        List<Place> places = cutter.cut(text);
        assertThat(cutter.cut(text)).isEqualTo(places);
        BitSet covered = new BitSet();
        for (Place place : places) {
            covered.set(place.start(), place.end());
            assertThat(units).as("begins with a unit").anyMatch(unit -> unit.start() == place.start());
            assertThat(units).as("ends with a unit").anyMatch(unit -> unit.end() == place.end());
            assertThat(tokens(units, place.start(), place.end())).isLessThanOrEqualTo(cutter.size());
            assertThat(place.page()).isEqualTo(page(text, place.start()));
        }
        for (int i = 0; i < text.text().length(); i++) {
            assertThat(covered.get(i) || Character.isWhitespace(text.text().charAt(i)))
                    .as("all of the text is in some passage")
                    .isTrue();
        }
        for (int i = 1; i < places.size(); i++) {
            assertThat(places.get(i).start()).isGreaterThan(places.get(i - 1).start());
            assertThat(places.get(i).end()).isGreaterThan(places.get(i - 1).end());
            assertThat(tokens(units, places.get(i).start(), places.get(i - 1).end()))
                    .isLessThanOrEqualTo(cutter.overlap());
        }
        tablesStayTogether(text, cutter, units, places);
    }

    private static void tablesStayTogether(
            LibraryText text, PassageCutter cutter, List<Unit> units, List<Place> places) {
        for (Table table : text.tables()) {
            if (tokens(units, table.start(), table.end()) <= cutter.size()) {
                assertThat(places)
                        .as("a table that fits is in one passage")
                        .filteredOn(place -> place.start() < table.end() && place.end() > table.start())
                        .singleElement()
                        .matches(place -> place.start() <= table.start() && place.end() >= table.end());
            }
        }
    }

    private static int tokens(List<Unit> units, int start, int end) {
        return units.stream()
                .filter(unit -> unit.start() >= start && unit.end() <= end)
                .mapToInt(Unit::tokens)
                .sum();
    }

    private static int page(LibraryText text, int at) {
        return text.pages().stream()
                .filter(page -> page.start() <= at)
                .mapToInt(Page::number)
                .max()
                .orElse(0);
    }

    /** Paragraphs, sections, tables and pages in any order. */
    private static final class RandomText {
        private final Random random;
        private final StringBuilder text = new StringBuilder();
        private final List<Section> sections = new ArrayList<>();
        private final List<Page> pages = new ArrayList<>();
        private final List<Table> tables = new ArrayList<>();

        RandomText(Random random) {
            this.random = random;
        }

        LibraryText text() {
            int blocks = 1 + random.nextInt(30);
            boolean paged = random.nextBoolean();
            for (int i = 0; i < blocks; i++) {
                if (paged && (i == 0 || random.nextInt(4) == 0)) {
                    pages.add(new Page(pages.size() + 1, text.length()));
                }
                block();
                text.append("\n\n");
            }
            return new LibraryText(Format.HTML, text.toString(), sections, pages, tables);
        }

        private void block() {
            int start = text.length();
            switch (random.nextInt(5)) {
                case 0 -> {
                    words(1 + random.nextInt(4));
                    sections.add(new Section(text.substring(start), start, text.length()));
                }
                case 1 -> {
                    for (int rows = 1 + random.nextInt(12); rows > 0; rows--) {
                        words(1 + random.nextInt(8));
                        text.append(rows == 1 ? "" : "\n");
                    }
                    tables.add(new Table(start, text.length()));
                }
                default -> {
                    for (int sentences = 1 + random.nextInt(8); sentences > 0; sentences--) {
                        words(1 + random.nextInt(random.nextInt(10) == 0 ? 700 : 30));
                        text.append(". ");
                    }
                }
            }
        }

        private void words(int count) {
            for (int i = 0; i < count; i++) {
                text.append(i == 0 ? "W" : random.nextInt(9) == 0 ? "\n" : " ");
                for (int letters = 1 + random.nextInt(random.nextInt(20) == 0 ? 60 : 9); letters > 0; letters--) {
                    text.appendCodePoint(
                            random.nextInt(50) == 0 ? 0x1F600 + random.nextInt(40) : 'a' + random.nextInt(26));
                }
            }
        }
    }
}
