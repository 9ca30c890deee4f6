package dev.ratchet.starter;

import dev.ratchet.workflows.invoice.InvoiceWorkflow.Standing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What became of many documents, as a table and counts. Beyond {@link #WHOLE} documents only what needs somebody's eyes is in
 * the table, and at most {@link #ROWS} of it.
 */
final class Summary {
    static final int WHOLE = 100;
    static final int ROWS = 1_000;

    private final List<Line> rows = new ArrayList<>();
    private final Map<Standing, Long> counts = new EnumMap<>(Standing.class);
    private int documents;

    void add(Line line) {
        counts.merge(line.outcome(), 1L, Long::sum);
        documents++;
        if (documents == WHOLE + 1) {
            rows.removeIf(Summary::unremarkable);
        }
        if (rows.size() < ROWS && (documents <= WHOLE || !unremarkable(line))) {
            rows.add(line);
        }
    }

    private static boolean unremarkable(Line line) {
        return line.outcome() == Standing.POSTED || line.outcome() == Standing.RUNNING;
    }

    int documents() {
        return documents;
    }

    boolean failed() {
        return counts.containsKey(Standing.FAILED);
    }

    /** @param took shown with the rate; absent for a single document */
    String text(int width, @Nullable Duration took) {
        String counted = documents
                + (documents == 1 ? " document: " : " documents: ")
                + counts.entrySet().stream()
                        .map(each ->
                                each.getValue() + " " + each.getKey().name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "))
                + (took == null ? "" : rate(took));
        return table(width) + left() + counted;
    }

    private String rate(Duration took) {
        double seconds = Math.max(0.001, took.toNanos() / 1e9);
        return String.format(Locale.ROOT, " (%.1f s, %s)", seconds, Progress.rate(documents / seconds));
    }

    private String table(int width) {
        if (rows.isEmpty()) {
            return "";
        }
        Path shared = shared();
        return Tables.of(
                        width,
                        List.of("FILE", "OUTCOME", "CODE", "ENTRY", "TOTAL", "WHY", "ID"),
                        List.of(3, 4),
                        rows.stream().map(line -> row(line, shared)).toList())
                + "\n";
    }

    private String left() {
        long remarkable =
                documents - counts.getOrDefault(Standing.POSTED, 0L) - counts.getOrDefault(Standing.RUNNING, 0L);
        return documents > WHOLE && remarkable > rows.size()
                ? "and " + (remarkable - rows.size()) + " more like these; --json tells of each\n"
                : "";
    }

    /** The folder that holds all the files, which need not be read in every row. */
    private @Nullable Path shared() {
        Path shared = Path.of(rows.get(0).file()).getParent();
        for (Line line : rows) {
            while (shared != null && !Path.of(line.file()).startsWith(shared)) {
                shared = shared.getParent();
            }
        }
        return shared;
    }

    private static List<@Nullable Object> row(Line line, @Nullable Path shared) {
        Path file = Path.of(line.file());
        return Arrays.asList(
                shared == null ? file : shared.relativize(file),
                line.outcome(),
                line.code(),
                line.entry(),
                line.total() == null ? "" : line.total() + " " + line.currency(),
                line.why(),
                line.id() == null ? "" : RunIds.brief(line.id()));
    }
}
