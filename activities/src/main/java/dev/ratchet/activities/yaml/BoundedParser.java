package dev.ratchet.activities.yaml;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.parser.Parser;

/**
 * Counts what another parser reads, and stops it at the first event that is too much. The scanner below compares each
 * bracket with all that are open, so text that only opens them costs the square of its length unless it is stopped.
 */
final class BoundedParser implements Parser {
    private final Parser parser;
    private final YamlBounds bounds;
    private int nesting;
    private int values;

    BoundedParser(Parser parser, YamlBounds bounds) {
        this.parser = parser;
        this.bounds = bounds;
    }

    @Override
    public boolean checkEvent(Event.ID choice) {
        return parser.checkEvent(choice);
    }

    @Override
    public Event peekEvent() {
        return parser.peekEvent();
    }

    @Override
    public Event getEvent() {
        Event event = parser.getEvent();
        if (event instanceof AliasEvent) {
            throw new Exceeded(event.getStartMark(), "has a YAML alias (*name); write the value out");
        }
        if (event instanceof NodeEvent && ++values > bounds.values()) {
            throw new Exceeded(
                    event.getStartMark(), "has more than " + bounds.values() + " values; split it into several files");
        }
        if (event instanceof CollectionStartEvent && ++nesting > bounds.nesting()) {
            throw new Exceeded(
                    event.getStartMark(),
                    "has lists or fields inside each other more than " + bounds.nesting() + " deep; "
                            + "is a bracket not closed?");
        }
        if (event instanceof CollectionEndEvent) {
            nesting--;
        }
        return event;
    }

    /** Leaves through a library that knows no checked exceptions; {@link BoundedYaml} alone throws and catches it. */
    static final class Exceeded extends RuntimeException {
        private static final long serialVersionUID = 1;
        final transient Mark mark;
        final String why;

        Exceeded(Mark mark, String why) {
            super(why);
            this.mark = mark;
            this.why = why;
        }
    }
}
