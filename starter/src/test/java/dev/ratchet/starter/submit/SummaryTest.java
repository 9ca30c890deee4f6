package dev.ratchet.starter.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SummaryTest {
    @Test
    void a_hundred_are_shown_whole() {
        assertThat(of(SubmitOutcome.POSTED, Summary.FULL_TABLE)
                        .text(100, null)
                        .lines()
                        .filter(line -> line.contains("POSTED")))
                .hasSize(Summary.FULL_TABLE);
    }

    @Test
    void of_more_only_what_needs_eyes_and_of_very_many_not_all() {
        Summary posted = of(SubmitOutcome.POSTED, Summary.FULL_TABLE + 1);
        assertThat(posted.text(100, Duration.ofSeconds(2))).isEqualTo("101 documents: 101 posted (2.0 s, 51/s)");
        Summary refused = of(SubmitOutcome.REFUSED, Summary.MOST_ROWS + 7);
        String text = refused.text(100, null);
        assertThat(text.lines().filter(line -> line.contains("REFUSED"))).hasSize(Summary.MOST_ROWS);
        assertThat(text).endsWith("and 7 more like these; --json shows them all\n1007 documents: 1007 refused");
    }

    private static Summary of(SubmitOutcome outcome, int count) {
        Summary summary = new Summary();
        for (int n = 0; n < count; n++) {
            summary.add(SubmitResult.withoutRun("in/f" + n, outcome, "CODE", "why"));
        }
        return summary;
    }
}
