package dev.ratchet.activities.model.question;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.model.provider.Completion;
import dev.ratchet.activities.model.provider.Tokens;
import dev.ratchet.workflows.contract.ForeignJson;
import dev.ratchet.workflows.contract.Proposal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {
    private static AnswerReader.Read read(String text) {
        return AnswerReader.read(new Completion.Complete(text, "m", Tokens.NONE));
    }

    @Test
    void exactlyOneObjectIsAProposal() {
        assertThat(read(" {\"arguments\" : {\"b\":1.10,\"a\":[\"\u00e9\"]},\n\"action\":\"go\"} "))
                .isEqualTo(new AnswerReader.Said(new Proposal("go", "{\"b\":1.10,\"a\":[\"\u00e9\"]}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "Sure! {\"action\":\"go\",\"arguments\":{}}",
                "```json\n{\"action\":\"go\",\"arguments\":{}}\n```",
                "{\"action\":\"go\",\"arguments\":{}",
                "{\"action\":\"go\",\"arguments\":{}} and more",
                "{\"action\":\"go\",\"arguments\":{}}{}",
                "{\"action\":\"go\",\"action\":\"stop\",\"arguments\":{}}",
                "{\"action\":\"go\",\"arguments\":{\"a\":1,\"a\":2}}",
                "{'action':'go','arguments':{}}",
                "{\"action\":\"go\",\"arguments\":{},}",
                "{\"action\":\"go\",\"arguments\":{\"a\":NaN}}",
                "{\"action\":\"go\", // no\n\"arguments\":{}}"
            })
    void nothingIsRepairedIntoJson(String text) {
        assertThat(read(text)).isEqualTo(new AnswerReader.Nothing(UnusableCode.NOT_JSON));
    }

    @Test
    void whatIsNestedDeeperThanAnyActionIsNotRead() {
        int deepest = ForeignJson.NESTING - 2;
        assertThat(read(nested(deepest))).isInstanceOf(AnswerReader.Said.class);
        assertThat(read(nested(deepest + 1))).isEqualTo(new AnswerReader.Nothing(UnusableCode.NOT_JSON));
        assertThat(read("[".repeat(1 << 20))).isEqualTo(new AnswerReader.Nothing(UnusableCode.NOT_JSON));
    }

    private static String nested(int lists) {
        return "{\"action\":\"go\",\"arguments\":{\"a\":" + "[".repeat(lists) + "]".repeat(lists) + "}}";
    }

    /** Half a surrogate pair has no UTF-8: its digest and its record would be another text's. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"action\":\"go\",\"arguments\":{\"a\":\"x\\ud800\"}}",
                "{\"action\":\"go\",\"arguments\":{\"\\udc00\":1}}",
                "{\"action\":\"go\\ud800\",\"arguments\":{}}"
            })
    void whatHasNoUtf8IsNotJson(String text) {
        assertThat(read(text)).isEqualTo(new AnswerReader.Nothing(UnusableCode.NOT_JSON));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "\"go\"",
                "{}",
                "{\"action\":\"go\"}",
                "{\"action\":7,\"arguments\":{}}",
                "{\"action\":\" \",\"arguments\":{}}",
                "{\"action\":\"go\",\"arguments\":null}",
                "{\"action\":\"go\",\"arguments\":\"{}\"}",
                "{\"action\":\"go\",\"arguments\":[]}",
                "{\"action\":\"go\",\"arguments\":{},\"then\":\"pay\"}",
                "[{\"action\":\"go\",\"arguments\":{}}]"
            })
    void jsonOfAnotherShapeIsNoAction(String text) {
        assertThat(read(text)).isEqualTo(new AnswerReader.Nothing(UnusableCode.NO_ACTION));
    }

    @Test
    void deepNestingIsNoJson() {
        String deep = "{\"action\":\"go\",\"arguments\":" + "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_001);
        assertThat(read(deep)).isEqualTo(new AnswerReader.Nothing(UnusableCode.NOT_JSON));
    }

    @Test
    void argumentsThatNoHistoryShouldHoldAreTooLong() {
        int most = Proposal.MOST_CHARACTERS - "{\"a\":\"\"}".length();
        assertThat(read("{\"action\":\"go\",\"arguments\":{\"a\":\"" + "x".repeat(most) + "\"}}"))
                .isInstanceOf(AnswerReader.Said.class);
        assertThat(read("{\"action\":\"go\",\"arguments\":{\"a\":\"" + "x".repeat(most + 1) + "\"}}"))
                .isEqualTo(new AnswerReader.Nothing(UnusableCode.TOO_LONG));
    }

    @Test
    void anAnswerWithoutItsEndIsNotReadEvenWhereItParses() {
        String whole = "{\"action\":\"go\",\"arguments\":{}}";
        assertThat(AnswerReader.read(new Completion.CutOff(whole, "m", Tokens.NONE)))
                .isEqualTo(new AnswerReader.Nothing(UnusableCode.CUT_OFF));
        assertThat(AnswerReader.read(new Completion.Filtered(whole, "m", Tokens.NONE)))
                .isEqualTo(new AnswerReader.Nothing(UnusableCode.FILTERED));
    }
}
