package dev.ratchet.starter.screen;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** How long ago something was, in at most ten letters. */
public final class Ago {
    private static final int DAYS = 7;

    private Ago() {}

    /**
     * {@code just now}, {@code 5 min ago}, {@code 3 h ago}, {@code 2 d ago}; after a week the day itself, such as
     * {@code 2026-11-28}. What seems to lie ahead, by another machine's clock, is {@code just now}.
     */
    public static String text(Instant at, Instant now, ZoneId here) {
        Duration since = Duration.between(at, now);
        if (since.toMinutes() < 1) {
            return "just now";
        }
        if (since.toHours() < 1) {
            return since.toMinutes() + " min ago";
        }
        if (since.toDays() < 1) {
            return since.toHours() + " h ago";
        }
        return since.toDays() < DAYS
                ? since.toDays() + " d ago"
                : at.atZone(here).toLocalDate().toString();
    }
}
