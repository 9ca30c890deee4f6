package dev.ratchet.workflows.invoice;

import dev.ratchet.workflows.contract.Fact;
import dev.ratchet.workflows.contract.retrieval.LookedUp;
import dev.ratchet.workflows.invoice.InvoiceState.Phase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A contract or a price list that may explain a difference: when the library is asked, for what, and what people are told. None of
 * it bears on what is allowed or booked.
 */
final class InvoiceTerms {
    /** Passages that a person is shown. */
    static final int MOST = 3;

    private InvoiceTerms() {}

    /** Once for what a person is asked to consent to, and only where a product is off. */
    static boolean wanted(InvoiceState state) {
        return state.phase() == Phase.CONSENT
                && state.terms() == null
                && state.facts() != null
                && !state.facts().differences().isEmpty();
    }

    /** Each passage by its place, so that whoever shows it can put its words there. */
    static List<Fact> facts(@Nullable LookedUp terms) {
        if (terms == null) {
            return List.of();
        }
        if (terms.passages().isEmpty()) {
            String why = terms.searched() ? "" : "; the library could not be searched: " + terms.by();
            return List.of(new Fact("terms", "no terms found" + why));
        }
        return terms.passages().stream()
                .limit(MOST)
                .map(passage -> new Fact("terms", passage.place()))
                .toList();
    }
}
