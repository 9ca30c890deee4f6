package dev.ratchet.worker.command;

import dev.ratchet.worker.web.authentication.Tokens;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a person's token. */
@Command(
        name = "token",
        description =
                "Makes a token by chance, and its line for the file that RATCHET_TOKENS names. It is kept nowhere.",
        mixinStandardHelpOptions = true)
public final class TokenCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PERSON", description = "the person's id in the master data")
    private String person = "";

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (person.isEmpty() || person.chars().anyMatch(Character::isWhitespace)) {
            throw new ParameterException(
                    spec.commandLine(), "PERSON is '" + person + "'; it should be an id without blanks");
        }
        String token = Tokens.random();
        PrintWriter screen = spec.commandLine().getOut();
        screen.println("for the person, as RATCHET_TOKEN:");
        screen.println("  " + token);
        screen.println("for the file that RATCHET_TOKENS names:");
        screen.println("  " + Tokens.line(token, person));
        return 0;
    }
}
