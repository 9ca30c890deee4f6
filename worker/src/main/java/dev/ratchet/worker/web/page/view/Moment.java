package dev.ratchet.worker.web.page.view;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A moment as people read it, to the minute, in UTC: the server does not know where they are. */
public record Moment(Instant at) {
    private static final DateTimeFormatter WORDS = DateTimeFormatter.ofPattern(
                    "d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    public String words() {
        return WORDS.format(at);
    }

    /** For machines that read the page. */
    public String iso() {
        return at.toString();
    }
}
