package dev.ratchet.worker.web.page;

import dev.ratchet.worker.web.authentication.Access;
import dev.ratchet.worker.web.library.DocumentLibrary;
import dev.ratchet.worker.web.page.view.DocumentView;
import dev.ratchet.worker.web.page.view.Format;
import dev.ratchet.worker.web.page.view.Frame;
import dev.ratchet.worker.web.page.view.Moment;
import dev.ratchet.worker.web.page.view.RemoveView;
import dev.ratchet.worker.web.page.view.Room;
import dev.ratchet.worker.web.page.view.TextBlocks;
import dev.ratchet.worker.web.request.Refusal;
import dev.ratchet.worker.web.request.Requests;
import dev.ratchet.worker.web.session.Visitor;
import dev.ratchet.workflows.gateway.library.DocumentText;
import dev.ratchet.workflows.gateway.library.DocumentVersions;
import dev.ratchet.workflows.gateway.library.LibraryDocument;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One document: its text with a cited place highlighted, and its removal. */
final class DocumentPages {
    private static final Set<String> TABULAR = Set.of("HTML", "DOCX");

    private final DocumentLibrary library;

    DocumentPages(DocumentLibrary library) {
        this.library = library;
    }

    void addTo(RoutesConfig routes) {
        routes.get(PagePaths.DOCUMENTS + "/{id}", this::text, Access.SIGNED_IN);
        routes.get(PagePaths.DOCUMENTS + "/{id}/remove", this::confirmRemoval, Access.SIGNED_IN);
        routes.post(PagePaths.DOCUMENTS + "/{id}/remove", this::remove, Access.SIGNED_IN);
    }

    private void text(Context request) throws Refusal, IOException {
        String id = request.pathParam("id");
        DocumentVersions document = library.document(id);
        LibraryDocument current = current(document);
        int version = number(request, "version", current.version(), 1);
        DocumentText shown = library.text(id, version);
        int from = number(request, "from", 0, 0);
        int to = number(request, "to", from, from);
        String text = shown.text();
        if (to > text.length()) {
            throw Refusal.badRequest("'to' should be at most " + text.length() + ", the length of this version's text");
        }
        TextBlocks blocks = blocks(shown);
        int part = Math.min(number(request, "part", blocks.partOf(from), 1), blocks.parts());
        LibraryDocument about = shown.document();
        Screen.show(
                request,
                new DocumentView(
                        Frame.of(
                                about.name(),
                                Room.LIBRARY,
                                Visitor.of(request.req()).signedIn()),
                        about.name(),
                        version,
                        Format.words(about.format()),
                        about.passages(),
                        new Moment(about.at()),
                        about.uploader(),
                        about.current() ? null : PagePaths.document(id, current.version()),
                        to > from && part == blocks.partOf(from),
                        blocks.blocks(part, from, to),
                        part,
                        blocks.parts(),
                        part > 1 ? PagePaths.part(id, version, part - 1) : null,
                        part < blocks.parts() ? PagePaths.part(id, version, part + 1) : null,
                        others(document),
                        PagePaths.askOf(id),
                        PagePaths.remove(id)));
    }

    private static TextBlocks blocks(DocumentText shown) {
        TreeMap<Integer, Integer> pages = new TreeMap<>();
        shown.pages().forEach(page -> pages.put(page.start(), page.number()));
        return TextBlocks.of(
                shown.text(),
                TABULAR.contains(shown.document().format()),
                shown.sections().stream()
                        .map(DocumentText.Section::start)
                        .collect(Collectors.toCollection(TreeSet::new)),
                pages);
    }

    private static LibraryDocument current(DocumentVersions document) {
        return document.versions().stream()
                .filter(LibraryDocument::current)
                .findFirst()
                .orElse(document.versions().get(0));
    }

    private static List<DocumentView.OtherVersion> others(DocumentVersions document) {
        return document.versions().stream()
                .sorted(Comparator.comparingInt(LibraryDocument::version))
                .map(each -> new DocumentView.OtherVersion(
                        each.version(), PagePaths.document(each.documentId(), each.version()), each.current()))
                .toList();
    }

    private static int number(Context request, String name, int byDefault, int least) throws Refusal {
        @Nullable String given = request.queryParam(name);
        if (given == null) {
            return byDefault;
        }
        return Requests.whole(given, least, Integer.MAX_VALUE, "'" + name + "' should be a whole number from " + least);
    }

    private void confirmRemoval(Context request) throws Refusal {
        String id = request.pathParam("id");
        DocumentVersions document = library.document(id);
        Screen.show(
                request,
                new RemoveView(
                        Frame.of(
                                "Remove " + document.name(),
                                Room.LIBRARY,
                                Visitor.of(request.req()).signedIn()),
                        document.name(),
                        document.versions().size(),
                        current(document).passages(),
                        PagePaths.remove(id),
                        PagePaths.document(id, current(document).version())));
    }

    private void remove(Context request) throws Refusal {
        String id = request.pathParam("id");
        library.remove(Visitor.of(request.req()).signedIn(), id);
        Screen.goTo(request, PagePaths.LIBRARY + "?removed");
    }
}
