package dev.ratchet.workflows.gateway.library;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * What a version says, and where. Offsets are in UTF-16 code units.
 *
 * @param document the version
 * @param pages in order; empty where the format has none
 * @param sections in order
 * @param passages in order
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record DocumentText(
        LibraryDocument document, String text, List<Page> pages, List<Section> sections, List<Place> passages) {
    public DocumentText {
        pages = List.copyOf(pages);
        sections = List.copyOf(sections);
        passages = List.copyOf(passages);
    }

    /** @param number from 1 */
    public record Page(int number, int start) {}

    /** @param heading on one line; the section's text begins with it */
    public record Section(String heading, int start) {}

    /**
     * A passage.
     *
     * @param number from 1
     * @param page from 1; 0 where the format has none
     * @param heading that it stands under; empty where there is none
     * @param end after its last code unit
     */
    public record Place(int number, int page, String heading, int start, int end) {}
}
