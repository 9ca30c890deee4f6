package dev.ratchet.worker.web.page;

import dev.ratchet.worker.web.authentication.Access;
import dev.ratchet.worker.web.library.DocumentLibrary;
import dev.ratchet.worker.web.page.view.Format;
import dev.ratchet.worker.web.page.view.Frame;
import dev.ratchet.worker.web.page.view.LibraryView;
import dev.ratchet.worker.web.page.view.Moment;
import dev.ratchet.worker.web.page.view.Room;
import dev.ratchet.worker.web.page.view.Sentence;
import dev.ratchet.worker.web.page.view.UploadView;
import dev.ratchet.worker.web.request.Refusal;
import dev.ratchet.worker.web.session.Visitor;
import dev.ratchet.workflows.gateway.library.DocumentUpload;
import dev.ratchet.workflows.gateway.library.LibraryDocument;
import dev.ratchet.workflows.gateway.library.LibraryPage;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The documents of the library, and how one comes in. */
final class LibraryPages {
    private static final int DOCUMENTS_SHOWN = 50;
    private static final int LOOK_AGAIN = 2;

    /** Most documents are in by then, and no waiting is shown. */
    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    private final DocumentLibrary library;
    private final long documentLimit;

    LibraryPages(DocumentLibrary library, long documentLimit) {
        this.library = library;
        this.documentLimit = documentLimit;
    }

    void addTo(RoutesConfig routes) {
        routes.get(PagePaths.LIBRARY, this::documents, Access.SIGNED_IN);
        routes.post(PagePaths.LIBRARY, this::upload, Access.SIGNED_IN);
        routes.get(PagePaths.UPLOADS + "/{id}", this::uploaded, Access.SIGNED_IN);
    }

    private void documents(Context request) throws Refusal {
        Visitor visitor = Visitor.of(request.req());
        @Nullable String after = request.queryParam("after");
        LibraryPage page = library.documents(after, DOCUMENTS_SHOWN);
        Screen.show(
                request,
                new LibraryView(
                        Frame.of("Library", Room.LIBRARY, visitor.signedIn()),
                        page.documents().stream().map(LibraryPages::row).toList(),
                        request.queryParam("removed") != null,
                        documentLimit / 1_000_000 + " MB",
                        page.next() == null ? null : PagePaths.libraryAfter(page.next()),
                        after == null));
    }

    private static LibraryView.Row row(LibraryDocument document) {
        return new LibraryView.Row(
                document.name(),
                document.version(),
                Format.words(document.format()),
                document.passages(),
                new Moment(document.at()),
                document.uploader(),
                PagePaths.document(document.documentId(), document.version()),
                PagePaths.askOf(document.documentId()),
                PagePaths.remove(document.documentId()));
    }

    private void upload(Context request) throws Refusal, IOException {
        String person = Visitor.of(request.req()).signedIn();
        try (Form.Upload form = Form.upload(request, documentLimit)) {
            DocumentUpload upload = library.upload(person, form.name(), form.file(), AT_ONCE);
            Screen.goTo(request, PagePaths.upload(upload.uploadId()));
        }
    }

    private void uploaded(Context request) throws Refusal, IOException {
        DocumentUpload upload = library.upload(request.pathParam("id"));
        boolean running = upload.state() == DocumentUpload.State.RUNNING;
        boolean ready = upload.state() == DocumentUpload.State.READY;
        String why = upload.why();
        Screen.show(
                request,
                new UploadView(
                        Frame.of(
                                        "Upload",
                                        Room.LIBRARY,
                                        Visitor.of(request.req()).signedIn())
                                .refreshed(running ? LOOK_AGAIN : 0),
                        upload.name(),
                        UploadView.State.valueOf(upload.state().name()),
                        why == null ? null : Sentence.of(why),
                        upload.code(),
                        ready ? Objects.requireNonNull(upload.version()) : 0,
                        ready
                                ? PagePaths.document(upload.documentId(), Objects.requireNonNull(upload.version()))
                                : null,
                        ready ? PagePaths.askOf(upload.documentId()) : null,
                        upload.run()));
    }
}
