package dev.ratchet.starter.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.evaluation.EvaluationStart.Wish;
import dev.ratchet.starter.evaluation.QuestionsFile.Question;
import dev.ratchet.workflows.contract.Micros;
import dev.ratchet.workflows.contract.evaluation.EvaluationRequest.Kind;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "answers",
        description = "Asks each question, and measures the answers: what they cite, when they abstain, time and cost.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Questions: a line each, an id and the question with a tab between, and after one more tab the documents that should"
                    + " be cited, between commas, or the word 'abstain' where the library does not answer; or JSON with 'id',"
                    + " 'question', 'documents' and 'abstain'."
        })
@SuppressWarnings("NullAway.Init")
final class AnswersCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--questions", required = true, paramLabel = "FILE", description = "The questions.")
    private Path file;

    @Option(
            names = "--budget",
            paramLabel = "AMOUNT",
            description = "What all answers together may cost, in the accounting currency, such as 2.50.")
    private @Nullable String budget;

    @Mixin
    private EvaluationOptions options;

    @Override
    public Integer call() throws JsonProcessingException {
        Long micros = budget == null ? null : micros(budget);
        return new EvaluationStart(CommandContext.of(spec), options)
                .measure(new Wish(Kind.ANSWERS, file, QuestionsFile.read(file), AnswersCommand::wanted, micros));
    }

    private long micros(String amount) {
        return Micros.of(amount)
                .filter(micros -> micros > 0)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "--budget should be an amount above 0, such as 2.50, and not '" + amount + "'"));
    }

    private static SortedMap<String, Integer> wanted(Question question) {
        SortedMap<String, Integer> wanted = new TreeMap<>();
        question.documents().forEach(document -> wanted.put(document, 1));
        return wanted;
    }
}
