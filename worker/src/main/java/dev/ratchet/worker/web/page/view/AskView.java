package dev.ratchet.worker.web.page.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param question as far as it was written
 * @param wrong why it was not asked; absent at first
 * @param documents that it may be limited to, by name
 * @param more whether there are others, which are not shown
 * @param most of them that one question may be limited to
 */
public record AskView(
        Frame frame, String question, @Nullable String wrong, List<Choice> documents, boolean more, int most)
        implements View {
    public AskView {
        documents = List.copyOf(documents);
    }

    public record Choice(String id, String name, boolean chosen) {}

    /** Whether any is chosen. */
    public boolean limited() {
        return documents.stream().anyMatch(Choice::chosen);
    }

    @Override
    public String template() {
        return "ask.jte";
    }
}
