package dev.ratchet.activities.library.extraction;

import dev.ratchet.activities.library.extraction.LibraryText.Format;
import dev.ratchet.activities.library.extraction.Refusal.Abandoned;
import dev.ratchet.activities.library.extraction.Refusal.Refused;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.parser.StreamParser;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;

/** The text of HTML as a reader sees it: paragraphs, headings, rows of tables; no scripts, and nothing that is hidden. */
final class Html implements NodeFilter {
    private static final Set<String> NO_TEXT = Set.of(
            "head",
            "script",
            "style",
            "template",
            "noscript",
            "svg",
            "iframe",
            "object",
            "canvas",
            "audio",
            "video",
            "select",
            "textarea");
    private static final String HEADING = "h[1-6]";

    private final TextBuilder text;
    private final ReadingLimits.Clock clock;
    private final StringBuilder paragraph = new StringBuilder();
    private final TableRows rows;
    private int preformatted;

    private Html(ReadingLimits limits, ReadingLimits.Clock clock) {
        this.text = new TextBuilder(Format.HTML, limits);
        this.rows = new TableRows(text);
        this.clock = clock;
    }

    static LibraryText text(String html, ReadingLimits limits) throws Refused {
        HtmlGuard.check(html);
        ReadingLimits.Clock clock = limits.clock();
        Html walk = new Html(limits, clock);
        try {
            NodeTraversor.filter(walk, parsed(html, clock));
            walk.endParagraph();
            return walk.text.built();
        } catch (Abandoned e) {
            throw e.refused();
        }
    }

    /** Counts what the parser makes while it makes it: badly nested tags can make more elements than there are tags. */
    private static Document parsed(String html, ReadingLimits.Clock clock) throws Refused {
        try (StreamParser parser = new StreamParser(Parser.htmlParser()).parse(html, "")) {
            int elements = 0;
            for (Iterator<Element> made = parser.iterator(); made.hasNext(); made.next()) {
                clock.tick();
                if (++elements > 2 * HtmlGuard.MOST_TAGS) {
                    throw Refusal.HTML_TOO_COMPLEX.because(2 * HtmlGuard.MOST_TAGS + " elements at most");
                }
            }
            return parser.document();
        }
    }

    @Override
    public FilterResult head(Node node, int depth) {
        try {
            clock.tick();
            if (node instanceof TextNode said) {
                say(said.getWholeText());
            } else if (node instanceof Element element) {
                return begin(element);
            }
            return FilterResult.CONTINUE;
        } catch (Refused e) {
            throw new Abandoned(e);
        }
    }

    @Override
    public FilterResult tail(Node node, int depth) {
        try {
            if (node instanceof Element element) {
                end(element);
            }
            return FilterResult.CONTINUE;
        } catch (Refused e) {
            throw new Abandoned(e);
        }
    }

    private FilterResult begin(Element element) throws Refused {
        String name = element.normalName();
        if (NO_TEXT.contains(name) || isHidden(element)) {
            return FilterResult.SKIP_ENTIRELY;
        }
        switch (name) {
            case "br" -> paragraph.append('\n');
            case "pre" -> {
                endParagraph();
                preformatted++;
            }
            case "table" -> {
                endParagraph();
                rows.beginTable();
            }
            case "li" -> {
                endParagraph();
                paragraph.append("- ");
            }
            default -> {
                if (element.isBlock()) {
                    endParagraph();
                }
            }
        }
        return FilterResult.CONTINUE;
    }

    private void end(Element element) throws Refused {
        String name = element.normalName();
        if (name.matches(HEADING)) {
            if (rows.open()) {
                endParagraph();
            } else {
                text.heading(paragraph);
                paragraph.setLength(0);
            }
            return;
        }
        switch (name) {
            case "br" -> {}
            case "td", "th" -> {
                endParagraph();
                rows.endCell();
            }
            case "tr" -> {
                endParagraph();
                rows.endRow();
            }
            case "table" -> {
                endParagraph();
                rows.endTable();
            }
            case "pre" -> {
                endParagraph();
                preformatted--;
            }
            default -> {
                if (element.isBlock()) {
                    endParagraph();
                }
            }
        }
    }

    private static boolean isHidden(Element element) {
        return element.hasAttr("hidden")
                || element.attr("style")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("\\s", "")
                        .matches(".*(display:none|visibility:hidden).*");
    }

    /** White space counts as one blank, except where it is preformatted. */
    private void say(String said) {
        if (preformatted > 0) {
            paragraph.append(said);
            return;
        }
        for (int i = 0; i < said.length(); i++) {
            char c = said.charAt(i);
            if (!Character.isWhitespace(c)) {
                paragraph.append(c);
            } else if (paragraph.length() > 0 && !Character.isWhitespace(paragraph.charAt(paragraph.length() - 1))) {
                paragraph.append(' ');
            }
        }
    }

    private void endParagraph() throws Refused {
        if (rows.open()) {
            rows.say(paragraph);
        } else if (!paragraph.toString().equals("- ")) {
            text.paragraph(paragraph);
        }
        paragraph.setLength(0);
    }
}
