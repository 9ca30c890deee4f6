package dev.ratchet.starter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Standing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "submit",
        description = "Hands in documents and tells what became of each.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class Submit implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "One line of JSON per document.")
    private boolean json;

    @Option(names = "--no-wait", description = "Only start the runs.")
    private boolean noWait;

    @Option(names = "--again", description = "Also run again what was decided before.")
    private boolean again;

    @Option(names = "--as", paramLabel = "PERSON", description = "Who brings the documents in; you, unless said.")
    private @Nullable String as;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE|DIR",
            description = "Documents, and folders of them; hidden files are skipped.")
    private List<Path> paths;

    @Override
    public Integer call() throws JsonProcessingException {
        Surroundings here = Ratchet.surroundings(spec);
        List<Path> files = Inbox.files(paths);
        ObjectMapper mapper = Json.mapper();
        List<Line> lines = new ArrayList<>();
        try (Batch batch = Batch.begin(here, files, new Batch.Choices(as, again, !noWait))) {
            for (Path file : files) {
                progress(here, lines.size(), files.size(), file);
                Line line = batch.line(file);
                lines.add(line);
                if (json) {
                    here.out().println(mapper.writeValueAsString(line));
                    here.out().flush();
                }
            }
        }
        progress(here, lines.size(), files.size(), null);
        if (!json) {
            print(here, lines);
        }
        return lines.stream().anyMatch(line -> line.outcome() == Standing.FAILED) ? Ratchet.FAILED : 0;
    }

    private static void progress(Surroundings here, int done, int all, @Nullable Path next) {
        if (here.terminal() && all > 1) {
            String text = next == null ? "" : done + " of " + all + "  " + Tables.plain(next.toString());
            here.err().print("\r\033[K" + text.substring(0, Math.min(text.length(), here.width() - 1)));
            here.err().flush();
        }
    }

    private static void print(Surroundings here, List<Line> lines) {
        Path shared = shared(lines);
        here.out()
                .println(Tables.of(
                        here.width(),
                        List.of("FILE", "OUTCOME", "CODE", "ENTRY", "TOTAL", "WHY", "ID"),
                        List.of(3, 4),
                        lines.stream().map(line -> row(line, shared)).toList()));
        TreeMap<Standing, Long> counts =
                lines.stream().collect(Collectors.groupingBy(Line::outcome, TreeMap::new, Collectors.counting()));
        here.out()
                .println(lines.size()
                        + (lines.size() == 1 ? " document: " : " documents: ")
                        + counts.entrySet().stream()
                                .map(each -> each.getValue() + " "
                                        + each.getKey().name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ")));
    }

    /** The folder that holds all the files, which need not be read in every row. */
    private static @Nullable Path shared(List<Line> lines) {
        Path shared = Path.of(lines.get(0).file()).getParent();
        for (Line line : lines) {
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
