package dev.ratchet.starter.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.command.Refused;
import dev.ratchet.starter.screen.Column;
import dev.ratchet.starter.screen.Tables;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.evaluation.EvaluationResults;
import dev.ratchet.workflows.contract.evaluation.EvaluationResults.CaseResult;
import dev.ratchet.workflows.contract.evaluation.EvaluationResults.Measure;
import dev.ratchet.workflows.gateway.Json;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "compare",
        description =
                "Compares two results on the questions that both have: difference, its interval, a paired t-test.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class CompareCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "RESULTS-A", description = "results.json of the first.")
    private Path a;

    @Parameters(index = "1", paramLabel = "RESULTS-B", description = "results.json of the second.")
    private Path b;

    @Option(names = "--json", description = "One line of JSON for each measure.")
    private boolean json;

    /** @param difference of the second over the first */
    record Row(String measure, double first, double second, Difference difference, int questions) {}

    @Override
    public Integer call() throws JsonProcessingException {
        CommandContext here = CommandContext.of(spec);
        EvaluationResults first = results(a);
        EvaluationResults second = results(b);
        List<Row> rows = rows(first, second);
        if (json) {
            for (Row row : rows) {
                here.out().println(Json.mapper().writeValueAsString(row));
            }
            return 0;
        }
        here.out().println(Tables.plain("A: " + first.name() + ", " + first.configuration()));
        here.out().println(Tables.plain("B: " + second.name() + ", " + second.configuration()));
        here.out()
                .println(Tables.of(
                        here.width(),
                        List.of(
                                Column.whole("MEASURE"),
                                Column.figure("A"),
                                Column.figure("B"),
                                Column.figure("B - A"),
                                Column.figure("95 %"),
                                Column.figure("P"),
                                Column.figure("QUESTIONS")),
                        rows.stream().map(CompareCommand::cells).toList()));
        return 0;
    }

    private static List<@Nullable Object> cells(Row row) {
        Difference gain = row.difference();
        return Arrays.asList(
                row.measure(),
                MeasuresTable.number(row.first()),
                MeasuresTable.number(row.second()),
                signed(gain.mean()),
                signed(gain.low()) + " to " + signed(gain.high()),
                gain.p() >= 0.001 || gain.p() == 0
                        ? String.format(Locale.ROOT, "%.3f", gain.p())
                        : String.format(Locale.ROOT, "%.0e", gain.p()),
                row.questions());
    }

    private static String signed(double value) {
        return (value < 0 ? "" : "+") + MeasuresTable.number(value);
    }

    private static EvaluationResults results(Path file) {
        try {
            EvaluationResults read =
                    CanonicalJson.read(String.join("\n", InvalidFile.lines(file)), EvaluationResults.class);
            if (EvaluationResults.FORMAT.equals(read.format()) && read.kind() != null) {
                return read;
            }
        } catch (UncheckedIOException e) {
            // told below, as what is JSON of something else
        }
        throw InvalidFile.whole(file, "the file should be the results.json of an evaluation");
    }

    /** @throws Refused when they cannot be compared */
    List<Row> rows(EvaluationResults first, EvaluationResults second) {
        if (first.kind() != second.kind()) {
            throw new Refused("NOT_COMPARABLE", a + " measures " + word(first) + ", and " + b + " " + word(second));
        }
        Map<String, CaseResult> others = new TreeMap<>();
        second.cases().forEach(each -> others.put(each.id(), each));
        List<Row> rows = new ArrayList<>();
        for (Measure measure : first.measures()) {
            List<double[]> pairs = pairs(measure.name(), first.cases(), others);
            if (pairs.size() >= 2) {
                rows.add(row(measure.name(), pairs));
            }
        }
        if (rows.isEmpty()) {
            throw new Refused(
                    "NOT_COMPARABLE", a + " and " + b + " have no two questions in common that both measured");
        }
        return rows;
    }

    private static String word(EvaluationResults results) {
        return results.kind().name().toLowerCase(Locale.ROOT);
    }

    private List<double[]> pairs(String measure, List<CaseResult> cases, Map<String, CaseResult> others) {
        List<double[]> pairs = new ArrayList<>();
        for (CaseResult one : cases) {
            CaseResult other = others.get(one.id());
            if (other == null) {
                continue;
            }
            if (!other.question().equals(one.question())) {
                throw new Refused(
                        "NOT_COMPARABLE",
                        "question '" + one.id() + "' of " + a + " is another one in " + b
                                + "; compare results of the same questions");
            }
            Double first = one.values().get(measure);
            Double second = other.values().get(measure);
            if (first != null && second != null) {
                pairs.add(new double[] {first, second});
            }
        }
        return pairs;
    }

    private static Row row(String measure, List<double[]> pairs) {
        double[] first = pairs.stream().mapToDouble(pair -> pair[0]).toArray();
        double[] second = pairs.stream().mapToDouble(pair -> pair[1]).toArray();
        return new Row(
                measure,
                Arrays.stream(first).average().orElseThrow(),
                Arrays.stream(second).average().orElseThrow(),
                Difference.of(first, second),
                pairs.size());
    }
}
