package dev.ratchet.starter.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.starter.toy.Said;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.evaluation.EvaluationRequest.Kind;
import dev.ratchet.workflows.contract.evaluation.EvaluationResults;
import dev.ratchet.workflows.contract.evaluation.EvaluationResults.CaseResult;
import dev.ratchet.workflows.contract.evaluation.EvaluationResults.Measure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two results on the disk, without a server. */
class CompareCommandTest {
    @TempDir
    Path folder;

    private static CaseResult result(int number, String question, double value) {
        return new CaseResult(
                String.valueOf(number),
                question,
                new TreeMap<>(Map.of("ndcg@10", value)),
                new TreeMap<>(),
                false,
                List.of(),
                null,
                null);
    }

    private static List<CaseResult> cases(int from, int to, double more) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(number -> result(number, "question " + number, number / 100.0 + more * (number % 3)))
                .toList();
    }

    private Path file(String name, Kind kind, List<CaseResult> cases) throws IOException {
        EvaluationResults results = new EvaluationResults(
                EvaluationResults.FORMAT,
                kind,
                "nightly",
                "evaluation/default/x",
                "hybrid@1 (all)",
                true,
                List.of(),
                cases.size(),
                null,
                List.of(new Measure("ndcg@10", 0, 0, 0, cases.size())),
                List.of(),
                cases);
        return Files.writeString(folder.resolve(name), CanonicalJson.of(results));
    }

    private Said compare(Object first, Object second) {
        return Said.by(Map.of(), folder, 120, "eval", "compare", first.toString(), second.toString());
    }

    @Test
    void theQuestionsThatBothHaveAreCompared() throws IOException {
        Path first = file("a.json", Kind.RETRIEVAL, cases(1, 30, 0));
        Path second = file("b.json", Kind.RETRIEVAL, cases(10, 50, 0.1));
        Said said = compare(first, second);
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out())
                .containsSubsequence("MEASURE", "A", "B", "B - A", "95 %", "P", "QUESTIONS")
                .containsSubsequence("ndcg@10", "0.200", "0.300", "+0.100", "+0.0", "to +0.1", "e-0", "21");
        assertThat(compare(second, first).out()).contains("-0.100");
    }

    @Test
    void asJsonEachMeasureIsALine() throws IOException {
        Path first = file("a.json", Kind.RETRIEVAL, cases(1, 30, 0));
        Path second = file("b.json", Kind.RETRIEVAL, cases(10, 50, 0.1));
        Said json = Said.by(Map.of(), folder, 120, "eval", "compare", first.toString(), second.toString(), "--json");
        var row = CanonicalJson.mapper().readTree(json.out());
        assertThat(row.path("measure").asText()).isEqualTo("ndcg@10");
        assertThat(row.path("questions").asInt()).isEqualTo(21);
        assertThat(row.at("/difference/p").asDouble()).isPositive().isLessThan(0.001);
    }

    @Test
    void theSameResultsDifferInNothing() throws IOException {
        Path same = file("a.json", Kind.RETRIEVAL, cases(1, 30, 0));
        assertThat(compare(same, same).out()).containsSubsequence("+0.000", "+0.000 to +0.000", "1.000", "30");
    }

    @Test
    void whatCannotBeComparedIsSaidWithItsFiles() throws IOException {
        Path first = file("a.json", Kind.RETRIEVAL, cases(1, 30, 0));
        Path answers = file("b.json", Kind.ANSWERS, cases(1, 30, 0));
        assertThat(compare(first, answers).err()).contains("a.json measures retrieval, and", "b.json answers");
        Path others = file("c.json", Kind.RETRIEVAL, cases(40, 50, 0));
        assertThat(compare(first, others).err()).contains("no two questions in common");
        Path renamed = file("d.json", Kind.RETRIEVAL, List.of(result(1, "another", 1), result(2, "question 2", 1)));
        assertThat(compare(first, renamed).err()).contains("question '1' of", "is another one in");
        Path none = Files.writeString(folder.resolve("e.json"), "{\"format\":\"other\"}");
        Path text = Files.writeString(folder.resolve("f.json"), "hello");
        assertThat(compare(first, none).err()).contains("e.json: the file should be the results.json of an evaluation");
        assertThat(compare(text, first).err()).contains("f.json: the file should be the results.json of an evaluation");
        assertThat(compare(first, folder.resolve("nowhere")).err()).contains("nowhere' cannot be read");
        assertThat(compare(first, none).code()).isEqualTo(1);
    }
}
