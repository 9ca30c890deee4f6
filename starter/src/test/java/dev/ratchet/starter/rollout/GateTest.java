package dev.ratchet.starter.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.starter.command.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GateTest {
    /** 100 runs: 1 failed, 20 asked, 5 corrections; 400 proposals, 8 rejected; 100 units of money, 200 ms. */
    private static final Figures BEFORE = new Figures(100, 1, 20, 5, 400, 8, 100_000_000, 200);

    private static Figures now(
            long runs, long failed, long asked, long corrections, long rejected, long micros, long millis) {
        return new Figures(runs, failed, asked, corrections, 100, rejected, micros, millis);
    }

    private static Arguments row(Figures now, Class<?> verdict, String says) {
        return Arguments.of(now, verdict, says);
    }

    static List<Arguments> rows() {
        return List.of(
                row(now(20, 0, 4, 1, 2, 20_000_000, 200), Gate.Passed.class, ""),
                row(now(19, 0, 4, 1, 2, 20_000_000, 200), Gate.Few.class, "19 of 20 runs"),
                row(now(0, 0, 0, 0, 0, 0, 0), Gate.Few.class, "0 of 20 runs"),
                row(now(20, 1, 4, 1, 2, 20_000_000, 200), Gate.Failed.class, "5.0 % of runs fail, and 1.0 % before"),
                row(now(50, 1, 10, 2, 2, 50_000_000, 200), Gate.Passed.class, ""),
                row(now(1, 1, 0, 0, 0, 0, 0), Gate.Failed.class, "5.0 % of runs fail"),
                row(now(20, 0, 7, 1, 2, 20_000_000, 200), Gate.Failed.class, "35.0 % of runs ask a person"),
                row(now(20, 0, 6, 1, 2, 20_000_000, 200), Gate.Passed.class, ""),
                row(now(20, 0, 4, 4, 2, 20_000_000, 200), Gate.Failed.class, "20.0 % of runs are corrected"),
                row(now(20, 0, 4, 1, 13, 20_000_000, 200), Gate.Failed.class, "13.0 % of proposals are rejected"),
                row(now(20, 0, 4, 1, 12, 20_000_000, 200), Gate.Passed.class, ""),
                row(now(20, 0, 4, 1, 2, 20_000_000, 1_201), Gate.Failed.class, "1200 ms are allowed"),
                row(now(20, 0, 4, 1, 2, 20_000_000, 1_200), Gate.Passed.class, ""),
                row(now(20, 0, 4, 1, 2, 30_000_020, 200), Gate.Failed.class, "a run costs 1.500001 for models"),
                row(now(20, 0, 4, 1, 2, 30_000_000, 200), Gate.Passed.class, ""));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aNewVersionMayBeSoMuchWorse(Figures now, Class<?> verdict, String says) {
        assertThat(Gate.USUAL.judge(now, BEFORE))
                .isInstanceOf(verdict)
                .asString()
                .contains(says);
    }

    @Test
    void againstNothingOnlySharesAreJudged() {
        Figures dear = now(20, 0, 0, 0, 0, 1_000_000_000, 60_000);
        assertThat(Gate.USUAL.judge(dear, Figures.NONE)).isInstanceOf(Gate.Passed.class);
        assertThat(Gate.USUAL.judge(now(20, 0, 3, 0, 0, 0, 0), Figures.NONE)).isInstanceOf(Gate.Failed.class);
    }

    @Test
    void everyLimitThatIsOversteppedIsTold() {
        assertThat(Gate.USUAL.judge(now(20, 20, 20, 20, 100, 1_000_000_000, 60_000), BEFORE))
                .isInstanceOfSatisfying(
                        Gate.Failed.class, failed -> assertThat(failed.why()).hasSize(6));
    }

    @Test
    void figuresAreAddedUp() {
        assertThat(Figures.of(List.of(
                        new Figures.Sample(false, true, 2, 4, 1, 10, 100),
                        new Figures.Sample(false, false, 0, 3, 0, 20, 300),
                        Figures.Sample.BROKEN)))
                .isEqualTo(new Figures(3, 1, 1, 2, 7, 1, 30, 100));
        assertThat(Figures.of(List.of())).isEqualTo(Figures.NONE);
    }

    @Test
    void aFileSaysWhatIsNotAsUsual(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("gate.yaml"), "---\n# ours\nruns: 50\nlatency: 2.5 # times\n\n");
        Gate gate = GateFile.read(file, Map.of("failures", "1"));
        assertThat(gate).isEqualTo(new Gate(50, 1, 10, 10, 10, 2.5, 1_000, 1.5));
        assertThat(GateFile.read(null, Map.of())).isEqualTo(Gate.USUAL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run: 5 | gate.yaml:1: 'run' should be one of [runs, failures",
                "runs: many | gate.yaml:1: runs should be a number",
                "runs | gate.yaml:1: runs should be a number",
                "runs: 0 | gate.yaml: runs should be 1 or more",
                "failures: 101 | gate.yaml: failures should be 0 to 100 percentage points",
                "latency: 0.5 | gate.yaml: latency should be 1 or more times",
                "cost: NaN | gate.yaml: cost should be a number",
            })
    void whatIsWrongWithAFileIsToldByItsLineAndKey(String line, String why, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("gate.yaml"), line);
        assertThatThrownBy(() -> GateFile.read(file, Map.of()))
                .isInstanceOf(Refused.class)
                .hasMessageStartingWith(why);
    }

    @Test
    void whatIsWrongWithALimitIsToldByItsKey() {
        assertThatThrownBy(() -> GateFile.read(null, Map.of("runs", "-1")))
                .isInstanceOf(Refused.class)
                .hasMessage("--limit: runs should be 1 or more");
        assertThatThrownBy(() -> GateFile.read(Path.of("nowhere.yaml"), Map.of()))
                .isInstanceOf(Refused.class)
                .hasMessage("there is no readable file nowhere.yaml");
    }
}
