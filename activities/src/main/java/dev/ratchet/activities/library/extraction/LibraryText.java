package dev.ratchet.activities.library.extraction;

import java.util.List;

/**
 * The whole text of a document, and where in it things begin. Offsets are in UTF-16 code units. Lines end with {@code \n}; a
 * blank line ends a paragraph.
 *
 * @param format that it was read as
 * @param sections in the order of their starts; a section's text begins with its heading
 * @param pages in order; empty where the format has none
 * @param tables in order; each row is a line
 */
public record LibraryText(Format format, String text, List<Section> sections, List<Page> pages, List<Table> tables) {
    public LibraryText {
        sections = List.copyOf(sections);
        pages = List.copyOf(pages);
        tables = List.copyOf(tables);
    }

    /** What is read. Frozen. */
    public enum Format {
        PDF,
        TEXT,
        MARKDOWN,
        HTML,
        DOCX
    }

    /**
     * @param heading at most 200 characters, on one line
     * @param body after its heading's line
     */
    public record Section(String heading, int start, int body) {}

    /** @param number from 1 */
    public record Page(int number, int start) {}

    /** @param end after its last row's last character */
    public record Table(int start, int end) {}
}
