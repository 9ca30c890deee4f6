package dev.ratchet.starter.evaluation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What both measuring commands take. */
@SuppressWarnings("NullAway.Init")
final class EvaluationOptions {
    @Option(
            names = "--configuration",
            paramLabel = "NAME",
            description = "A configuration of retrieval, such as hybrid@1; the usual one by default.")
    @Nullable
    String configuration;

    @Option(
            names = "--within",
            paramLabel = "DOCUMENT",
            description = "Only this document, by its name or id; may be repeated. The whole library by default.")
    List<String> within = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where results.json and report.html are written; a folder of the run's own by default.")
    @Nullable
    Path out;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "What you call it, for display; the name of the questions' file by default.")
    @Nullable
    String name;

    @Option(names = "--again", description = "Measure again what was measured before: the library may have changed.")
    boolean again;

    @Option(names = "--as", paramLabel = "PERSON", description = "The submitter; you by default.")
    @Nullable
    String as;

    @Option(names = "--json", description = "One line of JSON: the results without the single questions.")
    boolean json;
}
