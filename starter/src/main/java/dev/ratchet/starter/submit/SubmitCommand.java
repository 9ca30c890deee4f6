package dev.ratchet.starter.submit;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ratchet.starter.batch.BatchName;
import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.command.ExitCode;
import dev.ratchet.starter.command.FileArguments;
import dev.ratchet.starter.screen.Progress;
import dev.ratchet.starter.screen.Tables;
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
        description = "Submits documents and prints the result of each.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "One file gets a run of its own. A folder, several paths or '-' become a batch, which takes the simple ones"
                    + " together and gives the others runs of their own. Its name is printed, 'ratchet batch NAME' shows it."
                    + " A batch needs Temporal; without it, submit one file at a time."
                    + " Interrupting this command does not stop what was accepted; 'ratchet cancel NAME' does.",
            "",
            "Standard input has one document a line: a path, or {\"file\": \"PATH\", \"name\": \"NAME\"}.",
            "",
            "An e-mail (.eml) or a ZIP archive is taken apart: each document in it is submitted as if it had come alone, and"
                    + " named by the container and its path in it.",
            "",
            "With --watch, a file that is complete is submitted and then moved to DIR/done or DIR/failed; there a file"
                    + " NAME.why.txt says why. What the service has not answered for stays, and is tried again.",
        })
@SuppressWarnings("NullAway.Init")
public final class SubmitCommand implements Callable<Integer> {
    private static final Path STANDARD_INPUT = Path.of("-");
    private static final Duration LOOK = Duration.ofSeconds(1);

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

    @Option(names = "--as", paramLabel = "PERSON", description = "The submitter; you by default.")
    private @Nullable String as;

    @Option(
            names = "--lanes",
            paramLabel = "N",
            defaultValue = "1",
            description = "The number of batches that share the documents, 1 to " + BatchName.LANES
                    + "; 1 by default. In one batch documents are booked in the order of the input; with more, several"
                    + " workers share the load.")
    private int lanes;

    @Option(
            names = "--watch",
            paramLabel = "DIR",
            description = "Submit what is dropped into this folder, until this is ended.")
    private @Nullable Path watched;

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE|DIR|-",
            description = "Documents, folders of them without hidden files, or '-' alone for standard input.")
    private List<Path> paths = List.of();

    @Override
    public Integer call() throws InterruptedException {
        CommandContext here = CommandContext.of(spec);
        if (lanes < 1 || lanes > BatchName.LANES) {
            throw new ParameterException(
                    spec.commandLine(), "--lanes is " + lanes + "; it should be 1 to " + BatchName.LANES);
        }
        if (paths.isEmpty() == (watched == null)) {
            throw new ParameterException(
                    spec.commandLine(),
                    watched == null
                            ? "Missing required parameter: 'FILE|DIR|-'; or name a folder with --watch"
                            : "--watch takes its folder alone; leave the other paths out");
        }
        SubmitOptions options = new SubmitOptions(as, again, !noWait, lanes);
        if (watched != null) {
            return watch(here, watched, options);
        }
        if (paths.contains(STANDARD_INPUT)) {
            if (paths.size() > 1) {
                throw new ParameterException(
                        spec.commandLine(), "'-' must be the only path; name the files on standard input");
            }
            return batch(here, new StreamIntake(here.in()), options);
        }
        if (paths.size() == 1 && !Files.isDirectory(paths.get(0))) {
            return single(here, options);
        }
        return batch(here, Intake.of(FileArguments.expand(paths)), options);
    }

    private int single(CommandContext here, SubmitOptions options) {
        Summary summary = new Summary();
        try (SingleSubmission submission = SingleSubmission.open(here, options)) {
            submission.submit(paths.get(0), result -> {
                summary.add(result);
                if (json) {
                    lined(here, result);
                }
            });
        }
        if (!json) {
            here.out().println(summary.text(here.width(), null));
        }
        return summary.failed() ? ExitCode.FAILED : 0;
    }

    private static String line(SubmitResult result) {
        try {
            return Json.mapper().writeValueAsString(result);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private int watch(CommandContext here, Path dir, SubmitOptions options) throws InterruptedException {
        try (DropFolder folder = DropFolder.open(dir)) {
            FolderWatch watch = new FolderWatch(
                    folder, () -> SingleSubmission.open(here, options), LOOK, result -> shown(here, result), notice -> {
                        here.err().println("ratchet: " + Tables.plain(notice));
                        here.err().flush();
                    });
            try (Termination end = new Termination(watch::stop)) {
                watch.run();
            }
        }
        return 0;
    }

    private void shown(CommandContext here, SubmitResult result) {
        if (json) {
            lined(here, result);
            return;
        }
        here.out()
                .println(Tables.plain(
                        result.file() + ": " + result.outcome() + " " + result.code() + ", " + result.why()));
        here.out().flush();
    }

    /** One line of JSON for each document; what is left out of a container is none, and is told beside. */
    private static void lined(CommandContext here, SubmitResult result) {
        if (result.outcome() == SubmitOutcome.SKIPPED) {
            here.err()
                    .println(Tables.plain(
                            "ratchet: left out: " + result.file() + ": " + result.code() + ", " + result.why()));
            return;
        }
        here.out().println(line(result));
        here.out().flush();
    }

    private int batch(CommandContext here, Intake intake, SubmitOptions options) {
        Summary summary = new Summary();
        Progress progress = new Progress(here, intake.size());
        AtomicBoolean opened = new AtomicBoolean();
        long began = System.nanoTime();
        try (BatchSubmission submission = BatchSubmission.begin(here, intake, options, name -> {
                    opened.set(true);
                    opened(here, name);
                });
                InterruptNotice notice = new InterruptNotice(
                        here.err(), () -> opened.get() ? notice(submission.name(), summary.documents()) : "")) {
            for (SubmitResult result = submission.next(); result != null; result = submission.next()) {
                summary.add(result);
                if (json) {
                    lined(here, result);
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
        return summary.failed() ? ExitCode.FAILED : 0;
    }

    private String nothing() {
        return paths.contains(STANDARD_INPUT)
                ? "standard input had no line; each should be a path or a JSON object with 'file'"
                : "no files, other than hidden ones, are in "
                        + Tables.plain(String.join(
                                ", ", paths.stream().map(Path::toString).toList()));
    }

    private void opened(CommandContext here, BatchName name) {
        if (json) {
            here.err().println("ratchet: batch " + name.workflowId());
        } else {
            here.out().println("batch " + name.workflowId());
            here.out().flush();
        }
    }

    private static String notice(BatchName name, int reported) {
        return "\nratchet: interrupted after " + reported + (reported == 1 ? " document" : " documents")
                + "; what was accepted continues in batch " + name.name() + ". 'ratchet batch " + name.name()
                + "' shows its progress, and submitting the same files again books nothing twice";
    }
}
