package dev.ratchet.worker.web.page.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param removed whether a document was just removed
 * @param limit of a document, in words
 * @param next address of the documents that follow; absent on the last page
 * @param first whether these are the first ones
 */
public record LibraryView(
        Frame frame,
        List<Row> documents,
        boolean removed,
        String limit,
        @Nullable String next,
        boolean first) implements View {
    public LibraryView {
        documents = List.copyOf(documents);
    }

    /**
     * @param href of its text
     * @param ask where questions are asked of it alone
     * @param remove where it is removed
     */
    public record Row(
            String name,
            int version,
            String format,
            int passages,
            Moment at,
            String by,
            String href,
            String ask,
            String remove) {}

    @Override
    public String template() {
        return "library.jte";
    }
}
