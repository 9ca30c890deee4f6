package dev.ratchet.starter.screen;

import dev.ratchet.starter.command.CommandContext;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;

/** The progress of a submission, on the last line of a terminal. */
public final class Progress {
    private static final long BETWEEN = Duration.ofMillis(100).toNanos();

    private final CommandContext here;
    private final OptionalInt all;
    private final long began = System.nanoTime();
    private long shown = began;

    /** @param all absent for a stream */
    public Progress(CommandContext here, OptionalInt all) {
        this.here = here;
        this.all = all;
    }

    public void at(int done) {
        at(done, "");
    }

    /** @param more what else is to be said, beside the number */
    public void at(int done, String more) {
        long now = System.nanoTime();
        if (here.terminal() && now - shown > BETWEEN) {
            shown = now;
            show(text(done, all, Duration.ofNanos(now - began)) + (more.isEmpty() ? "" : "  " + more));
        }
    }

    public void clear() {
        if (here.terminal()) {
            show("");
        }
    }

    private void show(String text) {
        here.err().print("\r\033[K" + TextWidth.shortened(text, here.width() - 1));
        here.err().flush();
    }

    static String text(int done, OptionalInt all, Duration since) {
        String far = all.isPresent()
                ? String.format(Locale.ROOT, "%,d of %,d", done, all.getAsInt())
                : String.format(Locale.ROOT, "%,d so far", done);
        if (done == 0) {
            return far;
        }
        double rate = done / Math.max(0.001, since.toNanos() / 1e9);
        String left = all.isPresent() ? "  " + time((long) Math.ceil((all.getAsInt() - done) / rate)) + " left" : "";
        return far + "  " + rate(rate) + left;
    }

    /** Documents a second. */
    public static String rate(double each) {
        return String.format(Locale.ROOT, each < 10 ? "%.1f/s" : "%,.0f/s", each);
    }

    private static String time(long seconds) {
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
