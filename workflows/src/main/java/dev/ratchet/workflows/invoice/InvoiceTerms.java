package dev.ratchet.workflows.invoice;

import dev.ratchet.workflows.contract.Fact;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts.Difference;
import dev.ratchet.workflows.contract.retrieval.LookedUp;
import dev.ratchet.workflows.invoice.InvoiceState.Phase;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A contract or a price list that may explain a difference: when the library is asked, for what, and what people are told. None of
 * it bears on what is allowed or booked.
 */
final class InvoiceTerms {
    /** Passages that a person is shown. */
    static final int MOST = 3;

    /** Differences, the largest first, that the library is asked about. */
    private static final int DIFFERENCES = 3;

    private InvoiceTerms() {}

    /** Once for what a person is asked to consent to, and only where a product is off. */
    static boolean wanted(InvoiceState state) {
        return state.phase() == Phase.CONSENT
                && state.terms() == null
                && state.facts() != null
                && !state.facts().differences().isEmpty();
    }

    /** Who sent it, on which order, and the articles that differ; in English and German, as {@code grounding} reads both. */
    static String words(InvoiceState state) {
        InvoiceFacts invoice = Objects.requireNonNull(state.facts());
        String order = invoice.order();
        return Stream.concat(
                        Stream.of(invoice.supplier().name(), order == null ? "" : "order " + order),
                        invoice.differences().stream().limit(DIFFERENCES).map(InvoiceTerms::words))
                .filter(words -> !words.isBlank())
                .collect(Collectors.joining(", "));
    }

    private static String words(Difference difference) {
        String article = difference.article() == null ? "" : difference.article() + " ";
        return article
                + switch (difference.product()) {
                    case LINE -> "unit price Einzelpreis Preis";
                    case PRICE -> "price discount Preis Rabatt";
                    case PERCENT -> "allowance charge discount percent Rabatt Zuschlag Prozent";
                    case VAT -> "VAT rate Umsatzsteuer Steuersatz";
                };
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
