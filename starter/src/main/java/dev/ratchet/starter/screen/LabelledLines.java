package dev.ratchet.starter.screen;

import dev.ratchet.workflows.contract.Fact;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values with labels, one below the other. A long value continues under itself; nothing is cut, and no word is broken: an id
 * that is wider than the terminal can still be copied.
 */
public final class LabelledLines {
    private static final int NARROWEST_LABEL = 11;
    private static final int NARROWEST_VALUE = 20;
    private static final int GAP = 2;

    private final List<Fact> lines = new ArrayList<>();

    /** Adds nothing when the value is absent. */
    public LabelledLines add(String label, @Nullable Object value) {
        if (value != null) {
            lines.add(new Fact(Tables.plain(label), Tables.plain(value.toString())));
        }
        return this;
    }

    LabelledLines addAll(List<Fact> facts) {
        facts.forEach(fact -> add(fact.label(), fact.value()));
        return this;
    }

    public String text(int width) {
        int label = NARROWEST_LABEL;
        int widest = Math.max(NARROWEST_LABEL, width - NARROWEST_VALUE);
        for (Fact line : lines) {
            label = Math.max(label, Math.min(widest, TextWidth.of(line.label()) + GAP));
        }
        StringBuilder text = new StringBuilder();
        for (Fact line : lines) {
            boolean tooWide = TextWidth.of(line.label()) + GAP > label;
            text.append(tooWide ? line.label() + "\n" + " ".repeat(label) : TextWidth.toTheLeft(line.label(), label));
            wrapped(line.value(), label, Math.max(NARROWEST_VALUE, width - label), text);
        }
        return text.toString();
    }

    private static void wrapped(String value, int indent, int room, StringBuilder text) {
        int used = 0;
        for (String word : value.split(" ", -1)) {
            int letters = TextWidth.of(word);
            if (used > 0 && used + 1 + letters > room) {
                text.append('\n').append(" ".repeat(indent));
                used = 0;
            }
            text.append(used == 0 ? "" : " ").append(word);
            used += letters + (used == 0 ? 0 : 1);
        }
        text.append('\n');
    }
}
