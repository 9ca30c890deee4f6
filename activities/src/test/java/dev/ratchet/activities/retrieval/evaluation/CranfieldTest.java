package dev.ratchet.activities.retrieval.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.Needs;
import org.junit.jupiter.api.Test;

class CranfieldTest {
    @Test
    void isReadWithItsTraps() throws Exception {
        Cranfield cranfield = Cranfield.read(Needs.sharedData("retrieval"));

        assertThat(cranfield.abstracts()).hasSize(1_400);
        assertThat(cranfield.abstracts().stream().filter(found -> found.text().isEmpty()))
                .extracting(Cranfield.Abstract::id)
                .containsExactly("471", "995");
        assertThat(cranfield.queries()).hasSize(225).doesNotContain("").allMatch(text -> !text.contains("\r"));
        assertThat(cranfield.judgements().queries()).hasSize(225);
        for (int place = 1; place <= 225; place++) {
            assertThat(cranfield.judgements().of("" + place))
                    .as("query " + place)
                    .isNotEmpty();
        }
    }
}
