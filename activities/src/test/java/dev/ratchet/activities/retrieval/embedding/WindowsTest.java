package dev.ratchet.activities.retrieval.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Ten words fit. */
class WindowsTest {
    private final Embeddings embeddings = new LetterEmbeddings();
    private final Windows windows = new Windows(embeddings);

    @Test
    void sentencesAreKeptWholeAndAShortLastOneIsSaidAgain() {
        assertThat(windows.of("", "One two three four five. Six seven. Eight nine ten eleven twelve. Thirteen."))
                .containsExactly(
                        "One two three four five. Six seven.", "Six seven. Eight nine ten eleven twelve. Thirteen.");
    }

    @Test
    void eachBeginsWithTheHeading() {
        assertThat(windows.of("Pumps", "One two three four five six. Seven eight nine ten eleven."))
                .containsExactly("Pumps One two three four five six.", "Pumps Seven eight nine ten eleven.");
        assertThat(windows.of("Pumps", "Pumps are red.")).containsExactly("Pumps are red.");
        assertThat(windows.of("Pumps", "Pumps")).containsExactly("Pumps Pumps");
    }

    @Test
    void aHeadingThatLeavesTooLittleIsLeftOut() {
        assertThat(windows.of("one two three four five six", "Pumps are red.")).containsExactly("Pumps are red.");
    }

    @Test
    void whateverTheTextEachWindowFitsAndNoWordIsLost() {
        String endless = "word ".repeat(123).strip();
        String text = "Short. " + endless + ". " + "unbroken".repeat(50) + " End.";

        List<String> all = windows.of("Heading", text);
        assertThat(all).allMatch(window -> embeddings.tokens(window) <= embeddings.mostTokens());
        assertThat(String.join(" ", all).split("word")).hasSizeGreaterThanOrEqualTo(123);
        assertThat(all.get(all.size() - 1)).endsWith("End.");
        embeddings.embed(all);
    }

    @Test
    void aBlankTextHasNone() {
        assertThat(windows.of("Heading", " \n")).isEmpty();
        assertThat(windows.beginning(" ")).isEmpty();
    }

    @Test
    void aLongQuestionIsReadFromItsBeginning() {
        assertThat(windows.beginning("one two three. four five six seven. eight nine ten eleven"))
                .isEqualTo("one two three. four five six seven.");
    }

    @Test
    void whatDoesNotFitIsRefusedAndNotCut() {
        assertThatIllegalArgumentException().isThrownBy(() -> embeddings.embed(List.of("word ".repeat(11))));
        assertThatIllegalArgumentException().isThrownBy(() -> embeddings.embed(List.of(" ")));
    }
}
