package dev.ratchet.starter.documents;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.command.ExitCode;
import dev.ratchet.starter.command.Refused;
import dev.ratchet.starter.gateway.LibraryClient;
import dev.ratchet.starter.screen.Column;
import dev.ratchet.starter.screen.Tables;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.library.LibraryDocument;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "documents",
        description = "The library: documents that questions are answered from.",
        mixinStandardHelpOptions = true,
        subcommands = UploadCommand.class)
@SuppressWarnings("NullAway.Init")
public final class DocumentsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "upload, list or delete is missing");
    }

    @Command(name = "list", description = "Current versions, by name.", mixinStandardHelpOptions = true)
    int list(@Option(names = "--json", description = "As JSON.") boolean json) throws JsonProcessingException {
        CommandContext here = CommandContext.of(spec);
        List<LibraryDocument> documents = LibraryClient.of(here).documents();
        if (json) {
            here.out().println(Json.mapper().writeValueAsString(documents));
        } else if (documents.isEmpty()) {
            here.out().println("the library is empty; 'ratchet documents upload FILE' brings a document in");
        } else {
            here.out().println(Tables.of(here.width(), columns(), rows(documents)));
        }
        return 0;
    }

    private static List<Column> columns() {
        return List.of(
                Column.whole("NAME"),
                Column.whole("ID"),
                Column.figure("VERSION"),
                Column.whole("FORMAT"),
                Column.figure("PASSAGES"),
                Column.whole("BY"),
                Column.whole("AT"));
    }

    private static List<List<@Nullable Object>> rows(List<LibraryDocument> documents) {
        return documents.stream()
                .map(each -> Arrays.<@Nullable Object>asList(
                        each.name(),
                        each.documentId(),
                        each.version(),
                        each.format(),
                        each.passages(),
                        each.uploader(),
                        each.at()))
                .toList();
    }

    @Command(
            name = "delete",
            description =
                    "Removes documents with all their versions, texts and passages. No question is answered from them any more.",
            mixinStandardHelpOptions = true)
    int delete(
            @Parameters(arity = "1..*", paramLabel = "ID|NAME", description = "As 'list' shows them.")
                    List<String> documents,
            @Option(names = "--as", paramLabel = "PERSON", description = "Who removes them; you by default.") @Nullable
                    String as) {
        CommandContext here = CommandContext.of(spec);
        LibraryClient library = LibraryClient.of(here);
        int code = 0;
        for (String document : documents) {
            try {
                String id = library.id(document);
                library.remove(id, as);
                here.out().println("removed " + Tables.plain(document) + (document.equals(id) ? "" : "  " + id));
            } catch (Refused e) {
                here.err().println("ratchet: " + Tables.plain(e.getMessage() + " (" + e.code() + ")"));
                code = ExitCode.FAILED;
            }
        }
        return code;
    }
}
