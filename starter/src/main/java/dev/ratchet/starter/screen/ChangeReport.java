package dev.ratchet.starter.screen;

import dev.ratchet.workflows.gateway.MasterDataChange;
import java.util.Locale;

/** One change of master data as people read it. */
public final class ChangeReport {
    private static final String MARGIN = "    ";

    private ChangeReport() {}

    /** A line of who and when, then its differences. */
    public static String change(int width, MasterDataChange change) {
        return change.number() + "  " + change.at() + "  " + change.event().toLowerCase(Locale.ROOT) + " by "
                + Tables.plain(change.person())
                + (change.confirms() == null ? "" : ", what change " + change.confirms() + " held") + "\n"
                + differences(width, change);
    }

    /** A line each; those because of which a second person is needed are marked. */
    public static String differences(int width, MasterDataChange change) {
        StringBuilder lines = new StringBuilder();
        for (MasterDataChange.Difference difference : change.differences()) {
            String mark = difference.secondPerson() ? "  ! " : MARGIN;
            for (String line : TextWidth.wrapped(Tables.plain(difference.text()), width - MARGIN.length())) {
                lines.append(mark).append(line).append('\n');
                mark = MARGIN;
            }
        }
        if (change.more() > 0) {
            lines.append("    and ").append(change.more()).append(" more\n");
        }
        return lines.toString();
    }
}
