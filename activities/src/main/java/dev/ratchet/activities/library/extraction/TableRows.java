package dev.ratchet.activities.library.extraction;

import dev.ratchet.activities.library.extraction.Refusal.Refused;
import java.util.ArrayList;
import java.util.List;

/** Makes a line of each row of a table, with a tab between its cells. What is in a table inside of a cell is in that cell. */
final class TableRows {
    private final TextBuilder text;
    private final StringBuilder cell = new StringBuilder();
    private final List<String> cells = new ArrayList<>();
    private int depth;

    TableRows(TextBuilder text) {
        this.text = text;
    }

    boolean open() {
        return depth > 0;
    }

    void beginTable() {
        if (depth++ == 0) {
            text.beginTable();
        }
    }

    void say(CharSequence paragraph) {
        String line = paragraph.toString().replaceAll("[\\t\\n ]+", " ");
        if (!line.isBlank()) {
            cell.append(cell.length() == 0 ? "" : " ").append(line.strip());
        }
    }

    void endCell() {
        if (depth == 1) {
            cells.add(cell.toString());
            cell.setLength(0);
        }
    }

    void endRow() throws Refused {
        if (depth == 1) {
            if (cell.length() > 0) {
                endCell();
            }
            text.paragraph(String.join("\t", cells));
            cells.clear();
        }
    }

    void endTable() throws Refused {
        if (depth == 1) {
            endRow();
            text.endTable();
        }
        depth = Math.max(0, depth - 1);
    }
}
