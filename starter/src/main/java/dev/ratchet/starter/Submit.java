package dev.ratchet.starter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.workflows.gateway.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "submit",
        description = "Hands in documents and tells what became of each.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "One file gets a run of its own. A folder, several paths or '-' become a batch, which takes the simple ones"
                    + " together and gives the others runs of their own; its name is printed, 'ratchet batch NAME' shows it."
                    + " Interrupting this command does not stop what was accepted; 'ratchet cancel NAME' does.",
            "",
            "Standard input has one document a line: a path, or {\"file\": \"PATH\", \"name\": \"NAME\"}.",
        })
@SuppressWarnings("NullAway.Init")
final class Submit implements Callable<Integer> {
    private static final Path STANDARD_INPUT = Path.of("-");

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--json",
            description = "One line of JSON per document, as it is decided, in the order of the input.")
    private boolean json;

    @Option(names = "--no-wait", description = "Only start the runs, or see the batch take the documents.")
    private boolean noWait;

    @Option(names = "--again", description = "Also run again what was decided before.")
    private boolean again;

    @Option(names = "--as", paramLabel = "PERSON", description = "Who brings the documents in; you, unless said.")
    private @Nullable String as;

    @Option(
            names = "--lanes",
            paramLabel = "N",
            defaultValue = "1",
            description = "Into how many batches to deal the documents, 1 to " + BatchName.LANES
                    + "; 1 unless said. In one batch documents are booked in the order of the input; more let several"
                    + " workers share the load.")
    private int lanes;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE|DIR|-",
            description = "Documents, folders of them without hidden files, or '-' alone for standard input.")
    private List<Path> paths;

    @Override
    public Integer call() throws JsonProcessingException {
        Surroundings here = Ratchet.surroundings(spec);
        if (lanes < 1 || lanes > BatchName.LANES) {
            throw new ParameterException(
                    spec.commandLine(), "--lanes is " + lanes + "; it should be 1 to " + BatchName.LANES);
        }
        Choices choices = new Choices(as, again, !noWait, lanes);
        if (paths.contains(STANDARD_INPUT)) {
            if (paths.size() > 1) {
                throw new ParameterException(spec.commandLine(), "'-' stands alone; name the files on standard input");
            }
            return batch(here, new StreamIntake(here.in()), choices);
        }
        if (paths.size() == 1 && !Files.isDirectory(paths.get(0))) {
            return single(here, choices);
        }
        return batch(here, Intake.of(Inbox.files(paths)), choices);
    }

    private int single(Surroundings here, Choices choices) throws JsonProcessingException {
        Summary summary = new Summary();
        Line line = Single.submit(here, paths.get(0), choices);
        summary.add(line);
        here.out().println(json ? Json.mapper().writeValueAsString(line) : summary.text(here.width(), null));
        return summary.failed() ? Ratchet.FAILED : 0;
    }

    private int batch(Surroundings here, Intake intake, Choices choices) throws JsonProcessingException {
        ObjectMapper mapper = Json.mapper();
        Summary summary = new Summary();
        Progress progress = new Progress(here, intake.size());
        AtomicBoolean opened = new AtomicBoolean();
        long began = System.nanoTime();
        try (Submission submission = Submission.begin(here, intake, choices, name -> {
                    opened.set(true);
                    opened(here, name);
                });
                Farewell farewell = new Farewell(
                        here.err(), () -> opened.get() ? farewell(submission.name(), summary.documents()) : "")) {
            for (Line line = submission.next(); line != null; line = submission.next()) {
                summary.add(line);
                if (json) {
                    here.out().println(mapper.writeValueAsString(line));
                    here.out().flush();
                }
                progress.at(summary.documents());
            }
        } finally {
            progress.clear();
        }
        if (summary.documents() == 0) {
            here.err().println("ratchet: nothing to submit: " + nothing());
        } else if (!json) {
            here.out().println(summary.text(here.width(), Duration.ofNanos(System.nanoTime() - began)));
        }
        return summary.failed() ? Ratchet.FAILED : 0;
    }

    private String nothing() {
        return paths.contains(STANDARD_INPUT)
                ? "standard input had no line; each should be a path or a JSON object with 'file'"
                : "no files, other than hidden ones, are in "
                        + Tables.plain(String.join(
                                ", ", paths.stream().map(Path::toString).toList()));
    }

    private void opened(Surroundings here, BatchName name) {
        if (json) {
            here.err().println("ratchet: batch " + name.workflowId());
        } else {
            here.out().println("batch " + name.workflowId());
            here.out().flush();
        }
    }

    private static String farewell(BatchName name, int told) {
        return "\nratchet: interrupted after " + told + (told == 1 ? " document" : " documents")
                + "; what was accepted goes on without you in batch " + name.name() + ". 'ratchet batch " + name.name()
                + "' tells how far it is, and handing in the same files again books nothing twice";
    }
}
