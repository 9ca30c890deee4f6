package dev.ratchet.starter.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TablesTest {
    private static final List<Column> COLUMNS = List.of(
            Column.name("FILE"),
            Column.whole("OUTCOME"),
            Column.whole("CODE"),
            Column.figure("TOTAL"),
            Column.whole("ID"),
            Column.figure("ENTRY"),
            Column.text("WHY"));

    private static final List<List<@Nullable Object>> ROWS = List.of(
            Arrays.asList(
                    "11-corrected-384/d-same-number-as-original.ubl.xml",
                    "WAITING",
                    "PRICE_DISCOUNT_UNKNOWN",
                    "1190.00 EUR",
                    "c61a2db63af2",
                    null,
                    "the same number is in the books with another amount: 840.00 EUR here, 1000.00 EUR there, entry 3"),
            Arrays.asList("a.xml", "POSTED", "BOOKED", "-7.50 EUR", "0130e76aca3f", 8, "booked as entry 8"),
            Arrays.asList("請求書/二〇二六年.xml", "REFUSED", "ARCHIVE", null, null, null, ""));

    @Test
    void at_80_columns_names_are_shortened_and_what_has_no_room_stands_below_its_row() {
        assertThat(Tables.of(80, COLUMNS, ROWS)).isEqualTo("""
                FILE                                OUTCOME  CODE                          TOTAL
                …/d-same-number-a…original.ubl.xml  WAITING  PRICE_DISCOUNT_UNKNOWN  1190.00 EUR
                    id c61a2db63af2
                    the same number is in the books with another amount: 840.00 EUR here,
                    1000.00 EUR there, entry 3
                a.xml                               POSTED   BOOKED                    -7.50 EUR
                    id 0130e76aca3f  entry 8  booked as entry 8
                請求書/二〇二六年.xml               REFUSED  ARCHIVE""");
    }

    @Test
    void at_100_columns_an_id_has_room() {
        assertThat(Tables.of(100, COLUMNS, ROWS)).isEqualTo("""
                FILE                               OUTCOME  CODE                          TOTAL  ID            ENTRY
                …/d-same-number-a…riginal.ubl.xml  WAITING  PRICE_DISCOUNT_UNKNOWN  1190.00 EUR  c61a2db63af2
                    the same number is in the books with another amount: 840.00 EUR here, 1000.00 EUR there, entry 3
                a.xml                              POSTED   BOOKED                    -7.50 EUR  0130e76aca3f      8
                    booked as entry 8
                請求書/二〇二六年.xml              REFUSED  ARCHIVE""");
    }

    @Test
    void at_160_columns_names_are_whole() {
        assertThat(Tables.of(160, COLUMNS, ROWS)).isEqualTo("""
                FILE                                                OUTCOME  CODE                          TOTAL  ID            ENTRY
                11-corrected-384/d-same-number-as-original.ubl.xml  WAITING  PRICE_DISCOUNT_UNKNOWN  1190.00 EUR  c61a2db63af2
                    the same number is in the books with another amount: 840.00 EUR here, 1000.00 EUR there, entry 3
                a.xml                                               POSTED   BOOKED                    -7.50 EUR  0130e76aca3f      8
                    booked as entry 8
                請求書/二〇二六年.xml                               REFUSED  ARCHIVE""");
    }

    @Test
    void without_a_limit_every_row_is_one_line_and_nothing_is_shortened() {
        assertThat(Tables.of(100_000, COLUMNS, ROWS).lines())
                .hasSize(1 + ROWS.size())
                .anySatisfy(line -> assertThat(line)
                        .startsWith("11-corrected-384/d-same-number-as-original.ubl.xml  WAITING")
                        .endsWith("840.00 EUR here, 1000.00 EUR there, entry 3"));
    }

    @Test
    void a_sentence_that_nearly_fits_is_wrapped_at_words_in_its_column() {
        assertThat(Tables.of(
                        60,
                        List.of(Column.whole("ACTION"), Column.text("NOW")),
                        List.of(
                                List.of("consult_books", "not allowed: the books have answered; asked again later"),
                                List.of("post", "allowed"))))
                .isEqualTo("""
                        ACTION         NOW
                        consult_books  not allowed: the books have answered; asked
                                       again later
                        post           allowed""");
    }

    @Test
    void lines_stand_below_their_row_at_any_width_and_a_column_without_values_is_left_out() {
        List<Column> columns = List.of(Column.figure("ENTRY"), Column.whole("KIND"), Column.lines());
        assertThat(Tables.of(160, columns, List.of(Arrays.asList(7, null, List.of("tax    1.90", "costs 10.00")))))
                .isEqualTo("ENTRY\n    7\n    tax    1.90\n    costs 10.00");
    }

    @Test
    void no_cell_moves_the_cursor() {
        assertThat(Tables.of(
                        80,
                        List.of(Column.name("N"), Column.lines()),
                        List.of(List.of("a\u001b[2J\nb", List.of("c\rd")))))
                .isEqualTo("N\na [2J b\n    c d");
    }

    /** Of any table, at any width: no line is wider, and no code, amount or word of a sentence is broken. */
    @Test
    void nothing_is_wider_than_the_terminal_and_no_word_is_broken() {
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            int width = 40 + random.nextInt(140);
            List<Column> columns =
                    new ArrayList<>(List.of(random.nextBoolean() ? Column.name("FILE") : Column.whole("ID")));
            for (int column = random.nextInt(9); column > 0; column--) {
                columns.add(column(random));
            }
            List<List<@Nullable Object>> rows = IntStream.range(0, 1 + random.nextInt(5))
                    .mapToObj(row -> columns.stream()
                            .map(column -> cell(column, random))
                            .collect(Collectors.toCollection(ArrayList::new)))
                    .collect(Collectors.toList());
            String text = Tables.of(width, columns, rows);
            assertThat(text.lines()).as("seed %s\n%s", seed, text).allMatch(line -> TextWidth.of(line) <= width);
            List<String> words = Arrays.asList(text.split("\\s+"));
            for (List<@Nullable Object> row : rows) {
                for (int column = 0; column < columns.size(); column++) {
                    Object cell = row.get(column);
                    if (cell != null && columns.get(column).kind() != Column.Kind.NAME) {
                        assertThat(words)
                                .as("seed %s\n%s", seed, text)
                                .contains(cell.toString().split(" "));
                    }
                }
            }
        }
    }

    private static Column column(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> Column.whole("CODE");
            case 1 -> Column.figure("AMOUNT");
            case 2 -> Column.name("NAME");
            case 3 -> Column.detail("WAITS FOR");
            default -> Column.text("WHY");
        };
    }

    private static @Nullable Object cell(Column column, Random random) {
        return switch (column.kind()) {
            case NAME -> word(random, 70);
            case TEXT, DETAIL ->
                random.nextInt(5) == 0
                        ? null
                        : IntStream.rangeClosed(0, random.nextInt(column.kind() == Column.Kind.TEXT ? 30 : 4))
                                .mapToObj(each -> word(random, 20))
                                .collect(Collectors.joining(" "));
            default -> column.header().equals("ID") || random.nextInt(5) > 0 ? word(random, 24) : null;
        };
    }

    private static String word(Random random, int longest) {
        return random.ints(1 + random.nextInt(longest), 0, LETTERS.length())
                .mapToObj(at -> LETTERS.substring(at, at + 1))
                .collect(Collectors.joining());
    }

    private static final String LETTERS = "abcdefgXYZ_/.-0123456789é日本";
}
