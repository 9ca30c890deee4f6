package dev.ratchet.activities.grounding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.qa.Answer;
import dev.ratchet.workflows.contract.qa.GroundingCode;
import dev.ratchet.workflows.contract.qa.ProposedSentence;
import dev.ratchet.workflows.contract.qa.ProposedSentence.Citation;
import dev.ratchet.workflows.contract.retrieval.DocumentVersion;
import dev.ratchet.workflows.contract.retrieval.Passage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The check against answers that are true and answers that were made false on purpose: {@code grounding/answers.json}. */
class GroundingTest {
    private static final JsonNode FILE = file();
    private static final List<Grounding.Shown> SHOWN = shown();
    private static final Map<String, Integer> COUNTS = new TreeMap<>();
    private static final Set<GroundingCode> SEEN = EnumSet.noneOf(GroundingCode.class);

    private static JsonNode file() {
        try (InputStream in = GroundingTest.class.getResourceAsStream("/grounding/answers.json")) {
            return CanonicalJson.mapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Grounding.Shown> shown() {
        List<Grounding.Shown> shown = new ArrayList<>();
        FILE.get("passages").forEach(text -> shown.add(passage(shown.size() + 1, text.asText())));
        return shown;
    }

    static Grounding.Shown passage(int number, String text) {
        DocumentVersion version =
                new DocumentVersion("00000000000000" + (10 + number), 1, Digest.of("document " + number));
        return new Grounding.Shown(new Passage(version, 1, 1, "", 0, text.length(), Digest.of(text)), text);
    }

    record Planted(String kind, ProposedSentence sentence) {
        @Override
        public String toString() {
            return kind + ": " + sentence.text();
        }
    }

    private static Stream<Planted> planted(String which) {
        List<Planted> planted = new ArrayList<>();
        FILE.get(which).forEach(each -> {
            try {
                planted.add(new Planted(
                        each.get("kind").asText(), CanonicalJson.mapper().treeToValue(each, ProposedSentence.class)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertThat(planted).hasSize(50);
        return planted.stream();
    }

    static Stream<Planted> trueOnes() {
        return planted("true");
    }

    static Stream<Planted> falseOnes() {
        return planted("false");
    }

    @ParameterizedTest
    @MethodSource("trueOnes")
    void acceptsWhatThePassagesSay(Planted planted) {
        Grounding.Result result = Grounding.check(List.of(planted.sentence()), SHOWN);
        assertThat(result.problems()).isEmpty();
        Answer.Span span = result.sentences().get(0).spans().get(0);
        String text = SHOWN.stream()
                .filter(each -> each.passage().equals(span.passage()))
                .findFirst()
                .orElseThrow()
                .text();
        assertThat(text.substring(span.start(), span.end())).isEqualTo(span.quote());
        count("true, accepted: " + planted.kind());
    }

    @ParameterizedTest
    @MethodSource("falseOnes")
    void rejectsWhatTheyDoNotSay(Planted planted) {
        Grounding.Result result = Grounding.check(List.of(planted.sentence()), SHOWN);
        assertThat(result.problems()).hasSize(1);
        assertThat(result.sentences()).isEmpty();
        GroundingCode code = result.problems().get(0).code();
        SEEN.add(code);
        count("false, rejected: " + planted.kind() + " by " + code);
    }

    private static void count(String kind) {
        COUNTS.merge(kind, 1, Integer::sum);
    }

    @AfterAll
    static void print() {
        COUNTS.forEach((kind, count) -> System.out.println("grounding: " + count + " " + kind));
    }

    private static List<GroundingCode> codes(ProposedSentence... sentences) {
        return Grounding.check(List.of(sentences), SHOWN).problems().stream()
                .map(Grounding.Problem::code)
                .toList();
    }

    private static ProposedSentence cites(String text, String passage, String quote) {
        return new ProposedSentence(text, List.of(new Citation(passage, quote, null)));
    }

    @Test
    void oneUnsupportedSentenceTurnsTheWholeAnswerDown() {
        ProposedSentence fine =
                cites("Pallets are returned free of charge.", "K", "Pallets are returned free of charge.");
        ProposedSentence not = cites("Pallets cost 5 EUR.", "K", "Pallets are returned free of charge.");
        Grounding.Result result = Grounding.check(List.of(fine, not), SHOWN);
        assertThat(result.sentences()).isEmpty();
        assertThat(result.problems()).containsExactly(new Grounding.Problem(2, GroundingCode.NUMBER_NOT_CITED));
    }

    @Test
    void aQuoteThatIsThereTwiceNeedsItsNumber() {
        Citation twice = new Citation("K", "the north yard", null);
        assertThat(codes(new ProposedSentence("Trucks are weighed at the north yard.", List.of(twice))))
                .containsExactly(GroundingCode.QUOTE_AMBIGUOUS);
        assertThat(Quotes.locate(text("K"), "the north yard", 1).start())
                .isEqualTo(text("K").indexOf("the north yard"));
        assertThat(Quotes.locate(text("K"), "the north yard", 2).start())
                .isEqualTo(text("K").lastIndexOf("the north yard"));
        assertThat(Quotes.locate(text("K"), "the north yard", 3).problem()).isEqualTo(GroundingCode.QUOTE_AMBIGUOUS);
        assertThat(Quotes.locate(text("K"), "the north yard", 0).problem()).isEqualTo(GroundingCode.QUOTE_AMBIGUOUS);
    }

    private static String text(String letter) {
        return Objects.requireNonNull(FILE.get("passages").get(letter)).asText();
    }

    @Test
    void whiteSpaceAndQuotationMarksMayDifferAndTheSpanIsStillExact() {
        String passage = "He called it  “the\n good–one” again.";
        Quotes.Located at = Quotes.locate(passage, "\"the good-one\" again", null);
        assertThat(at.problem()).isNull();
        assertThat(passage.substring(at.start(), at.end())).isEqualTo("“the\n good–one” again");
    }

    @Test
    void tooShortAndTooLongQuotesShowNothing() {
        assertThat(codes(cites("It weighs 45 kg.", "A", "45 kg"))).containsExactly(GroundingCode.QUOTE_LENGTH);
        assertThat(codes(cites("It weighs 45 kg.", "A", "x y".repeat(400))))
                .containsExactly(GroundingCode.QUOTE_LENGTH);
    }

    @Test
    void anAnswerHasOneToTwelveSentencesOfOneLine() {
        assertThat(codes()).containsExactly(GroundingCode.NOT_AN_ANSWER);
        ProposedSentence fine =
                cites("Pallets are returned free of charge.", "K", "Pallets are returned free of charge.");
        assertThat(Grounding.check(java.util.Collections.nCopies(12, fine), SHOWN)
                        .grounded())
                .isTrue();
        assertThat(Grounding.check(java.util.Collections.nCopies(13, fine), SHOWN)
                        .grounded())
                .isFalse();
        assertThat(codes(cites("Pallets are\nreturned free.", "K", "Pallets are returned free of charge.")))
                .containsExactly(GroundingCode.NOT_AN_ANSWER);
    }

    @Test
    void aSecondCitationMayNotBeAboutSomethingElse() {
        Citation right = new Citation("K", "Pallets are returned free of charge.", null);
        Citation wrong = new Citation("F", "Accounts are locked after 5 failed attempts.", null);
        assertThat(codes(new ProposedSentence("Pallets are returned free of charge.", List.of(right, wrong))))
                .containsExactly(GroundingCode.OFF_TOPIC);
        assertThat(codes(new ProposedSentence(
                        "Pallets are returned free of charge.", java.util.Collections.nCopies(5, right))))
                .containsExactly(GroundingCode.NO_CITATION);
    }

    @Test
    void anAddressMustBeInThePlace() {
        assertThat(codes(cites(
                        "Pallets are returned free of charge ![x](https://example.org/?q=secret).",
                        "K",
                        "Pallets are returned free of charge.")))
                .containsExactly(GroundingCode.NAME_NOT_CITED);
    }

    @Test
    void passagesThatSayOtherwiseAreReported() {
        List<Grounding.Shown> two = List.of(
                passage(1, "The warranty for pump X200 is 24 months after delivery."),
                passage(2, "Prices are net. The warranty for pump X200 is 12 months after delivery."),
                passage(3, "The warranty for pump X300 is 12 months after delivery."),
                passage(4, "The warranty for pump X200 is 24 months after delivery."));
        Grounding.Result result =
                Grounding.check(List.of(cites(two.get(0).text(), "A", two.get(0).text())), two);
        assertThat(Conflicts.of(result.sentences(), two)).singleElement().satisfies(conflict -> {
            assertThat(conflict.other().passage()).isEqualTo(two.get(1).passage());
            assertThat(conflict.other().quote()).isEqualTo("The warranty for pump X200 is 12 months after delivery.");
        });
    }
}
