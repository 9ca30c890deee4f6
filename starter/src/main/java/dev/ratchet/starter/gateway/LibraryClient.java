package dev.ratchet.starter.gateway;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.command.Refused;
import dev.ratchet.workflows.gateway.Paths;
import dev.ratchet.workflows.gateway.Problem;
import dev.ratchet.workflows.gateway.library.DocumentUpload;
import dev.ratchet.workflows.gateway.library.DocumentVersions;
import dev.ratchet.workflows.gateway.library.LibraryAnswer;
import dev.ratchet.workflows.gateway.library.LibraryDocument;
import dev.ratchet.workflows.gateway.library.LibraryPage;
import dev.ratchet.workflows.gateway.library.LibraryQuestion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** What the gateway has of documents and questions. */
public final class LibraryClient {
    private static final int PAGE = 1_000;
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final String ID = "[0-9a-f]{16}";

    private final GatewayConnection gateway;

    private LibraryClient(GatewayConnection gateway) {
        this.gateway = gateway;
    }

    /** @throws Refused when the environment names no gateway that a token may go to */
    public static LibraryClient of(CommandContext context) {
        return new LibraryClient(GatewayConnection.of(context));
    }

    /**
     * @param seconds for which the gateway waits for the end of the run
     * @param as the uploader; absent for the token's own person
     * @throws Refused with the library's code when it does not take the document
     * @throws UncheckedIOException when the file cannot be read
     */
    public DocumentUpload upload(Path file, String name, int seconds, @Nullable String as) {
        BodyPublisher body;
        try {
            body = BodyPublishers.ofFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String path = Query.of(Paths.LIBRARY_DOCUMENTS)
                .with("name", name)
                .with("wait", seconds)
                .with("as", as)
                .path();
        return gateway.send("POST", path, body, new TypeReference<>() {});
    }

    public DocumentUpload upload(String id) {
        return gateway.get(Paths.LIBRARY_UPLOADS + "/" + id, new TypeReference<>() {});
    }

    /** Every document, by name. */
    public List<LibraryDocument> documents() {
        List<LibraryDocument> all = new ArrayList<>();
        String after = null;
        do {
            LibraryPage page =
                    page(Query.of(Paths.LIBRARY_DOCUMENTS).with("most", PAGE).with("after", after));
            all.addAll(page.documents());
            after = page.next();
        } while (after != null);
        return all;
    }

    private LibraryPage page(Query query) {
        return gateway.get(query.path(), new TypeReference<>() {});
    }

    /**
     * The id of a document that is there.
     *
     * @param named its name, or its id
     * @throws Refused when there is none
     */
    public String id(String named) {
        LibraryPage page = page(Query.of(Paths.LIBRARY_DOCUMENTS).with("name", named));
        if (!page.documents().isEmpty()) {
            return page.documents().get(0).documentId();
        }
        if (named.matches(ID) && isThere(named)) {
            return named;
        }
        throw new Refused(
                Problem.NOT_FOUND, "the library has no document '" + named + "'; 'ratchet documents list' shows all");
    }

    private boolean isThere(String id) {
        return gateway.find(Paths.LIBRARY_DOCUMENTS + "/" + id, new TypeReference<DocumentVersions>() {})
                .isPresent();
    }

    public void remove(String id, @Nullable String as) {
        String path =
                Query.of(Paths.LIBRARY_DOCUMENTS + "/" + id).with("as", as).path();
        var unused = gateway.text(gateway.exchange("DELETE", path, BodyPublishers.noBody()));
    }

    /** Waits for what comes of it. */
    public LibraryAnswer ask(LibraryQuestion question, @Nullable String as) {
        String path = Query.of(Paths.LIBRARY_QUESTIONS)
                .with("wait", 30)
                .with("as", as)
                .path();
        LibraryAnswer answer = gateway.post(path, question, new TypeReference<>() {});
        while (answer.state() == LibraryAnswer.State.RUNNING) {
            LockSupport.parkNanos(PAUSE.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                throw new Refused("INTERRUPTED", "interrupted; the question goes on as " + answer.run());
            }
            answer = gateway.get(Paths.LIBRARY_QUESTIONS + "/" + answer.questionId(), new TypeReference<>() {});
        }
        return answer;
    }

    public LibraryAnswer confirm(String question, @Nullable String as) {
        String path = Query.of(Paths.LIBRARY_QUESTIONS + "/" + Query.encoded(question) + "/confirmation")
                .with("as", as)
                .path();
        return gateway.send("POST", path, BodyPublishers.noBody(), new TypeReference<>() {});
    }
}
