package dev.ratchet.activities.retrieval.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class JudgementsTest {
    @Test
    void readsLinesOfTrecWithAnyWhiteSpaceAndLineEnd() {
        Judgements read = Judgements.read("1 0 184 1\r\n1\tQ0\t29  0\n\n2 0 12 3\n");

        assertThat(read.queries()).containsExactly("1", "2");
        assertThat(read.of("1")).containsEntry("184", 1).containsEntry("29", 0).hasSize(2);
        assertThat(read.of("3")).isEmpty();
        assertThat(read.binary().of("2")).containsEntry("12", 1);
    }

    @Test
    void aLineThatIsNoneIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Judgements.read("1 0 184 1\n1 0 29\n"))
                .withMessageContaining("line 2");
    }

    @Test
    void twoGradesForOneDocumentAreAMistake() {
        assertThatIllegalArgumentException().isThrownBy(() -> Judgements.read("1 0 184 1\n1 0 184 0\n"));
    }
}
