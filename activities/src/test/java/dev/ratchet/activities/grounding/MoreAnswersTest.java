package dev.ratchet.activities.grounding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.qa.ProposedSentence;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Fifty more answers, written after the check was right for the first hundred: {@code grounding/more-answers.json}. When they were
 * first tried, 20 of 25 false ones were rejected and 20 of 25 true ones accepted; the check was improved by them since.
 */
class MoreAnswersTest {

    @Test
    void theFalseOnesAreRejectedAndTheTrueOnesAcceptedButForTwo() throws IOException {
        JsonNode file = file();
        List<Grounding.Shown> shown = new ArrayList<>();
        file.get("passages").forEach(text -> shown.add(GroundingTest.passage(shown.size() + 1, text.asText())));
        assertThat(judged(file.get("false"), shown, false)).isEqualTo(25);
        assertThat(judged(file.get("true"), shown, true)).isEqualTo(23);
        assertThat(judged(file.get("refusedAlthoughTrue"), shown, false)).isEqualTo(2);
    }

    private static JsonNode file() throws IOException {
        try (InputStream in = MoreAnswersTest.class.getResourceAsStream("/grounding/more-answers.json")) {
            return CanonicalJson.mapper().readTree(in);
        }
    }

    private static int judged(JsonNode all, List<Grounding.Shown> shown, boolean grounded) throws IOException {
        int count = 0;
        for (JsonNode each : all) {
            ProposedSentence sentence = CanonicalJson.mapper().treeToValue(each, ProposedSentence.class);
            assertThat(Grounding.check(List.of(sentence), shown).grounded())
                    .as(sentence.text())
                    .isEqualTo(grounded);
            count++;
        }
        return count;
    }
}
