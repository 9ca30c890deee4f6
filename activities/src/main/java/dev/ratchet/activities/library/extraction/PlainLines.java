package dev.ratchet.activities.library.extraction;

import dev.ratchet.activities.library.extraction.LibraryText.Format;
import dev.ratchet.activities.library.extraction.LibraryText.Page;
import dev.ratchet.activities.library.extraction.LibraryText.Section;
import dev.ratchet.activities.library.extraction.LibraryText.Table;
import dev.ratchet.activities.library.extraction.Refusal.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds the sections, pages and tables of a text that stays as it is, by its lines. A form feed begins a page. Markdown's headings
 * are those of CommonMark 0.31, sections 4.2 and 4.3, outside of code fences; its tables have a bar in each line. In other texts
 * a numbered line that stands like a title is a heading, and lines with tabs are a table. One pass, no nesting.
 */
final class PlainLines {
    private static final Pattern ATX = Pattern.compile(" {0,3}#{1,6}([ \\t].*)?");
    private static final Pattern UNDERLINE = Pattern.compile(" {0,3}(=+|-+)[ \\t]*");
    private static final Pattern FENCE = Pattern.compile(" {0,3}(```|~~~).*");
    private static final Pattern NUMBERED =
            Pattern.compile(" {0,3}(\\d{1,2}(\\.\\d{1,3}){0,4}\\.?|§ ?\\d{1,4}[a-z]?)[ \\t]{1,6}\\p{Lu}[^\\n]{0,99}");
    private static final Pattern NOT_A_TITLE = Pattern.compile(".*([.,:;!?]|\\.{3,}.*|\\s\\d{1,4})\\s*");

    /** A longer line is no heading. */
    private static final int MOST_LINE = 300;

    private final String text;
    private final boolean markdown;
    private final ReadingLimits limits;
    private final List<Section> sections = new ArrayList<>();
    private final List<Table> tables = new ArrayList<>();
    private boolean fenced;
    private int previous = -1;
    private int previousEnd;
    private int rows;
    private int firstRow;
    private int lastRowEnd;

    private PlainLines(String text, boolean markdown, ReadingLimits limits) {
        this.text = text;
        this.markdown = markdown;
        this.limits = limits;
    }

    static LibraryText text(String raw, boolean markdown, ReadingLimits limits) throws Refused {
        return of(raw, markdown ? Format.MARKDOWN : Format.TEXT, limits);
    }

    /** @param raw with {@code \n} line ends; {@code \f} begins a page */
    static LibraryText of(String raw, Format format, ReadingLimits limits) throws Refused {
        if (raw.isBlank()) {
            throw Refusal.EMPTY.because();
        }
        if (raw.length() > limits.characters()) {
            throw Refusal.TEXT_TOO_LONG.because(limits.characters());
        }
        List<Page> pages = new ArrayList<>();
        String text = withoutFormFeeds(raw, pages, limits);
        PlainLines lines = new PlainLines(text, format == Format.MARKDOWN, limits);
        lines.walk();
        return new LibraryText(format, text, lines.sections, pages, lines.tables);
    }

    /** Each page is cleaned by itself, so that its start is known. A form feed at the very end begins no page. */
    private static String withoutFormFeeds(String raw, List<Page> pages, ReadingLimits limits) throws Refused {
        if (raw.indexOf('\f') < 0) {
            return TextBuilder.clean(raw);
        }
        StringBuilder text = new StringBuilder(raw.length());
        int end;
        for (int start = 0; start < raw.length(); start = end + 1) {
            end = raw.indexOf('\f', start);
            end = end < 0 ? raw.length() : end;
            if (pages.size() >= limits.parts()) {
                throw Refusal.TOO_MANY_PARTS.because(limits.parts());
            }
            if (text.length() > 0 && text.charAt(text.length() - 1) != '\n') {
                text.append('\n');
            }
            pages.add(new Page(pages.size() + 1, text.length()));
            text.append(TextBuilder.clean(raw.substring(start, end)));
        }
        return text.toString();
    }

    private void walk() throws Refused {
        int end;
        for (int start = 0; start < text.length(); start = end + 1) {
            end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            line(start, end);
        }
        endTable();
    }

    private void line(int start, int end) throws Refused {
        String line = end - start > MOST_LINE ? "" : text.substring(start, end);
        if (markdown && FENCE.matcher(line).matches()) {
            fenced = !fenced;
            endTable();
            previous = -1;
            return;
        }
        if (fenced) {
            return;
        }
        if (isRow(start, end)) {
            row(start, end);
        } else {
            endTable();
            if (markdown) {
                markdownHeading(line, start, end);
            } else if (NUMBERED.matcher(line).matches()
                    && !NOT_A_TITLE.matcher(line).matches()) {
                section(line, start, end);
            }
        }
        previous = text.substring(start, Math.min(end, start + MOST_LINE)).isBlank() ? -1 : start;
        previousEnd = end;
    }

    private void markdownHeading(String line, int start, int end) throws Refused {
        if (ATX.matcher(line).matches()) {
            section(line.strip().replaceAll("^#+\\s*|\\s+#+$", ""), start, end);
        } else if (previous >= 0
                && previousEnd - previous <= MOST_LINE
                && UNDERLINE.matcher(line).matches()
                && isOneLine(previous)) {
            section(text.substring(previous, previousEnd), previous, end);
        }
    }

    /** Whether nothing stands right above it, so that it is a title and not the last line of a paragraph. */
    private boolean isOneLine(int start) {
        int before = text.lastIndexOf('\n', start - 2);
        return start < 2
                || text.substring(before + 1, Math.max(before + 1, start - 1)).isBlank();
    }

    private void section(String heading, int start, int end) throws Refused {
        String line = heading.strip().replaceAll("\\s+", " ");
        boolean again = !sections.isEmpty() && sections.get(sections.size() - 1).start() >= start;
        if (line.isEmpty() || again) {
            return;
        }
        sections.add(new Section(TextBuilder.title(line), start, end));
        count(sections);
    }

    private boolean isRow(int start, int end) {
        char bar = markdown ? '|' : '\t';
        boolean barred = false;
        boolean said = false;
        for (int i = start; i < end && !(barred && said); i++) {
            barred |= text.charAt(i) == bar;
            said |= !Character.isWhitespace(text.charAt(i));
        }
        return barred && said;
    }

    private void row(int start, int end) {
        if (rows++ == 0) {
            firstRow = start;
        }
        lastRowEnd = end;
    }

    /** One line with a bar or a tab is no table. */
    private void endTable() throws Refused {
        if (rows > 1) {
            tables.add(new Table(firstRow, lastRowEnd));
            count(tables);
        }
        rows = 0;
    }

    private void count(List<?> parts) throws Refused {
        if (parts.size() > limits.parts()) {
            throw Refusal.TOO_MANY_PARTS.because(limits.parts());
        }
    }
}
