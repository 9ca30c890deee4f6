package dev.ratchet.activities.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.Needs;
import dev.ratchet.workflows.contract.FailureType;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table in the package's documentation: every failure of a model and of its payment is in it, and what it says of retries is so. */
class FailureTableTest {
    private static final Pattern ROW =
            Pattern.compile("(?m)^ \\* \\S.*? {2,}((?:MODEL|BUDGET|CALL|CONTENT)_[A-Z_]+) {2,}(\\S+)");

    @Test
    void everyFailureOfAModelIsThereWithWhatIsTrueOfIt() throws IOException {
        String text = Files.readString(
                Needs.root().resolve("activities/src/main/java/dev/ratchet/activities/model/package-info.java"));
        List<MatchResult> rows = ROW.matcher(text).results().toList();
        assertThat(rows.stream().map(row -> row.group(1)).distinct())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(FailureType.values())
                        .map(FailureType::name)
                        .filter(name -> name.matches("(MODEL|BUDGET|CALL|CONTENT)_.*"))
                        .toList());
        for (MatchResult row : rows) {
            boolean retried = !row.group(2).startsWith("no");
            assertThat(FailureType.valueOf(row.group(1)).retriedAfter(1))
                    .as(row.group())
                    .isEqualTo(retried);
        }
    }
}
