package dev.ratchet.starter.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.evaluation.EvaluationStart.Wish;
import dev.ratchet.starter.evaluation.QuestionsFile.Question;
import dev.ratchet.workflows.contract.evaluation.EvaluationRequest.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "retrieval",
        description = "Measures rankings of documents against judgements: nDCG@10, recall, MAP, with 95 %% intervals.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Questions: a line each, an id and the question with a tab between, or JSON with 'id' and 'question'.",
            "Judgements: a line each, as TREC has them: query, iteration, document, grade. A document is named by the name"
                    + " under which it was uploaded, or by its id."
        })
@SuppressWarnings("NullAway.Init")
final class RetrievalCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--queries", required = true, paramLabel = "FILE", description = "The questions.")
    private Path queries;

    @Option(names = "--qrels", required = true, paramLabel = "FILE", description = "The judgements.")
    private Path qrels;

    @Option(
            names = "--by-position",
            description = "The judgements name questions by their place in the file, from 1, and not by their id.")
    private boolean byPosition;

    @Mixin
    private EvaluationOptions options;

    @Override
    public Integer call() throws JsonProcessingException {
        List<Question> questions = QuestionsFile.read(queries);
        SortedMap<String, SortedMap<String, Integer>> grades = JudgementsFile.read(
                qrels,
                questions.stream().map(Question::id).toList(),
                byPosition ? JudgementsFile.By.POSITION : JudgementsFile.By.ID);
        return new EvaluationStart(CommandContext.of(spec), options)
                .measure(new Wish(
                        Kind.RETRIEVAL,
                        queries,
                        questions,
                        question -> grades.getOrDefault(question.id(), new TreeMap<>()),
                        null));
    }
}
