package dev.ratchet.worker.web.page.view;

import java.util.List;

/** A piece of a document's text that stands by itself. */
public sealed interface Block {

    /** @param first whether it is the first highlighted one of the page, which the address leads to */
    record Run(String text, boolean cited, boolean first) {}

    /** Where a page begins. */
    record PageBreak(int number) implements Block {}

    record Heading(List<Run> runs) implements Block {
        public Heading {
            runs = List.copyOf(runs);
        }
    }

    record Paragraph(List<Run> runs) implements Block {
        public Paragraph {
            runs = List.copyOf(runs);
        }
    }

    /** @param rows each a list of cells; rows may have different numbers of them */
    record Table(List<List<List<Run>>> rows) implements Block {
        public Table {
            rows = List.copyOf(rows);
        }
    }
}
