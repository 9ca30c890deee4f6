package dev.ratchet.starter.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.starter.command.Refused;
import dev.ratchet.starter.evaluation.QuestionsFile.Question;
import dev.ratchet.starter.toy.Said;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.library.LibraryRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files as people have them, and every way in which they are wrong, by line. */
class EvaluationFilesTest {
    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("given.txt"), text);
    }

    // ---- questions

    @Test
    void questionsAreFieldsBetweenTabsOrJsonAndMayBeMixed() throws IOException {
        String text = """
                \uFEFF1\thow heavy is it

                2\twhat does it cost\tprices.md, list 2.md
                3\twho\tabstain
                {"id":4,"question":"when","documents":["a.md"]}
                {"id":"5","text":"why","abstain":true}
                """;
        assertThat(QuestionsFile.read(file(text.replace("\n", "\r\n"))))
                .containsExactly(
                        new Question("1", "how heavy is it", List.of(), false),
                        new Question("2", "what does it cost", List.of("prices.md", "list 2.md"), false),
                        new Question("3", "who", List.of(), true),
                        new Question("4", "when", List.of("a.md"), false),
                        new Question("5", "why", List.of(), true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            no tab here                                              | an id and a question with a tab between
            2>a>b>c                                                  | an id and a question with a tab between
            2>.                                                      | 1 to 2000 characters
            .>a question                                             | the id should have 1 to 60 characters
            1>again                                                  | an earlier line has the id '1', too
            {"id":2,"question":"x"                                   | is no JSON
            {"id":2}                                                 | 'id' and 'question' should be given
            {"question":"x"}                                         | 'id' and 'question' should be given
            {"id":2,"question":"x","grade":1}                        | 'grade' is not a field here; known are
            {"id":2,"question":"x","documents":"a"}                  | should be a list
            {"id":2,"question":"x","documents":[1]}                  | should be a list
            {"id":2,"question":"x","abstain":"yes"}                  | should be true or false
            {"id":2,"question":"x","abstain":true,"documents":["a"]} | should not name documents
            """)
    void aLineThatIsNoQuestionIsNamed(String line, String why) throws IOException {
        Path file = file("1\thow heavy\n\n" + line.replace('>', '\t').replace('.', ' ') + "\n");
        assertThatThrownBy(() -> QuestionsFile.read(file))
                .isInstanceOf(Refused.class)
                .hasMessageStartingWith(file + ":3: ")
                .hasMessageContaining(why);
    }

    @Test
    void aFileWithoutQuestionsOrOfAnotherKindIsNamed() throws IOException {
        Path empty = file("\n");
        assertThatThrownBy(() -> QuestionsFile.read(empty)).hasMessage(empty + ": the file has no question");
        assertThatThrownBy(() -> QuestionsFile.read(folder.resolve("nowhere"))).hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> QuestionsFile.read(folder)).hasMessageContaining("cannot be read");
        Path latin = Files.write(folder.resolve("latin"), "1\tcaf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> QuestionsFile.read(latin)).hasMessageContaining("UTF-8");
    }

    // ---- judgements

    @Test
    void judgementsMayHaveSpacesInNamesAndNameQuestionsByPosition() throws IOException {
        Path file = file("1 0 pump manual.md 2\r\n\r\n1\t0\tvalve.md\t0\n2 Q0 x -1\n1 0 valve.md 0\n");
        assertThat(JudgementsFile.read(file, List.of("1", "2"), JudgementsFile.By.ID))
                .isEqualTo(Map.of("1", Map.of("pump manual.md", 2, "valve.md", 0), "2", Map.of("x", -1)));
        assertThat(JudgementsFile.read(file, List.of("10", "30"), JudgementsFile.By.POSITION))
                .containsOnlyKeys("10", "30");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            1 0 a         | query, iteration, document, grade
            1 0 a good    | query, iteration, document, grade
            7 0 a 1       | no question has the id '7'; '--by-position'
            1 0 first 0   | an earlier line judges 'first' otherwise
            """)
    void aLineThatIsNoJudgementIsNamed(String line, String why) throws IOException {
        Path file = file("1 0 first 1\n" + line + "\n");
        assertThatThrownBy(() -> JudgementsFile.read(file, List.of("1"), JudgementsFile.By.ID))
                .isInstanceOf(Refused.class)
                .hasMessageStartingWith(file + ":2: ")
                .hasMessageContaining(why);
    }

    @Test
    void aPlaceThatThereIsNotAndAnEmptyFileAreNamed() throws IOException {
        Path file = file("0 0 a 1\n");
        assertThatThrownBy(() -> JudgementsFile.read(file, List.of("1"), JudgementsFile.By.POSITION))
                .hasMessage(file + ":1: '0' is no place of a question; there are 1, from 1");
        Path empty = Files.writeString(folder.resolve("empty"), "");
        assertThatThrownBy(() -> JudgementsFile.read(empty, List.of("1"), JudgementsFile.By.ID))
                .hasMessageContaining("no judgement");
    }

    // ---- documents and commands

    @Test
    void aDocumentIsGivenByItsIdOrByItsName() {
        assertThat(EvaluationStart.document(TenantId.DEFAULT, "0123456789abcdef"))
                .isEqualTo("0123456789abcdef");
        assertThat(EvaluationStart.document(TenantId.DEFAULT, "pump manual.md"))
                .isEqualTo(new LibraryRequest("pump manual.md", Digest.of("x"), 9).document(TenantId.DEFAULT));
        assertThatThrownBy(() -> EvaluationStart.document(TenantId.DEFAULT, "x".repeat(300)))
                .isInstanceOf(Refused.class);
    }

    private Said ratchet(String... arguments) {
        return Said.by(Map.of("RATCHET_URL", "http://127.0.0.1:1"), folder, 120, arguments);
    }

    @Test
    void mistakesAreToldWithoutAServer() throws IOException {
        String file = file("nothing").toString();
        Said said = ratchet("eval", "retrieval", "--queries", file, "--qrels", file);
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err())
                .contains("given.txt:1: a line should be JSON", "(INVALID_FILE)")
                .doesNotContain("\tat ");
        Said budget = ratchet("eval", "answers", "--questions", file, "--budget", "0");
        assertThat(budget.code()).isEqualTo(2);
        assertThat(budget.err()).contains("--budget should be an amount above 0");
        assertThat(ratchet("eval").code()).isEqualTo(2);
        assertThat(ratchet("eval", "retrieval").code()).isEqualTo(2);
    }
}
