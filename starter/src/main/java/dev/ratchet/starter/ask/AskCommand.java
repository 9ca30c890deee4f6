package dev.ratchet.starter.ask;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.command.ExitCode;
import dev.ratchet.starter.gateway.LibraryClient;
import dev.ratchet.starter.screen.Tables;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.library.LibraryAnswer;
import dev.ratchet.workflows.gateway.library.LibraryQuestion;
import dev.ratchet.workflows.gateway.library.OutputFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "ask",
        description =
                "Asks documents of the library. Every sentence of an answer says where it stands; without that there is none.",
        mixinStandardHelpOptions = true,
        customSynopsis = {
            "ratchet ask DOC... QUESTION [--format FORMAT]",
            "       ratchet ask --all QUESTION [--format FORMAT]",
            "       ratchet ask --confirm ID"
        })
@SuppressWarnings("NullAway.Init")
public final class AskCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "DOC... QUESTION",
            description = "Documents, each by its id or its name; the question comes last.")
    private List<String> words = List.of();

    @Option(names = "--all", description = "Asks the whole library.")
    private boolean all;

    @Option(
            names = "--format",
            paramLabel = "markdown|plain|json",
            defaultValue = "plain",
            description = "plain by default. JSON has everything that is known of the answer.")
    private OutputFormat format;

    @Option(
            names = "--confirm",
            paramLabel = "ID",
            description =
                    "Confirms the answer to that question: it is given to whoever asks the same. Wants the role 'answers'.")
    private @Nullable String confirm;

    @Option(names = "--as", paramLabel = "PERSON", description = "Who asks; you by default.")
    private @Nullable String as;

    @Override
    public Integer call() throws JsonProcessingException {
        CommandContext here = CommandContext.of(spec);
        LibraryAnswer answer = confirm == null ? asked(here) : confirmed(here, confirm);
        if (format == OutputFormat.JSON) {
            here.out().println(Json.mapper().writeValueAsString(answer));
        } else {
            print(here, answer);
        }
        return switch (answer.state()) {
            case ANSWERED, ABSTAINED -> 0;
            case RUNNING, REFUSED, FAILED -> ExitCode.FAILED;
        };
    }

    private LibraryAnswer confirmed(CommandContext here, String id) {
        if (!words.isEmpty() || all) {
            throw new ParameterException(spec.commandLine(), "--confirm takes the id of a question and nothing else");
        }
        return LibraryClient.of(here).confirm(id, as);
    }

    private LibraryAnswer asked(CommandContext here) {
        int documents = words.size() - 1;
        if (documents < 0 || all == (documents > 0)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "say which document, or --all, and then the question in quotes: ratchet ask --all \"...\"");
        }
        LibraryClient library = LibraryClient.of(here);
        List<String> within =
                words.subList(0, documents).stream().map(library::id).toList();
        return library.ask(new LibraryQuestion(words.get(documents), format, within), as);
    }

    private static void print(CommandContext here, LibraryAnswer answer) {
        if (answer.response() != null) {
            here.out().println(printable(answer.response().asText()));
        }
        here.out()
                .println(Tables.plain(answer.state()
                        + (answer.code() == null ? "" : " (" + answer.code() + "): ")
                        + (answer.why() == null ? "" : answer.why())));
        if (answer.confirmedBy() != null) {
            here.out().println(Tables.plain("confirmed by " + answer.confirmedBy()));
        } else if (answer.state() == LibraryAnswer.State.ANSWERED) {
            here.out().println("if it is right: ratchet ask --confirm " + answer.questionId());
        }
    }

    /** No text of a document moves the cursor. */
    private static String printable(String text) {
        return text.lines().map(Tables::plain).collect(Collectors.joining("\n"));
    }
}
