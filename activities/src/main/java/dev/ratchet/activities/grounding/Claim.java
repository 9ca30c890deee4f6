package dev.ratchet.activities.grounding;

import java.util.List;
import java.util.Set;

/** What can be checked of a sentence or of a place in a document. */
record Claim(
        String text,
        List<Dates.Found> dates,
        List<Quantities.Quantity> quantities,
        Set<String> names,
        Set<String> words) {

    static Claim of(String text) {
        List<Dates.Found> dates = Dates.in(text);
        StringBuilder left = new StringBuilder(text);
        for (Dates.Found date : dates) {
            for (int i = date.start(); i < date.end(); i++) {
                left.setCharAt(i, ' ');
            }
        }
        String rest = left.toString();
        List<Quantities.Quantity> quantities = Quantities.in(rest);
        Set<String> words = Words.content(rest);
        words.removeIf(word -> quantities.stream().anyMatch(each -> each.isOf(word)));
        return new Claim(text, dates, quantities, Names.in(rest), words);
    }

    boolean hasDate(Dates.Found date) {
        return dates.stream().anyMatch(date::within);
    }

    boolean hasValue(Quantities.Quantity quantity) {
        return quantities.stream().anyMatch(quantity::sameValue);
    }

    boolean has(Quantities.Quantity quantity) {
        return quantities.stream()
                .anyMatch(shown -> quantity.sameValue(shown)
                        && quantity.sameUnit(shown)
                        && (shown.unit().isEmpty() || counted(quantity)));
    }

    /** An ordinary word that is counted must be there, anywhere: "12 steel boxes" are "12 boxes of steel". */
    private boolean counted(Quantities.Quantity quantity) {
        return quantity.known() || quantity.unit().isEmpty() || Words.anyAlike(quantity.unit(), words);
    }

    boolean hasName(String name) {
        return Names.in(name, text);
    }
}
