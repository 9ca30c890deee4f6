package dev.ratchet.activities.masterdata;

import java.util.List;
import java.util.Locale;

/** Tax ids as they are compared: upper case, only A to Z and digits. */
final class TaxIds {
    private TaxIds() {}

    static String normal(String taxId) {
        return taxId.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    }

    /** Normalised, each once, without those of which nothing is left. */
    static List<String> normal(List<String> taxIds) {
        return taxIds.stream()
                .map(TaxIds::normal)
                .filter(id -> !id.isEmpty())
                .distinct()
                .toList();
    }
}
