package dev.ratchet.starter.documents;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.command.ExitCode;
import dev.ratchet.starter.gateway.GatewayClient;
import dev.ratchet.starter.gateway.LibraryClient;
import dev.ratchet.starter.screen.Progress;
import dev.ratchet.starter.screen.Tables;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.library.DocumentUpload.State;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "upload",
        description =
                "Brings documents into the library: PDF, DOCX, HTML, Markdown, text. Doing it again goes on where it was broken off.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class UploadCommand implements Callable<Integer> {
    /** As many are told one by one; of more only those that are not taken. */
    private static final int TOLD = 20;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE|DIR",
            description = "A file is known by its name, a file in DIR by its path there.")
    private List<Path> paths;

    @Option(names = "--name", paramLabel = "NAME", description = "By which the library knows the one file.")
    private @Nullable String name;

    @Option(names = "--no-wait", description = "Does not wait until they are read.")
    private boolean noWait;

    @Option(
            names = "--batch",
            description = "As one batch, which 'ratchet batch' shows from anywhere; for thousands. Needs Temporal.")
    private boolean batch;

    @Option(names = "--json", description = "A JSON object for each document, on a line of its own.")
    private boolean json;

    @Option(names = "--as", paramLabel = "PERSON", description = "Who uploads them; you by default.")
    private @Nullable String as;

    private final Map<State, Integer> tally = new EnumMap<>(State.class);

    @Override
    public Integer call() {
        CommandContext here = CommandContext.of(spec);
        List<DocumentFile> files = files();
        if (files.isEmpty()) {
            here.err().println("ratchet: there is no file below " + Tables.plain(paths.toString()));
            return ExitCode.FAILED;
        }
        Progress progress = new Progress(here, OptionalInt.of(files.size()));
        Consumer<DocumentResult> told = result -> {
            tally.merge(result.state(), 1, Integer::sum);
            tell(here, progress, result, files.size());
        };
        try {
            if (batch) {
                sendAsBatch(here, progress, files, told);
            } else {
                new DocumentSender(LibraryClient.of(here), as, told).send(files, !noWait);
            }
        } finally {
            progress.clear();
        }
        if (!json && files.size() > 1) {
            here.out().println(summary(files.size()));
        }
        return broken() == 0 ? 0 : ExitCode.FAILED;
    }

    private void sendAsBatch(
            CommandContext here, Progress progress, List<DocumentFile> files, Consumer<DocumentResult> told) {
        if (noWait) {
            throw new ParameterException(spec.commandLine(), "--batch waits; leave --no-wait away");
        }
        try (DocumentBatch sender = DocumentBatch.open(here, GatewayClient.of(here), as, told)) {
            progress.clear();
            here.err()
                    .println("batch " + sender.name() + ": 'ratchet batch " + sender.name() + "' shows how far it is");
            sender.send(files);
        }
    }

    private List<DocumentFile> files() {
        List<DocumentFile> files = DocumentFile.expand(paths);
        if (name == null) {
            return files;
        }
        if (files.size() != 1) {
            throw new ParameterException(spec.commandLine(), "--name is for one file; there are " + files.size());
        }
        return List.of(new DocumentFile(files.get(0).file(), name));
    }

    private void tell(CommandContext here, Progress progress, DocumentResult result, int of) {
        boolean broken = result.state() == State.REFUSED || result.state() == State.FAILED;
        if (json) {
            progress.clear();
            here.out().println(line(result));
        } else if (broken) {
            progress.clear();
            here.err().println(Tables.plain(result.file() + ": " + result.why() + " (" + result.code() + ")"));
        } else if (of <= TOLD) {
            progress.clear();
            here.out()
                    .println(Tables.plain(result.name() + "  " + result.documentId()
                            + (result.version() == null ? "  is being read" : "  version " + result.version())));
        }
        progress.at(tally.values().stream().mapToInt(Integer::intValue).sum(), broken() == 0 ? "" : refused());
    }

    private static String line(DocumentResult result) {
        try {
            return Json.mapper().writeValueAsString(result);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private int number(State state) {
        return tally.getOrDefault(state, 0);
    }

    private int broken() {
        return number(State.REFUSED) + number(State.FAILED);
    }

    private String refused() {
        return String.format(Locale.ROOT, "%,d refused", broken());
    }

    private String summary(int of) {
        int running = number(State.RUNNING);
        return String.format(Locale.ROOT, "%,d of %,d documents are in the library", number(State.READY), of)
                + (running == 0 ? "" : String.format(Locale.ROOT, ", %,d are being read", running))
                + (broken() == 0 ? "" : ", " + refused());
    }
}
