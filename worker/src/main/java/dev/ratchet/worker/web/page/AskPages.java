package dev.ratchet.worker.web.page;

import dev.ratchet.worker.web.authentication.Access;
import dev.ratchet.worker.web.library.DocumentLibrary;
import dev.ratchet.worker.web.page.view.AnswerView;
import dev.ratchet.worker.web.page.view.AnswerView.Cited;
import dev.ratchet.worker.web.page.view.AskView;
import dev.ratchet.worker.web.page.view.Frame;
import dev.ratchet.worker.web.page.view.Room;
import dev.ratchet.worker.web.page.view.Sentence;
import dev.ratchet.worker.web.request.Refusal;
import dev.ratchet.worker.web.session.Visitor;
import dev.ratchet.workflows.contract.qa.QaRequest;
import dev.ratchet.workflows.gateway.library.LibraryAnswer;
import dev.ratchet.workflows.gateway.library.LibraryPage;
import dev.ratchet.workflows.gateway.library.LibraryQuestion;
import dev.ratchet.workflows.gateway.library.OutputFormat;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A question to the documents, and what came of it. */
final class AskPages {
    private static final int DOCUMENTS_OFFERED = 100;
    private static final int LOOK_AGAIN = 2;
    private static final int BAD_REQUEST = 400;

    /** Most questions are answered by then, and no waiting is shown. */
    private static final Duration AT_ONCE = Duration.ofSeconds(3);

    private final DocumentLibrary library;

    AskPages(DocumentLibrary library) {
        this.library = library;
    }

    void addTo(RoutesConfig routes) {
        routes.get(PagePaths.ASK, this::form, Access.SIGNED_IN);
        routes.post(PagePaths.ASK, this::ask, Access.SIGNED_IN);
        routes.get(PagePaths.ASK + "/{id}", this::answer, Access.SIGNED_IN);
    }

    private void form(Context request) throws Refusal {
        show(request, "", null, request.queryParams("document"));
    }

    private void ask(Context request) throws Refusal, IOException {
        Form form = Form.of(request);
        String question = form.text("question").strip();
        List<String> within = form.texts("document");
        try {
            LibraryAnswer asked = library.ask(
                    Visitor.of(request.req()).signedIn(),
                    new LibraryQuestion(question, OutputFormat.MARKDOWN, within),
                    AT_ONCE);
            Screen.goTo(request, PagePaths.answer(asked.questionId()));
        } catch (Refusal e) {
            if (e.status() != BAD_REQUEST) {
                throw e;
            }
            request.status(BAD_REQUEST);
            show(request, question, Sentence.of(e.problem().why()), within);
        }
    }

    private void show(Context request, String question, @Nullable String wrong, List<String> chosen) throws Refusal {
        LibraryPage page = library.documents(null, DOCUMENTS_OFFERED);
        List<AskView.Choice> offered = new ArrayList<>();
        page.documents()
                .forEach(each -> offered.add(
                        new AskView.Choice(each.documentId(), each.name(), chosen.contains(each.documentId()))));
        chosen.stream()
                .filter(id -> offered.stream().noneMatch(each -> each.id().equals(id)))
                .forEach(id -> other(id, offered));
        Screen.show(
                request,
                new AskView(
                        Frame.of("Ask", Room.ASK, Visitor.of(request.req()).signedIn()),
                        question,
                        wrong,
                        offered,
                        page.next() != null,
                        QaRequest.MOST_DOCUMENTS));
    }

    /** One that is further down in the library; one that is not in it is not offered. */
    private void other(String id, List<AskView.Choice> offered) {
        try {
            offered.add(0, new AskView.Choice(id, library.document(id).name(), true));
        } catch (Refusal e) {
            return;
        }
    }

    private void answer(Context request) throws Refusal, IOException {
        LibraryAnswer answer = library.answer(request.pathParam("id"));
        Map<Integer, Cited> cited = answer.citations().stream()
                .map(AskPages::cited)
                .collect(Collectors.toMap(Cited::number, Function.identity()));
        boolean running = answer.state() == LibraryAnswer.State.RUNNING;
        String why = answer.why();
        Screen.show(
                request,
                new AnswerView(
                        Frame.of("Answer", Room.ASK, Visitor.of(request.req()).signedIn())
                                .refreshed(running ? LOOK_AGAIN : 0),
                        answer.query(),
                        AnswerView.State.valueOf(answer.state().name()),
                        why == null ? null : Sentence.of(why),
                        answer.code(),
                        answer.sentences().stream()
                                .map(each -> new AnswerView.Sentence(
                                        each.text(),
                                        each.citations().stream()
                                                .map(number -> Objects.requireNonNull(cited.get(number)))
                                                .toList()))
                                .toList(),
                        answer.citations().stream().map(AskPages::cited).toList(),
                        answer.conflicts().stream()
                                .map(each -> new AnswerView.Disagreement(
                                        Objects.requireNonNull(cited.get(each.cited())),
                                        Objects.requireNonNull(cited.get(each.other()))))
                                .toList(),
                        answer.found().stream().map(AskPages::cited).toList(),
                        answer.confirmedBy(),
                        running ? List.of() : library.models(answer.questionId()),
                        answer.run()));
    }

    private static Cited cited(LibraryAnswer.Citation place) {
        StringBuilder where = new StringBuilder("version ").append(place.version());
        if (place.page() > 0) {
            where.append(", page ").append(place.page());
        }
        if (!place.heading().isEmpty()) {
            where.append(", ").append(place.heading());
        }
        return new Cited(
                place.number(),
                place.name(),
                where.toString(),
                place.quote(),
                PagePaths.place(place.documentId(), place.version(), place.start(), place.end()),
                place.current());
    }
}
