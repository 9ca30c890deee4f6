package dev.ratchet.worker.web.library;

import dev.ratchet.activities.library.Library;
import dev.ratchet.activities.library.Shelf;
import dev.ratchet.activities.library.extraction.LibraryText;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.qa.Answer;
import dev.ratchet.workflows.contract.retrieval.DocumentVersion;
import dev.ratchet.workflows.contract.retrieval.Passage;
import dev.ratchet.workflows.gateway.library.LibraryAnswer.Citation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Numbers places in documents as they come up, and says of which document each is. */
final class Citations {
    private final TenantId tenant;
    private final Library library;
    private final Shelf shelf;
    private final Map<DocumentVersion, List<LibraryText.Page>> pages = new LinkedHashMap<>();
    private final Map<String, List<Library.Shelved>> documents = new LinkedHashMap<>();
    private final List<Citation> all = new ArrayList<>();

    Citations(TenantId tenant, Library library, Shelf shelf) {
        this.tenant = tenant;
        this.library = library;
        this.shelf = shelf;
    }

    /** The number of a place; a new one when it did not come up yet. */
    int number(Answer.Span span) {
        Passage passage = span.passage();
        return number(passage, passage.start() + span.start(), passage.start() + span.end(), span.quote());
    }

    /** The number of a whole passage. */
    int number(Passage passage, String said) {
        return number(passage, passage.start(), passage.end(), said);
    }

    private int number(Passage passage, int start, int end, String quote) {
        for (Citation known : all) {
            if (known.documentId().equals(passage.of().document())
                    && known.version() == passage.of().version()
                    && known.passage() == passage.number()
                    && known.start() == start
                    && known.end() == end) {
                return known.number();
            }
        }
        List<Library.Shelved> versions = versions(passage);
        all.add(new Citation(
                all.size() + 1,
                passage.of().document(),
                name(passage),
                passage.of().version(),
                isCurrent(versions, passage.of()),
                passage.number(),
                page(passage, start),
                passage.heading(),
                start,
                end,
                quote));
        return all.size();
    }

    /** That the place is on; a passage may go on over several, and says only where it begins. */
    private int page(Passage passage, int start) {
        if (passage.page() == 0) {
            return 0;
        }
        return pages.computeIfAbsent(passage.of(), version -> pages(passage)).stream()
                .filter(page -> page.start() <= start)
                .mapToInt(LibraryText.Page::number)
                .max()
                .orElse(passage.page());
    }

    /** None when the text is away by now; that a document was removed is told elsewhere. */
    private List<LibraryText.Page> pages(Passage passage) {
        Optional<Library.Shelved> version = versions(passage).stream()
                .filter(each -> each.version().equals(passage.of()))
                .findFirst();
        try {
            return version.isPresent()
                    ? shelf.text(tenant, version.get().body()).pages()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            if (library.versions(tenant, passage.of().document()).isEmpty()) {
                return List.of();
            }
            throw e;
        }
    }

    private static boolean isCurrent(List<Library.Shelved> versions, DocumentVersion version) {
        return versions.stream()
                .anyMatch(each -> each.current() && each.version().equals(version));
    }

    /** Of the passage's document. */
    String name(Passage passage) {
        List<Library.Shelved> versions = versions(passage);
        return versions.isEmpty() ? passage.of().document() : versions.get(0).name();
    }

    private List<Library.Shelved> versions(Passage passage) {
        return documents.computeIfAbsent(passage.of().document(), id -> library.versions(tenant, id));
    }

    List<Citation> all() {
        return List.copyOf(all);
    }
}
