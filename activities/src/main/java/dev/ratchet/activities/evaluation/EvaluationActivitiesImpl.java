package dev.ratchet.activities.evaluation;

import dev.ratchet.activities.Failures;
import dev.ratchet.activities.content.ContentStore;
import dev.ratchet.activities.library.Pulse;
import dev.ratchet.activities.retrieval.Query.Scope;
import dev.ratchet.activities.retrieval.Retriever;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.FailureType;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.evaluation.EvaluationActivities;
import dev.ratchet.workflows.contract.evaluation.EvaluationCases;
import dev.ratchet.workflows.contract.evaluation.EvaluationCases.Case;
import dev.ratchet.workflows.contract.evaluation.EvaluationRequest;
import dev.ratchet.workflows.contract.evaluation.EvaluationResults;
import dev.ratchet.workflows.contract.evaluation.EvaluationResults.CaseResult;
import dev.ratchet.workflows.contract.evaluation.EvaluationResults.Measure;
import dev.ratchet.workflows.contract.qa.Answer;
import dev.ratchet.workflows.contract.qa.AnswerFormat;
import dev.ratchet.workflows.contract.qa.QaRequest;
import dev.ratchet.workflows.contract.retrieval.RetrievalActivities.Found;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Measures some questions at a time, each again and again with one result. Threads may share it. */
public final class EvaluationActivitiesImpl implements EvaluationActivities {
    /** Passages of one ranking, of which documents are made. */
    private static final int DEPTH = 200;

    private final ContentStore contents;
    private final BroughtIn uploads;
    private final Retriever retriever;
    private final Asking asking;
    private final RunCosts costs;
    private final DocumentNames names;
    private final Pulse pulse;
    private final String build;

    /** Whether a person is on record as having uploaded something. */
    public interface BroughtIn {
        boolean by(TenantId tenant, Digest digest, String person);
    }

    /** @param build id of this code, for the results */
    public EvaluationActivitiesImpl(
            ContentStore contents,
            BroughtIn uploads,
            Retriever retriever,
            Asking asking,
            RunCosts costs,
            DocumentNames names,
            Pulse pulse,
            String build) {
        this.contents = contents;
        this.uploads = uploads;
        this.retriever = retriever;
        this.asking = asking;
        this.costs = costs;
        this.names = names;
        this.pulse = pulse;
        this.build = build;
    }

    // ---- open

    @Override
    public Opening open(Task task) {
        return step(() -> {
            TenantId tenant = task.intake().tenant();
            EvaluationRequest request = request(task);
            if (!uploads.by(tenant, task.intake().digest(), task.submitter())
                    || !uploads.by(tenant, request.cases(), task.submitter())) {
                return new Unusable(
                        "NOT_UPLOADED",
                        task.submitter()
                                + " is not on record as having uploaded this request and its questions. Upload both.");
            }
            EvaluationCases cases;
            String configuration;
            try {
                cases = cases(tenant, request);
                configuration = retriever.configuration(request.configuration()).label();
            } catch (IllegalArgumentException e) {
                return new Unusable("BAD_INPUT", String.valueOf(e.getMessage()));
            }
            Optional<String> unknown = unknown(tenant, cases);
            if (unknown.isPresent()) {
                return new Unusable(
                        "UNKNOWN_DOCUMENTS",
                        "None of the documents that are judged is in the library, such as " + unknown.get()
                                + ". Name each as it was uploaded, or by its id.");
            }
            return new Opened(request.kind(), cases.cases().size(), configuration);
        });
    }

    /** One of the documents that are judged, when the library has none of them: every measure would be 0, and say nothing. */
    private Optional<String> unknown(TenantId tenant, EvaluationCases cases) {
        SortedSet<String> judged = new TreeSet<>();
        cases.cases().forEach(each -> judged.addAll(each.grades().keySet()));
        return judged.isEmpty()
                        || judged.stream().anyMatch(id -> names.name(tenant, id).isPresent())
                ? Optional.empty()
                : Optional.of(judged.first());
    }

    private interface Step<T> {
        T take() throws IOException;
    }

    private <T> T step(Step<T> step) {
        return pulse.during(() -> Failures.guard(step::take));
    }

    private EvaluationRequest request(Task task) throws IOException {
        return CanonicalJson.read(text(task.intake().tenant(), task.intake().digest()), EvaluationRequest.class);
    }

    private EvaluationCases cases(TenantId tenant, EvaluationRequest request) throws IOException {
        try {
            return CanonicalJson.read(text(tenant, request.cases()), EvaluationCases.class);
        } catch (UncheckedIOException e) {
            throw new IllegalArgumentException(
                    "what was uploaded as questions is no list of them: " + why(e.getCause()), e);
        }
    }

    private static String why(@Nullable Throwable cause) {
        Throwable deepest = cause == null || cause.getCause() == null ? cause : cause.getCause();
        return deepest == null
                ? ""
                : String.valueOf(deepest.getMessage()).lines().findFirst().orElse("");
    }

    private String text(TenantId tenant, Digest digest) throws IOException {
        byte[] bytes = contents.get(tenant, digest)
                .orElseThrow(() ->
                        Failures.of(FailureType.CONTENT_MISSING, "the content store has no " + digest.brief(), null));
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private Digest keep(TenantId tenant, String text) throws IOException {
        return contents.put(tenant, text.getBytes(StandardCharsets.UTF_8)).digest();
    }

    /** Of the request as it was uploaded, and not more than there are. */
    private static List<Case> some(EvaluationCases cases, Chunk chunk) {
        int to = chunk.from() + chunk.count();
        if (to > cases.cases().size()) {
            throw new IllegalArgumentException("there are " + cases.cases().size() + " questions, and not " + to);
        }
        return cases.cases().subList(chunk.from(), to);
    }

    // ---- measure

    @Override
    public Measured search(Chunk chunk) {
        return step(() -> {
            TenantId tenant = chunk.task().intake().tenant();
            EvaluationRequest request = request(chunk.task());
            SortedSet<String> configurations = new TreeSet<>();
            boolean semantic = false;
            List<CaseResult> results = new ArrayList<>();
            for (Case asked : some(cases(tenant, request), chunk)) {
                Found found = retriever.retrieve(
                        tenant,
                        asked.text(),
                        new Scope(request.within(), Collections.emptySortedMap()),
                        DEPTH,
                        request.configuration());
                configurations.add(found.configuration());
                semantic |= found.semantic();
                results.add(RankingMeasures.of(asked, RankingMeasures.documents(found.hits())));
            }
            Part part =
                    new Part(chunk.before(), List.copyOf(configurations), semantic, List.of("build " + build), results);
            return new Measured(chunk.from(), results.size(), keep(tenant, CanonicalJson.of(part)), 0, 0);
        });
    }

    @Override
    public Measured ask(Chunk chunk) {
        return step(() -> {
            TenantId tenant = chunk.task().intake().tenant();
            EvaluationRequest request = request(chunk.task());
            List<Case> some = some(cases(tenant, request), chunk);
            List<QaRequest> questions = new ArrayList<>();
            for (Case asked : some) {
                questions.add(question(request, asked, name(chunk.task(), chunk.from() + questions.size())));
            }
            List<Asking.Ended> ended = asking.ask(tenant, chunk.task().submitter(), questions);
            SortedSet<String> versions = new TreeSet<>(List.of("build " + build));
            List<CaseResult> results = new ArrayList<>();
            long micros = 0;
            long dearest = 0;
            for (int at = 0; at < some.size(); at++) {
                Asking.Ended run = ended.get(at);
                long cost = costs.micros(tenant, run.run());
                micros += cost;
                dearest = Math.max(dearest, cost);
                versions.add(run.version());
                results.add(AnswerMeasures.of(some.get(at), run, answer(tenant, run), cost));
            }
            Part part = new Part(
                    chunk.before(),
                    List.of(retriever.configuration(request.configuration()).label()),
                    retriever.semantic(request.configuration()),
                    List.copyOf(versions),
                    results);
            return new Measured(chunk.from(), results.size(), keep(tenant, CanonicalJson.of(part)), micros, dearest);
        });
    }

    /** The same for this question of this run however often it is asked, and for no other. */
    private static String name(Task task, int place) {
        return "e-" + Digest.of(task.run().runId()).hex().substring(0, 32) + "-" + place;
    }

    private static QaRequest question(EvaluationRequest request, Case asked, String name) {
        return new QaRequest(asked.text(), request.within(), AnswerFormat.JSON, request.configuration(), name);
    }

    private @Nullable Answer answer(TenantId tenant, Asking.Ended run) throws IOException {
        return AnswerMeasures.answered(run) && run.text() != null
                ? CanonicalJson.read(text(tenant, run.text()), Answer.class)
                : null;
    }

    // ---- write

    @Override
    public Written write(Measurements all) {
        return step(() -> {
            TenantId tenant = all.task().intake().tenant();
            EvaluationRequest request = request(all.task());
            EvaluationResults results =
                    results(all, request, cases(tenant, request).cases().size());
            String report = HtmlReport.of(results, id -> names.name(tenant, id).orElse(id));
            return new Written(
                    keep(tenant, CanonicalJson.of(results)),
                    keep(tenant, report),
                    Totals.sentence(results.kind(), results.measures()));
        });
    }

    private EvaluationResults results(Measurements all, EvaluationRequest request, int asked) throws IOException {
        SortedSet<String> configurations = new TreeSet<>();
        SortedSet<String> versions = new TreeSet<>();
        boolean semantic = false;
        List<CaseResult> cases = new ArrayList<>();
        for (Part part : parts(all.task().intake().tenant(), all.results())) {
            configurations.addAll(part.configurations());
            versions.addAll(part.versions());
            semantic |= part.semantic();
            cases.addAll(part.cases());
        }
        List<Measure> measures = Totals.measures(request.kind(), cases);
        return new EvaluationResults(
                EvaluationResults.FORMAT,
                request.kind(),
                request.name(),
                all.task().run().workflowId(),
                String.join("; then ", configurations),
                semantic,
                List.copyOf(versions),
                asked,
                all.stopped(),
                measures,
                Totals.counts(request.kind(), cases),
                cases);
    }

    /** In the order of the questions; they name each other from the last to the first. */
    private Deque<Part> parts(TenantId tenant, @Nullable Digest last) throws IOException {
        Deque<Part> parts = new ArrayDeque<>();
        for (Digest next = last; next != null; next = parts.getFirst().before()) {
            parts.addFirst(CanonicalJson.read(text(tenant, next), Part.class));
        }
        return parts;
    }
}
