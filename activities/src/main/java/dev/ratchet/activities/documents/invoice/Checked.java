package dev.ratchet.activities.documents.invoice;

import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts.Difference;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts.Product;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a check of an invoice found, by who decides about it: findings refuse the document, doubts need a person, and the
 * rule book says which differences do.
 *
 * @param findings without a limit
 * @param doubts without a limit
 * @param differences without a limit, in the order of the document
 */
public record Checked(List<Finding> findings, List<Finding> doubts, List<Difference> differences) {
    public static final Checked NOTHING = new Checked(List.of(), List.of(), List.of());

    private static final Comparator<Difference> BY_SIZE = Comparator.comparing(Difference::size);

    /** Differences of VAT that are kept at least, so that many lines cannot hide one. */
    private static final int MOST_OF_VAT = Finding.MOST / 2;

    public Checked {
        findings = List.copyOf(findings);
        doubts = List.copyOf(doubts);
        differences = List.copyOf(differences);
    }

    /** This and what else was found, in this order. */
    public Checked and(Checked other) {
        return new Checked(
                joined(findings, other.findings), joined(doubts, other.doubts), joined(differences, other.differences));
    }

    /** The first {@link Finding#MOST}. */
    public List<Finding> firstDoubts() {
        return doubts.subList(0, Math.min(doubts.size(), Finding.MOST));
    }

    /**
     * At most {@link Finding#MOST}, the largest first. The largest of each fact of the rule book is among them: the VAT
     * differences that are largest for their roundings, and the largest of the others.
     */
    public List<Difference> firstDifferences() {
        List<Difference> first = new ArrayList<>(Stream.concat(
                        largest(true, BY_SIZE).limit(1), largest(true, Comparator.comparing(Difference::perRounding)))
                .distinct()
                .limit(MOST_OF_VAT)
                .toList());
        largest(false, BY_SIZE).limit(Finding.MOST - first.size()).forEach(first::add);
        first.sort(BY_SIZE.reversed());
        return List.copyOf(first);
    }

    private Stream<Difference> largest(boolean vat, Comparator<Difference> by) {
        return differences.stream()
                .filter(each -> (each.product() == Product.VAT) == vat)
                .sorted(by.reversed());
    }

    private static <T> List<T> joined(List<T> one, List<T> two) {
        List<T> all = new ArrayList<>(one);
        all.addAll(two);
        return all;
    }
}
