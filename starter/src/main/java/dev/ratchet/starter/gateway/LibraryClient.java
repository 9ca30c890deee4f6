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
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
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

    private final GatewayClient gateway;

    private LibraryClient(GatewayClient gateway) {
        this.gateway = gateway;
    }

    /** @throws Refused when the environment names no gateway that a token may go to */
    public static LibraryClient of(CommandContext context) {
        return new LibraryClient(GatewayClient.of(context));
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
        String query = "?name=" + GatewayClient.encoded(name) + "&wait=" + seconds + acting(as);
        return post(Paths.LIBRARY_DOCUMENTS + query, body, new TypeReference<>() {});
    }

    public DocumentUpload upload(String id) {
        return gateway.get(Paths.LIBRARY_UPLOADS + "/" + id, new TypeReference<>() {});
    }

    /** Every document, by name. */
    public List<LibraryDocument> documents() {
        List<LibraryDocument> all = new ArrayList<>();
        String after = "";
        while (after != null) {
            LibraryPage page = page("most=" + PAGE + (after.isEmpty() ? "" : "&after=" + GatewayClient.encoded(after)));
            all.addAll(page.documents());
            after = page.next();
        }
        return all;
    }

    private LibraryPage page(String query) {
        return gateway.get(Paths.LIBRARY_DOCUMENTS + "?" + query, new TypeReference<>() {});
    }

    /**
     * The id of a document that is there.
     *
     * @param named its name, or its id
     * @throws Refused when there is none
     */
    public String id(String named) {
        LibraryPage page = page("name=" + GatewayClient.encoded(named));
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
        return GatewayClient.found(
                        () -> gateway.get(Paths.LIBRARY_DOCUMENTS + "/" + id, new TypeReference<DocumentVersions>() {}))
                .isPresent();
    }

    public void remove(String id, @Nullable String as) {
        String path = Paths.LIBRARY_DOCUMENTS + "/" + id + GatewayClient.onBehalfOf(as);
        try (InputStream nothing = gateway.send("DELETE", path, BodyPublishers.noBody(), BodyHandlers.ofInputStream())
                .body()) {
            nothing.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for what comes of it. */
    public LibraryAnswer ask(LibraryQuestion question, @Nullable String as) {
        LibraryAnswer answer = post(
                Paths.LIBRARY_QUESTIONS + "?wait=30" + acting(as), gateway.json(question), new TypeReference<>() {});
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
        return post(
                Paths.LIBRARY_QUESTIONS + "/" + GatewayClient.encoded(question) + "/confirmation"
                        + GatewayClient.onBehalfOf(as),
                BodyPublishers.noBody(),
                new TypeReference<>() {});
    }

    private <T> T post(String path, BodyPublisher body, TypeReference<T> type) {
        return gateway.read(gateway.send("POST", path, body, BodyHandlers.ofInputStream()), type);
    }

    private static String acting(@Nullable String as) {
        return as == null ? "" : "&as=" + GatewayClient.encoded(as);
    }
}
