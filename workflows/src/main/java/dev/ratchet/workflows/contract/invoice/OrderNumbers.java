package dev.ratchet.workflows.contract.invoice;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What people write where a form demands an order number and there is none. */
final class OrderNumbers {
    /** Without spaces and punctuation, in upper case. */
    private static final List<String> NONE = List.of(
            "NA",
            "NONE",
            "NIL",
            "NULL",
            "NOTAVAILABLE",
            "NOTAPPLICABLE",
            "NOORDER",
            "NOPO",
            "WITHOUT",
            "UNKNOWN",
            "TBD",
            "KEINE",
            "KEINER",
            "KEINANGABE",
            "KEINEANGABE",
            "KA",
            "OHNE",
            "ENTFÄLLT",
            "ENTFAELLT",
            "UNBEKANNT",
            "NICHTVORHANDEN",
            "NV",
            "NVT",
            "GEEN",
            "AUCUN",
            "AUCUNE",
            "SANS",
            "SANSOBJET",
            "NEANT",
            "NÉANT",
            "NESSUNO",
            "NINGUNO",
            "BRAK",
            "INGEN",
            "X",
            "XX",
            "XXX");

    private OrderNumbers() {}

    /** The same; absent when it is none. */
    static @Nullable String named(@Nullable String order) {
        if (order == null) {
            return null;
        }
        String bare = order.toUpperCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
        return bare.isEmpty() || NONE.contains(bare) || bare.chars().allMatch(c -> c == '0') ? null : order;
    }
}
