package dev.ratchet.activities.documents.invoice;

import dev.ratchet.workflows.contract.Texts;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts.Product;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * By what a library is searched for the terms of an invoice: who sent it, on which order, and the articles whose products are off;
 * in English and German.
 */
public final class SearchWords {
    /** Differences, the largest first, that the library is asked about. */
    private static final int DIFFERENCES = 3;

    private static final int LONGEST = 1_000;

    private static final int LONGEST_ARTICLE = 80;

    private SearchWords() {}

    /**
     * At most 1,000 UTF-16 code units; empty for an invoice of nobody, on no order, without a difference.
     *
     * @param order that the invoice names; absent when it names none
     */
    public static String of(Invoice invoice, @Nullable String order) {
        Stream<String> differing = Products.differences(invoice).stream()
                .sorted(Comparator.comparing(
                                (Products.Named each) -> each.difference().size())
                        .reversed())
                .limit(DIFFERENCES)
                .map(SearchWords::of);
        String words = Stream.concat(
                        Stream.of(invoice.supplier().name(), order == null ? "" : "order " + order), differing)
                .filter(each -> !each.isBlank())
                .collect(Collectors.joining(", "));
        return Texts.upTo(LONGEST, words);
    }

    private static String of(Products.Named differing) {
        String article = differing.article() == null ? "" : Texts.upTo(LONGEST_ARTICLE, differing.article()) + " ";
        return article + of(differing.difference().product());
    }

    private static String of(Product product) {
        return switch (product) {
            case LINE -> "unit price Einzelpreis Preis";
            case PRICE -> "price discount Preis Rabatt";
            case PERCENT -> "allowance charge discount percent Rabatt Zuschlag Prozent";
            case VAT -> "VAT rate Umsatzsteuer Steuersatz";
        };
    }
}
