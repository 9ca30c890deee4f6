package dev.ratchet.starter.submit;

import dev.ratchet.starter.run.RunIds;
import dev.ratchet.starter.screen.Column;
import dev.ratchet.starter.screen.Progress;
import dev.ratchet.starter.screen.Tables;
import java.nio.file.InvalidPathException;
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
 * The results of many documents, as a table and counts. Up to {@link #FULL_TABLE} documents, all are in the table. Of more,
 * only those that need attention are, and at most {@link #MOST_ROWS}.
 */
final class Summary {
    static final int FULL_TABLE = 100;
    static final int MOST_ROWS = 1_000;

    private static final List<Column> COLUMNS = List.of(
            Column.name("FILE"),
            Column.whole("OUTCOME"),
            Column.whole("CODE"),
            Column.figure("TOTAL"),
            Column.whole("ID"),
            Column.figure("ENTRY"),
            Column.text("WHY"));

    private final List<SubmitResult> rows = new ArrayList<>();
    private final Map<SubmitOutcome, Long> counts = new EnumMap<>(SubmitOutcome.class);
    private int documents;

    void add(SubmitResult result) {
        counts.merge(result.outcome(), 1L, Long::sum);
        documents++;
        if (documents == FULL_TABLE + 1) {
            rows.removeIf(Summary::unremarkable);
        }
        if (rows.size() < MOST_ROWS && (documents <= FULL_TABLE || !unremarkable(result))) {
            rows.add(result);
        }
    }

    private static boolean unremarkable(SubmitResult result) {
        return switch (result.outcome()) {
            case POSTED, RUNNING, SKIPPED -> true;
            case DUPLICATE, REFUSED, WAITING, FAILED -> false;
        };
    }

    int documents() {
        return documents;
    }

    boolean failed() {
        return counts.containsKey(SubmitOutcome.FAILED);
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
        return table(width) + omitted() + counted;
    }

    private String rate(Duration took) {
        double seconds = Math.max(0.001, took.toNanos() / 1e9);
        return String.format(Locale.ROOT, " (%.1f s, %s)", seconds, Progress.rate(documents / seconds));
    }

    private String table(int width) {
        if (rows.isEmpty()) {
            return "";
        }
        Path commonFolder = commonFolder();
        return Tables.of(
                        width,
                        COLUMNS,
                        rows.stream().map(result -> row(result, commonFolder)).toList())
                + "\n";
    }

    private String omitted() {
        long remarkable = documents
                - counts.getOrDefault(SubmitOutcome.POSTED, 0L)
                - counts.getOrDefault(SubmitOutcome.RUNNING, 0L)
                - counts.getOrDefault(SubmitOutcome.SKIPPED, 0L);
        return documents > FULL_TABLE && remarkable > rows.size()
                ? "and " + (remarkable - rows.size()) + " more like these; --json shows them all\n"
                : "";
    }

    /** The deepest folder that holds all the files; it is left out of the rows. */
    private @Nullable Path commonFolder() {
        Path commonFolder = path(rows.get(0)).getParent();
        for (SubmitResult result : rows) {
            while (commonFolder != null && !path(result).startsWith(commonFolder)) {
                commonFolder = commonFolder.getParent();
            }
        }
        return commonFolder;
    }

    /** What a container calls its parts may be no path of this machine's. */
    private static Path path(SubmitResult result) {
        try {
            return Path.of(result.file());
        } catch (InvalidPathException e) {
            return Path.of(result.file().replaceAll("[^ -~]", "?"));
        }
    }

    private static List<@Nullable Object> row(SubmitResult result, @Nullable Path commonFolder) {
        Path file = path(result);
        return Arrays.asList(
                commonFolder == null ? file : commonFolder.relativize(file),
                result.outcome(),
                result.code(),
                result.total() == null ? "" : result.total() + " " + result.currency(),
                result.id() == null ? "" : RunIds.brief(result.id()),
                result.entry(),
                result.why());
    }
}
