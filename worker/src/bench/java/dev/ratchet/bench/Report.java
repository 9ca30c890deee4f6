package dev.ratchet.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What came out, as a table, as JSON and as a picture.
 *
 * @param failed benchmarks that did not come to an end, with the reason
 */
record Report(Map<String, String> facts, List<Result> results, List<String> failed) {
    private static final List<String> COLUMNS =
            List.of("what", "on", "ours", "other", "ratio", "unit", "target", "met");

    String table() {
        List<ColumnData<Result>> columns = new ArrayList<>();
        for (int i = 0; i < COLUMNS.size(); i++) {
            int at = i;
            columns.add(new Column()
                    .header(COLUMNS.get(i))
                    .dataAlign(HorizontalAlign.LEFT)
                    .with(result -> cells(result).get(at)));
        }
        return AsciiTable.getTable(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS, results, columns);
    }

    private static List<String> cells(Result result) {
        Double other = result.other();
        Double ratio = result.ratio();
        Boolean met = result.met();
        return List.of(
                result.name(),
                result.server(),
                Result.shown(result.ours()),
                other == null ? "" : Result.shown(other) + " " + result.otherIs(),
                ratio == null ? "" : Result.shown(ratio),
                result.unit(),
                result.target() == null ? "" : result.target().toString(),
                met == null ? "" : met ? "yes" : "NO");
    }

    static String line(Result result) {
        return String.join("  ", cells(result));
    }

    /** {@code bench.json} and {@code bench.png}. */
    void write(Path folder) throws IOException {
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        ObjectNode whole = mapper.createObjectNode();
        whole.set("facts", mapper.valueToTree(facts));
        ArrayNode rows = whole.putArray("results");
        for (Result result : results) {
            ObjectNode row = rows.addObject()
                    .put("name", result.name())
                    .put("server", result.server())
                    .put("ours", result.ours())
                    .put("other", result.other())
                    .put("otherIs", result.otherIs())
                    .put("ratio", result.ratio())
                    .put("unit", result.unit());
            row.put("target", result.target() == null ? null : result.target().toString());
            row.put("met", result.met());
        }
        whole.set("failed", mapper.valueToTree(failed));
        mapper.writeValue(folder.resolve("bench.json").toFile(), whole);
        Picture.write(results, folder.resolve("bench.png"));
    }
}
