package dev.ratchet.worker.web.library;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.worker.web.GatewayConfig;
import dev.ratchet.worker.web.authentication.Access;
import dev.ratchet.worker.web.request.CheckedJson;
import dev.ratchet.worker.web.request.Refusal;
import dev.ratchet.worker.web.request.Requests;
import dev.ratchet.workflows.gateway.Paths;
import dev.ratchet.workflows.gateway.Problem;
import dev.ratchet.workflows.gateway.library.DocumentUpload;
import dev.ratchet.workflows.gateway.library.LibraryAnswer;
import dev.ratchet.workflows.gateway.library.LibraryQuestion;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The addresses of {@link Paths} below {@code /v1/library}, as {@link OpenApi} describes them. */
public final class LibraryEndpoints {
    private static final int JSON_CAP = 64 * 1024;
    private static final int USUAL_WAIT = 20;

    private final GatewayConfig config;
    private final DocumentLibrary library;
    private final ObjectMapper mapper;
    private final OpenApi openApi = OpenApi.load();

    public LibraryEndpoints(GatewayConfig config, DocumentLibrary library, ObjectMapper mapper) {
        this.config = config;
        this.library = library;
        this.mapper = mapper;
    }

    public void addTo(RoutesConfig routes) {
        String document = Paths.LIBRARY_DOCUMENTS + "/{document_id}";
        String question = Paths.LIBRARY_QUESTIONS + "/{question_id}";
        routes.post(Paths.LIBRARY_DOCUMENTS, this::upload, Access.OWN_NAME);
        routes.get(Paths.LIBRARY_DOCUMENTS, this::documents, Access.PERSON);
        routes.get(document, this::document, Access.PERSON);
        routes.delete(document, this::remove, Access.OWN_NAME);
        routes.get(document + "/versions/{version}/text", this::text, Access.PERSON);
        routes.post(document + "/questions", this::askDocument, Access.OWN_NAME);
        routes.get(Paths.LIBRARY_UPLOADS + "/{upload_id}", this::uploaded, Access.PERSON);
        routes.post(Paths.LIBRARY_QUESTIONS, this::askLibrary, Access.OWN_NAME);
        routes.get(question, this::answer, Access.PERSON);
        routes.post(question + "/confirmation", this::confirm, Access.ANSWERS);
        routes.get(Paths.OPENAPI, this::openApi, Access.PERSON);
    }

    private void upload(Context request) throws Refusal, IOException {
        String person = Requests.uploader(request);
        String name = request.queryParam("name");
        if (name == null) {
            throw Refusal.badRequest("'name' is missing: the name by which the library should know the document");
        }
        Duration wait = wait(request);
        DocumentUpload upload =
                library.upload(person, name, Requests.body(request, "the document", config.documentLimit()), wait);
        switch (upload.state()) {
            case RUNNING -> request.status(202).header("Location", Paths.LIBRARY_UPLOADS + "/" + upload.uploadId());
            case READY -> request.status(201);
            case REFUSED -> throw new Refusal(422, problem(upload.code(), upload.why()));
            case FAILED -> throw new Refusal(503, problem(upload.code(), upload.why()));
        }
        json(request, upload);
    }

    private static Problem problem(@Nullable String code, @Nullable String why) {
        return Problem.of(String.valueOf(code), String.valueOf(why));
    }

    private void uploaded(Context request) throws Refusal, IOException {
        json(request, library.upload(request.pathParam("upload_id")));
    }

    private void documents(Context request) throws Refusal, IOException {
        int most = Requests.most(request, 100, 1_000);
        String name = request.queryParam("name");
        String after = request.queryParam("after");
        if (name != null && after != null) {
            throw Refusal.badRequest("'name' asks for one document, and 'after' for a page; leave one of them out");
        }
        json(request, name == null ? library.documents(after, most) : library.named(name));
    }

    private void document(Context request) throws Refusal, IOException {
        json(request, library.document(request.pathParam("document_id")));
    }

    private void remove(Context request) throws Refusal, IOException {
        library.remove(Requests.uploader(request), request.pathParam("document_id"));
        request.status(204);
    }

    private void text(Context request) throws Refusal, IOException {
        json(request, library.text(request.pathParam("document_id"), version(request.pathParam("version"))));
    }

    private static int version(String given) throws Refusal {
        return Requests.whole(
                given, Integer.MIN_VALUE, Integer.MAX_VALUE, "a version should be a whole number, 1 or more");
    }

    private void askDocument(Context request) throws Refusal, IOException {
        LibraryQuestion question = question(request, "DocumentQuestion");
        ask(
                request,
                new LibraryQuestion(
                        question.query(), question.outputFormat(), List.of(request.pathParam("document_id"))));
    }

    private void askLibrary(Context request) throws Refusal, IOException {
        ask(request, question(request, "LibraryQuestion"));
    }

    private LibraryQuestion question(Context request, String schema) throws Refusal, IOException {
        String text = Requests.text(request, "the question", JSON_CAP);
        return mapper.treeToValue(
                CheckedJson.fitting(openApi.schema(schema), "the schema " + schema + " of " + Paths.OPENAPI, text),
                LibraryQuestion.class);
    }

    private void ask(Context request, LibraryQuestion question) throws Refusal, IOException {
        Duration wait = wait(request);
        LibraryAnswer answer = library.ask(Requests.uploader(request), question, wait);
        switch (answer.state()) {
            case RUNNING -> request.status(202).header("Location", Paths.LIBRARY_QUESTIONS + "/" + answer.questionId());
            case ANSWERED, ABSTAINED, REFUSED -> request.status(200);
            case FAILED -> throw new Refusal(503, problem(answer.code(), answer.why()));
        }
        json(request, answer);
    }

    private void answer(Context request) throws Refusal, IOException {
        json(request, library.answer(request.pathParam("question_id")));
    }

    private void confirm(Context request) throws Refusal, IOException {
        json(request, library.confirm(Requests.uploader(request), request.pathParam("question_id")));
    }

    private void openApi(Context request) {
        request.contentType("application/json").result(openApi.json());
    }

    private static Duration wait(Context request) throws Refusal {
        String given = request.queryParam("wait");
        if (given == null) {
            return Duration.ofSeconds(USUAL_WAIT);
        }
        int most = (int) DocumentLibrary.LONGEST_WAIT.toSeconds();
        return Duration.ofSeconds(
                Requests.whole(given, 0, most, "'wait' should be a whole number of seconds from 0 to " + most));
    }

    private void json(Context request, Object value) throws IOException {
        request.contentType("application/json").result(mapper.writeValueAsBytes(value));
    }
}
