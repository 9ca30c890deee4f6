package dev.ratchet.worker.web.library;

import dev.ratchet.activities.library.Library;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.qa.Answer;
import dev.ratchet.workflows.contract.retrieval.DocumentVersion;
import dev.ratchet.workflows.contract.retrieval.Passage;
import dev.ratchet.workflows.gateway.library.LibraryAnswer.Citation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Numbers places in documents as they come up, and says of which document each is. */
final class Citations {
    private final TenantId tenant;
    private final Library library;
    private final Map<String, List<Library.Shelved>> documents = new LinkedHashMap<>();
    private final List<Citation> all = new ArrayList<>();

    Citations(TenantId tenant, Library library) {
        this.tenant = tenant;
        this.library = library;
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
                passage.page(),
                passage.heading(),
                start,
                end,
                quote));
        return all.size();
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
