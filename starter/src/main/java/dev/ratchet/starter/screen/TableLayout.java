package dev.ratchet.starter.screen;

import dev.ratchet.starter.screen.Column.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Which columns of one table stand in its rows, and how wide each is. */
final class TableLayout {
    private static final int GAP = 2;
    private static final int BELOW = 4;

    /** How much of a name is shown before a code or a figure leaves the row for it, and before it leaves itself. */
    private static final int NAME_BEFORE_OTHERS = 24;

    private static final int LEAST_NAME = 8;

    /** A sentence stays in the row where three lines of it, or so, are enough. */
    private static final int LEAST_TEXT = 40;

    private static final int SLACK_OF_WRAPPING = 10;

    private final int width;
    private final List<Column> columns;
    private final List<List<List<String>>> rows;
    private final int[] widths;
    private final List<Integer> inRow = new ArrayList<>();
    private final List<Integer> below = new ArrayList<>();

    /** @param rows of cells, which have one line, or none when they are blank; those of {@link Kind#LINES} have any number */
    TableLayout(int width, List<Column> columns, List<List<List<String>>> rows) {
        this.width = width;
        this.columns = columns;
        this.rows = rows;
        this.widths = IntStream.range(0, columns.size()).map(this::natural).toArray();
        for (int column = 0; column < columns.size(); column++) {
            if (kind(column) == Kind.LINES) {
                below.add(column);
            } else if (column == 0 || hasValues(column)) {
                inRow.add(column);
            }
        }
        moveBelow();
        narrow();
    }

    private int natural(int column) {
        return rows.stream()
                .flatMap(row -> row.get(column).stream())
                .mapToInt(TextWidth::of)
                .reduce(header(column), Math::max);
    }

    private int header(int column) {
        return TextWidth.of(columns.get(column).header());
    }

    private boolean hasValues(int column) {
        return rows.stream().anyMatch(row -> !row.get(column).isEmpty());
    }

    private Kind kind(int column) {
        return columns.get(column).kind();
    }

    private void moveBelow() {
        for (int leaving : leaving()) {
            if (leastTotal(leastName(leaving)) <= width) {
                return;
            }
            inRow.remove((Integer) leaving);
            below.add(leaving);
        }
    }

    /** A sentence or a detail leaves for every name that takes less than half of the terminal. */
    private int leastName(int leaving) {
        return switch (kind(leaving)) {
            case TEXT, DETAIL -> width / 2;
            case NAME -> LEAST_NAME;
            default -> NAME_BEFORE_OTHERS;
        };
    }

    /** Sentences, then details, then codes and figures, then names; the last of a kind first. */
    private List<Integer> leaving() {
        List<Integer> leaving = new ArrayList<>();
        for (List<Kind> kinds : List.of(
                List.of(Kind.TEXT), List.of(Kind.DETAIL), List.of(Kind.WHOLE, Kind.FIGURE), List.of(Kind.NAME))) {
            for (int at = inRow.size() - 1; at > 0; at--) {
                if (kinds.contains(kind(inRow.get(at)))) {
                    leaving.add(inRow.get(at));
                }
            }
        }
        return leaving;
    }

    private int leastTotal(int name) {
        return GAP * (inRow.size() - 1)
                + inRow.stream().mapToInt(column -> least(column, name)).sum();
    }

    private int least(int column, int name) {
        return switch (kind(column)) {
            case NAME -> Math.max(header(column), Math.min(widths[column], name));
            case TEXT -> Math.min(widths[column], Math.max(LEAST_TEXT, widths[column] / 3 + SLACK_OF_WRAPPING));
            default -> widths[column];
        };
    }

    /** Sentences give first, and names what is still missing; the widest of them each time. */
    private void narrow() {
        int[] least = IntStream.range(0, columns.size())
                .map(column -> least(column, 1))
                .toArray();
        for (Kind giving : List.of(Kind.TEXT, Kind.NAME)) {
            int missing = GAP * (inRow.size() - 1)
                    + inRow.stream().mapToInt(column -> widths[column]).sum()
                    - width;
            for (int widest = widest(giving, least); missing > 0 && widest >= 0; widest = widest(giving, least)) {
                widths[widest]--;
                missing--;
            }
        }
    }

    /** -1 when no column of that kind can be narrower. */
    private int widest(Kind kind, int[] least) {
        return inRow.stream()
                .filter(column -> kind(column) == kind && widths[column] > least[column])
                .reduce((one, other) -> widths[other] > widths[one] ? other : one)
                .orElse(-1);
    }

    String text() {
        List<String> lines = new ArrayList<>();
        lines.add(line(column -> columns.get(column).header()));
        for (List<List<String>> row : rows) {
            addRow(row, lines);
            addBelow(row, lines);
        }
        return String.join("\n", lines);
    }

    private void addRow(List<List<String>> row, List<String> lines) {
        List<List<String>> cells = IntStream.range(0, columns.size())
                .mapToObj(column -> cell(row, column))
                .toList();
        int height = inRow.stream().mapToInt(column -> cells.get(column).size()).reduce(1, Math::max);
        for (int at = 0; at < height; at++) {
            int number = at;
            lines.add(line(column ->
                    number < cells.get(column).size() ? cells.get(column).get(number) : ""));
        }
    }

    private List<String> cell(List<List<String>> row, int column) {
        if (row.get(column).isEmpty() || !inRow.contains(column)) {
            return List.of();
        }
        String whole = row.get(column).get(0);
        return switch (kind(column)) {
            case NAME -> List.of(TextWidth.shortened(whole, widths[column]));
            case TEXT -> TextWidth.wrapped(whole, widths[column]);
            default -> List.of(whole);
        };
    }

    private interface Cell {
        String of(int column);
    }

    private String line(Cell cell) {
        StringBuilder line = new StringBuilder();
        for (int column : inRow) {
            line.append(line.length() == 0 ? "" : " ".repeat(GAP))
                    .append(
                            kind(column) == Kind.FIGURE
                                    ? TextWidth.toTheRight(cell.of(column), widths[column])
                                    : TextWidth.toTheLeft(cell.of(column), widths[column]));
        }
        return line.toString().stripTrailing();
    }

    /** What has a label, then each sentence: as many on a line as fit whole. */
    private void addBelow(List<List<String>> row, List<String> lines) {
        int room = Math.max(1, width - BELOW);
        List<String> under = new ArrayList<>();
        String last = "";
        for (String piece : pieces(row)) {
            if (!last.isEmpty() && TextWidth.of(last) + GAP + TextWidth.of(piece) > room) {
                under.add(last);
                last = "";
            }
            List<String> wrapped = TextWidth.wrapped(last + (last.isEmpty() ? "" : " ".repeat(GAP)) + piece, room);
            boolean whole = wrapped.size() == 1;
            last = whole ? wrapped.get(0) : "";
            under.addAll(whole ? List.of() : wrapped);
        }
        if (!last.isEmpty()) {
            under.add(last);
        }
        for (int column : inOrder(Kind.LINES)) {
            under.addAll(row.get(column));
        }
        under.forEach(line -> lines.add(" ".repeat(BELOW) + line));
    }

    private List<String> pieces(List<List<String>> row) {
        List<String> pieces = new ArrayList<>();
        for (int column : inOrder(Kind.WHOLE, Kind.FIGURE, Kind.DETAIL)) {
            row.get(column).forEach(value -> pieces.add(columns.get(column).label() + value));
        }
        for (int column : inOrder(Kind.NAME)) {
            String label = columns.get(column).label();
            int room = Math.max(1, width - BELOW - TextWidth.of(label));
            row.get(column).forEach(name -> pieces.add(label + TextWidth.shortened(name, room)));
        }
        for (int column : inOrder(Kind.TEXT)) {
            pieces.addAll(row.get(column));
        }
        return pieces;
    }

    private List<Integer> inOrder(Kind... kinds) {
        return below.stream()
                .filter(column -> List.of(kinds).contains(kind(column)))
                .sorted()
                .toList();
    }
}
