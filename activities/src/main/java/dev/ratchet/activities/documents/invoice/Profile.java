package dev.ratchet.activities.documents.invoice;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a document says it holds (BT-24): the profiles whose content or rules differ from those of EN 16931. */
public enum Profile {
    /** EN 16931 and everything that only restricts it: Factur-X BASIC, XRechnung, Peppol BIS. Also what names no profile. */
    EN_16931("EN 16931", true),
    /** Factur-X MINIMUM: parties and totals, no lines and no VAT breakdown. */
    MINIMUM("Factur-X MINIMUM", false),
    /** Factur-X BASIC WL: everything but lines. */
    BASIC_WL("Factur-X BASIC WL", false),
    /** Factur-X EXTENDED and the French EXTENDED-CTC-FR: sub-lines, logistics charges, advance payments. */
    EXTENDED("Factur-X EXTENDED", true),
    /** The extension of XRechnung: sub-lines and payments for third parties. */
    XRECHNUNG_EXTENSION("XRechnung extension", true),
    /** ZUGFeRD 1.0 of 2014, older than EN 16931. Its lines may state no amounts. */
    ZUGFERD_1("ZUGFeRD 1.0", false);

    private final String word;
    private final boolean lines;

    Profile(String word, boolean lines) {
        this.word = word;
        this.lines = lines;
    }

    /** The profile of a document in a syntax of EN 16931. */
    public static Profile of(@Nullable String guideline) {
        String id = guideline == null ? "" : guideline.strip().toLowerCase(Locale.ROOT);
        if (id.endsWith(":minimum")) {
            return MINIMUM;
        }
        if (id.endsWith(":basicwl")) {
            return BASIC_WL;
        }
        if (id.contains(":kosit:extension:xrechnung")) {
            return XRECHNUNG_EXTENSION;
        }
        return id.contains(":extended") ? EXTENDED : EN_16931;
    }

    /** As people call it. */
    public String word() {
        return word;
    }

    /** Whether every document of this profile has lines with amounts. */
    boolean hasLines() {
        return lines;
    }

    /** Whether lines can be groups of other lines, which the sums then leave out (BT-X-8). */
    public boolean hasGroups() {
        return this == EXTENDED;
    }
}
