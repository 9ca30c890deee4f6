package dev.ratchet.starter.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.command.ExitCode;
import dev.ratchet.starter.command.Refused;
import dev.ratchet.starter.evaluation.QuestionsFile.Question;
import dev.ratchet.starter.gateway.ActingPerson;
import dev.ratchet.starter.gateway.GatewayClient;
import dev.ratchet.starter.gateway.WarmUp;
import dev.ratchet.starter.live.LiveRuns;
import dev.ratchet.starter.live.Submitted;
import dev.ratchet.starter.run.RunAccess;
import dev.ratchet.starter.run.RunStarter;
import dev.ratchet.starter.screen.Progress;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.evaluation.EvaluationCases;
import dev.ratchet.workflows.contract.evaluation.EvaluationCases.Case;
import dev.ratchet.workflows.contract.evaluation.EvaluationRequest;
import dev.ratchet.workflows.contract.evaluation.EvaluationResults;
import dev.ratchet.workflows.contract.library.LibraryRequest;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.contract.retrieval.DocumentVersion;
import dev.ratchet.workflows.gateway.IntakeKept;
import dev.ratchet.workflows.gateway.Problem;
import dev.ratchet.workflows.gateway.Whoami;
import dev.ratchet.workflows.run.AgentEntry;
import dev.ratchet.workflows.run.Explanation;
import dev.ratchet.workflows.run.RunRequest;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Has something measured: uploads the questions, starts the run, waits, and writes down what it found. */
record EvaluationStart(CommandContext here, EvaluationOptions options) {
    private static final String AGENT = "evaluation";
    private static final Duration BETWEEN = Duration.ofMillis(250);

    /**
     * @param grades of a question by document, as the files name them
     * @param budget in millionths; absent without one
     */
    record Wish(
            EvaluationRequest.Kind kind,
            Path file,
            List<Question> questions,
            Function<Question, SortedMap<String, Integer>> grades,
            @Nullable Long budget) {}

    /** @return the exit code */
    int measure(Wish wish) throws JsonProcessingException {
        GatewayClient gateway = GatewayClient.of(here);
        WarmUp.await(here, gateway);
        Whoami whoami = gateway.whoami();
        String submitter = ActingPerson.of(whoami, options.as);
        AgentEntry agent = agent(gateway.agents());
        IntakeKept kept = kept(gateway, wish, whoami, submitter);
        String name = name(wish);
        RunRequest request = new RunRequest(kept.intake(), kept.input(), name, submitter, null, null);
        RunSummary ended;
        try (LiveRuns runs = RunAccess.open(here, gateway)) {
            Submitted submitted = new RunStarter(gateway, runs).start(agent, request, options.again, false);
            if (submitted instanceof Submitted.DecidedBefore) {
                here.err().println("ratchet: this was measured before; --again measures anew");
            }
            ended = awaitEnd(
                    gateway, runs, request.workflowId(AGENT), wish.questions().size());
        }
        if (ended.status() != RunStatus.DONE) {
            throw new Refused(ended.code(), ended.why());
        }
        return told(gateway, ended);
    }

    private static AgentEntry agent(List<AgentEntry> agents) {
        return agents.stream()
                .filter(each -> each.name().equals(AGENT))
                .findFirst()
                .orElseThrow(() -> new Refused(Problem.UNKNOWN_AGENT, "this gateway knows no evaluation"));
    }

    private String name(Wish wish) {
        if (options.name != null) {
            return options.name;
        }
        String file = String.valueOf(wish.file().getFileName());
        return file.substring(0, Math.min(100, file.length()));
    }

    private IntakeKept kept(GatewayClient gateway, Wish wish, Whoami whoami, String submitter) {
        TenantId tenant = whoami.tenant();
        byte[] cases = CanonicalJson.of(cases(wish, tenant)).getBytes(StandardCharsets.UTF_8);
        if (cases.length > whoami.limit()) {
            throw new Refused(
                    Problem.TOO_LARGE,
                    "questions and judgements come to " + cases.length + " bytes; the gateway takes " + whoami.limit());
        }
        Digest digest = gateway.upload(cases, submitter).document().digest();
        EvaluationRequest request = new EvaluationRequest(
                wish.kind(),
                name(wish),
                options.configuration,
                digest,
                wish.budget(),
                options.within.stream().map(each -> document(tenant, each)).toList());
        return gateway.intake(AGENT, BodyPublishers.ofString(CanonicalJson.of(request)), submitter);
    }

    private static EvaluationCases cases(Wish wish, TenantId tenant) {
        return new EvaluationCases(wish.questions().stream()
                .map(question -> {
                    SortedMap<String, Integer> grades = new TreeMap<>();
                    wish.grades()
                            .apply(question)
                            .forEach((document, grade) -> grades.put(document(tenant, document), grade));
                    return new Case(question.id(), question.text(), grades, question.abstain());
                })
                .toList());
    }

    /** Id of a document that is given by its id or by its name. */
    static String document(TenantId tenant, String given) {
        try {
            return given.matches(DocumentVersion.ID)
                    ? given
                    : new LibraryRequest(given, Digest.of(given), 0).document(tenant);
        } catch (IllegalArgumentException e) {
            throw new Refused("INVALID_FILE", "'" + given + "' is no name of a document: " + e.getMessage());
        }
    }

    private RunSummary awaitEnd(GatewayClient gateway, LiveRuns runs, String id, int questions) {
        Progress progress = new Progress(here, OptionalInt.of(questions));
        while (true) {
            RunSummary now = runs.status(id)
                    .or(() -> gateway.run(id).map(Explanation::summary))
                    .orElseThrow(() -> new Refused(Problem.NOT_FOUND, "there is no run '" + id + "' any more"));
            if (now.status().ended()) {
                progress.clear();
                return now;
            }
            progress.at(measured(now));
            LockSupport.parkNanos(BETWEEN.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                throw new Refused("INTERRUPTED", "interrupted; the run goes on: ratchet status " + id);
            }
        }
    }

    /** From {@code 25 of 60}. */
    static int measured(RunSummary now) {
        return now.subject().stream()
                .filter(fact -> fact.label().equals("measured"))
                .map(fact -> fact.value().split(" ", 2)[0])
                .filter(text -> text.matches("[0-9]{1,9}"))
                .findFirst()
                .map(Integer::parseInt)
                .orElse(0);
    }

    private int told(GatewayClient gateway, RunSummary ended) throws JsonProcessingException {
        String id = ended.workflowId();
        String json = gateway.evaluationResults(id);
        String digest = id.substring(id.lastIndexOf('/') + 1);
        Path folder = options.out == null ? Path.of("evaluation-" + digest.substring(0, 12)) : options.out;
        Path results = write(folder, "results.json", json);
        Path report = write(folder, "report.html", gateway.evaluationReport(id));
        EvaluationResults read = CanonicalJson.read(json, EvaluationResults.class);
        if (options.json) {
            here.out().println(MeasuresTable.json(read, results, report));
        } else {
            here.out().print(MeasuresTable.of(here.width(), read));
            here.out().println("results " + results + ", report " + report);
        }
        if (read.stopped() != null) {
            here.err()
                    .println("ratchet: stopped after " + read.cases().size() + " of " + read.asked() + " questions: "
                            + read.stopped().why());
            return ExitCode.FAILED;
        }
        return 0;
    }

    private static Path write(Path folder, String name, String text) {
        Path file = folder.resolve(name);
        try {
            Files.createDirectories(folder);
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new Refused("UNWRITABLE", "'" + file + "' cannot be written; give another folder with --out");
        }
    }
}
