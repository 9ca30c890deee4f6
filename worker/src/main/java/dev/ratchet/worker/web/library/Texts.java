package dev.ratchet.worker.web.library;

import dev.ratchet.activities.library.Library;
import dev.ratchet.activities.library.extraction.LibraryText;
import dev.ratchet.workflows.contract.retrieval.Passage;
import dev.ratchet.workflows.gateway.library.DocumentText;
import dev.ratchet.workflows.gateway.library.LibraryDocument;
import java.util.List;

/** Documents and their texts as people are shown them. */
final class Texts {
    private Texts() {}

    static LibraryDocument document(Library.Shelved shelved) {
        return new LibraryDocument(
                shelved.version().document(),
                shelved.name(),
                shelved.version().version(),
                shelved.current(),
                shelved.version().content(),
                shelved.format(),
                shelved.count(),
                shelved.uploader(),
                shelved.at());
    }

    static DocumentText of(Library.Shelved shelved, LibraryText text, List<Passage> passages) {
        return new DocumentText(
                document(shelved),
                text.text(),
                text.pages().stream()
                        .map(page -> new DocumentText.Page(page.number(), page.start()))
                        .toList(),
                text.sections().stream()
                        .map(section -> new DocumentText.Section(section.heading(), section.start()))
                        .toList(),
                passages.stream()
                        .map(each -> new DocumentText.Place(
                                each.number(), each.page(), each.heading(), each.start(), each.end()))
                        .toList());
    }
}
