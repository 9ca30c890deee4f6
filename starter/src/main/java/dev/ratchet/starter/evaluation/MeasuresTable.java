package dev.ratchet.starter.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratchet.starter.screen.Column;
import dev.ratchet.starter.screen.Tables;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.evaluation.EvaluationResults;
import dev.ratchet.workflows.gateway.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Results on the screen. */
final class MeasuresTable {
    private MeasuresTable() {}

    static String of(int width, EvaluationResults results) {
        StringBuilder text = new StringBuilder();
        text.append(Tables.plain(results.name() + ", " + results.cases().size() + " of " + results.asked()
                        + " questions, " + results.configuration()
                        + (results.semantic() ? "" : "; words alone were compared")))
                .append('\n');
        if (!results.measures().isEmpty()) {
            text.append(Tables.of(
                            width,
                            List.of(
                                    Column.whole("MEASURE"),
                                    Column.figure("MEAN"),
                                    Column.figure("95 %"),
                                    Column.figure("QUESTIONS")),
                            results.measures().stream()
                                    .map(each -> Arrays.<@Nullable Object>asList(
                                            each.name(),
                                            number(each.mean()),
                                            number(each.low()) + " to " + number(each.high()),
                                            each.questions()))
                                    .toList()))
                    .append('\n');
        }
        if (!results.counts().isEmpty()) {
            List<List<@Nullable Object>> rows = new ArrayList<>();
            results.counts().forEach(each -> rows.add(Arrays.asList(each.name(), each.text())));
            text.append(Tables.of(width, List.of(Column.whole("COUNT"), Column.whole("HOW MANY")), rows))
                    .append('\n');
        }
        return text.toString();
    }

    static String number(double value) {
        return String.format(Locale.ROOT, value != 0 && Math.abs(value) < 0.01 ? "%.6f" : "%.3f", value);
    }

    /** Everything but the single questions, and where the files are. */
    static String json(EvaluationResults results, Path file, Path report) throws JsonProcessingException {
        ObjectNode json = (ObjectNode) CanonicalJson.tree(results);
        json.remove("cases");
        json.put("measured", results.cases().size());
        json.put("results", file.toString());
        json.put("report", report.toString());
        return Json.mapper().writeValueAsString(json);
    }
}
