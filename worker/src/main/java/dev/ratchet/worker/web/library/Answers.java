package dev.ratchet.worker.web.library;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ratchet.activities.audit.RecordedRun;
import dev.ratchet.activities.grounding.RecordedAnswers;
import dev.ratchet.activities.library.Library;
import dev.ratchet.activities.library.Shelf;
import dev.ratchet.worker.web.LibraryPorts;
import dev.ratchet.worker.web.request.Refusal;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.qa.Answer;
import dev.ratchet.workflows.contract.qa.AnswerFormat;
import dev.ratchet.workflows.contract.qa.QaRequest;
import dev.ratchet.workflows.contract.record.StepRecord;
import dev.ratchet.workflows.gateway.Problem;
import dev.ratchet.workflows.gateway.library.LibraryAnswer;
import dev.ratchet.workflows.gateway.library.LibraryAnswer.State;
import dev.ratchet.workflows.gateway.library.OutputFormat;
import dev.ratchet.workflows.qa.QaWorkflow;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Questions and what came of them as people are shown it. */
final class Answers {
    private final TenantId tenant;
    private final RecordedAnswers recorded;
    private final Library library;
    private final Shelf shelf;

    Answers(TenantId tenant, LibraryPorts ports, Shelf shelf) {
        this.shelf = shelf;
        this.tenant = tenant;
        this.recorded = ports.answers();
        this.library = ports.library();
    }

    static AnswerFormat format(OutputFormat format) {
        return AnswerFormat.valueOf(format.name());
    }

    /** @param record of the run, which has its answer once the run has ended */
    LibraryAnswer of(Digest question, QaRequest request, RunNow run, Optional<RecordedRun> record)
            throws Refusal, IOException {
        State state = state(run);
        if (state == State.ANSWERED) {
            Citations citations = new Citations(tenant, library, shelf);
            Optional<RecordedAnswers.Given> given = given(question, request, record, citations);
            return given.isPresent()
                    ? answered(question, request, run, given.get(), citations)
                    : without(question, request, State.FAILED, "NOT_ATTESTED", "no worker attested an answer to this");
        }
        if (state == State.ABSTAINED) {
            return abstained(
                    question, request, run, record.map(RecordedRun::steps).orElse(List.of()));
        }
        return state == State.RUNNING
                ? without(question, request, state, null, null)
                : without(question, request, state, run.code(), run.why());
    }

    private static State state(RunNow run) {
        return switch (run.status()) {
            case RUNNING, WAITING -> State.RUNNING;
            case DONE, DUPLICATE -> run.outcome().equals(QaWorkflow.ANSWERED) ? State.ANSWERED : State.ABSTAINED;
            case REFUSED -> State.REFUSED;
            case FAILED -> State.FAILED;
        };
    }

    Optional<RecordedAnswers.Given> given(Digest question, QaRequest request, Optional<RecordedRun> record)
            throws Refusal, IOException {
        return given(question, request, record, new Citations(tenant, library, shelf));
    }

    private Optional<RecordedAnswers.Given> given(
            Digest question, QaRequest request, Optional<RecordedRun> record, Citations citations)
            throws Refusal, IOException {
        if (record.isEmpty()) {
            return Optional.empty();
        }
        try {
            return recorded.given(tenant, question, record.get().steps(), request.format(), citations::name);
        } catch (RecordedAnswers.Gone e) {
            throw gone(e);
        }
    }

    private LibraryAnswer without(
            Digest question, QaRequest request, State state, @Nullable String code, @Nullable String why) {
        return new LibraryAnswer(
                question.hex(),
                RunRef.workflowId(QaWorkflow.AGENT, tenant, question),
                request.question(),
                request.within(),
                format(request),
                state,
                code,
                why,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null);
    }

    private LibraryAnswer answered(
            Digest question, QaRequest request, RunNow run, RecordedAnswers.Given given, Citations citations) {
        Answer answer = given.answer();
        List<LibraryAnswer.Sentence> sentences = answer.sentences().stream()
                .map(each -> new LibraryAnswer.Sentence(
                        each.text(),
                        each.spans().stream().map(citations::number).distinct().toList()))
                .toList();
        List<LibraryAnswer.Conflict> conflicts = answer.conflicts().stream()
                .map(each -> new LibraryAnswer.Conflict(
                        each.sentence() + 1, citations.number(each.cited()), citations.number(each.other())))
                .toList();
        return with(
                without(question, request, State.ANSWERED, run.code(), run.why()),
                response(request, given.text()),
                sentences,
                citations.all(),
                conflicts,
                List.of(),
                given.confirmedBy());
    }

    private LibraryAnswer abstained(Digest question, QaRequest request, RunNow run, List<StepRecord> steps)
            throws Refusal, IOException {
        Citations citations = new Citations(tenant, library, shelf);
        RecordedAnswers.Instead instead;
        try {
            instead = recorded.instead(tenant, steps, request.format(), citations::name);
        } catch (RecordedAnswers.Gone e) {
            throw gone(e);
        }
        instead.found().forEach(each -> citations.number(each.passage(), each.said()));
        return with(
                without(question, request, State.ABSTAINED, run.code(), run.why()),
                response(request, instead.text()),
                List.of(),
                List.of(),
                List.of(),
                citations.all(),
                null);
    }

    private static LibraryAnswer with(
            LibraryAnswer plain,
            @Nullable JsonNode response,
            List<LibraryAnswer.Sentence> sentences,
            List<LibraryAnswer.Citation> citations,
            List<LibraryAnswer.Conflict> conflicts,
            List<LibraryAnswer.Citation> found,
            @Nullable String confirmedBy) {
        return new LibraryAnswer(
                plain.questionId(),
                plain.run(),
                plain.query(),
                plain.within(),
                plain.outputFormat(),
                plain.state(),
                plain.code(),
                plain.why(),
                response,
                sentences,
                citations,
                conflicts,
                found,
                confirmedBy);
    }

    private static JsonNode response(QaRequest request, String text) {
        return request.format() == AnswerFormat.JSON
                ? CanonicalJson.read(text, JsonNode.class)
                : TextNode.valueOf(text);
    }

    private static OutputFormat format(QaRequest request) {
        return OutputFormat.valueOf(request.format().name());
    }

    static LibraryAnswer confirmed(LibraryAnswer answer, String person) {
        return with(
                answer,
                answer.response(),
                answer.sentences(),
                answer.citations(),
                answer.conflicts(),
                answer.found(),
                person);
    }

    private static Refusal gone(RecordedAnswers.Gone e) {
        return new Refusal(410, Problem.of(Problem.GONE, String.valueOf(e.getMessage())));
    }
}
