package dev.ratchet.activities.library.extraction;

import dev.ratchet.activities.library.extraction.LibraryText.Format;
import dev.ratchet.activities.library.extraction.Refusal.Refused;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;

/**
 * The main part of a DOCX (ECMA-376, part 1, 17): paragraphs, headings, rows of tables, and the pages that the word processor laid
 * out last. What was deleted or moved away, and what stands in for drawings where they cannot be shown, is left out.
 */
final class DocxBody extends OfficeHandler {
    private static final Set<String> LEFT_OUT =
            Set.of("Fallback", "del", "moveFrom", "pPrChange", "sectPr", "instrText");

    private final DocxStyles styles;
    private final TextBuilder text;
    private final TableRows rows;
    private final Deque<Paragraph> open = new ArrayDeque<>();
    private int leftOut;
    private int properties;
    private boolean saying;
    private int letters;
    private final int most;

    DocxBody(DocxStyles styles, ReadingLimits limits, ReadingLimits.Clock clock) {
        super(limits, clock);
        this.styles = styles;
        this.text = new TextBuilder(Format.DOCX, limits);
        this.rows = new TableRows(text);
        this.most = limits.characters();
    }

    private static final class Paragraph {
        private final StringBuilder said = new StringBuilder();
        private @Nullable String style;
        private boolean level;
    }

    LibraryText built() throws Refused {
        return text.built();
    }

    @Override
    void begin(String name, Attributes attributes) throws Refused {
        if (leftOut > 0 || LEFT_OUT.contains(name)) {
            leftOut++;
            return;
        }
        switch (name) {
            case "p" -> open.push(new Paragraph());
            case "pPr" -> properties++;
            case "tbl" -> rows.beginTable();
            case "t" -> saying = true;
            case "pStyle", "outlineLvl" -> style(name, value(attributes, "val"));
            case "tab" -> {
                if (properties == 0) {
                    say("\t");
                }
            }
            case "br" -> say("page".equals(value(attributes, "type")) ? "\f" : "\n");
            case "cr" -> say("\n");
            case "noBreakHyphen" -> say("-");
            case "lastRenderedPageBreak" -> say("\f");
            default -> {}
        }
    }

    private void style(String name, @Nullable String value) {
        Paragraph paragraph = open.peek();
        if (paragraph == null || properties == 0) {
            return;
        }
        if (name.equals("pStyle")) {
            paragraph.style = value;
        } else {
            paragraph.level = DocxStyles.isLevel(value);
        }
    }

    private void say(String what) {
        Paragraph paragraph = open.peek();
        if (paragraph != null) {
            paragraph.said.append(what);
        }
    }

    @Override
    void text(char[] characters, int start, int length) {
        Paragraph paragraph = open.peek();
        if (!saying || leftOut > 0 || paragraph == null) {
            return;
        }
        letters += length;
        if (letters > most) {
            throw new Refusal.Abandoned(Refusal.TEXT_TOO_LONG.because(most));
        }
        paragraph.said.append(characters, start, length);
    }

    @Override
    void end(String name) throws Refused {
        if (leftOut > 0) {
            leftOut--;
            return;
        }
        switch (name) {
            case "p" -> paragraph(open.pop());
            case "pPr" -> properties--;
            case "t" -> saying = false;
            case "tc" -> rows.endCell();
            case "tr" -> rows.endRow();
            case "tbl" -> rows.endTable();
            default -> {}
        }
    }

    private void paragraph(Paragraph paragraph) throws Refused {
        if (rows.open()) {
            rows.say(paragraph.said);
        } else if (paragraph.level || styles.isHeading(paragraph.style)) {
            text.heading(paragraph.said);
        } else {
            text.paragraph(paragraph.said);
        }
    }
}
