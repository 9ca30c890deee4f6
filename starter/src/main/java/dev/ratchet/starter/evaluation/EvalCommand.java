package dev.ratchet.starter.evaluation;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "eval",
        description = "Measures retrieval or answers over a list of questions, and compares two measurements.",
        mixinStandardHelpOptions = true,
        subcommands = {RetrievalCommand.class, AnswersCommand.class, CompareCommand.class})
@SuppressWarnings("NullAway.Init")
public final class EvalCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "a subcommand is missing: eval retrieval, answers or compare");
    }
}
