package dev.ratchet.activities.documents.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts.Difference;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts.Product;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckedTest {
    private static Difference off(Product product, long size, int roundings) {
        return new Difference(product, product + " " + size, size, 0, roundings);
    }

    /** Else the rule book would judge less than what is wrong. */
    @Test
    void many_differences_hide_neither_the_largest_nor_one_of_vat() {
        List<Difference> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(off(Product.LINE, 1_000 + i, 1));
            all.add(off(Product.VAT, 100 + i, 1_000));
        }
        Difference unexplained = off(Product.VAT, 9, 1);
        all.add(50, unexplained);
        List<Difference> first = new Checked(List.of(), List.of(), all).firstDifferences();
        assertThat(first).hasSize(Finding.MOST).isSortedAccordingTo((a, b) -> Long.compare(b.size(), a.size()));
        assertThat(first).startsWith(off(Product.LINE, 1_099, 1));
        assertThat(first).contains(unexplained, off(Product.VAT, 199, 1_000));
    }

    @Test
    void few_differences_are_all_kept() {
        List<Difference> all = List.of(off(Product.PRICE, 3, 1), off(Product.VAT, 7, 1));
        assertThat(new Checked(List.of(), List.of(), all).firstDifferences()).containsExactly(all.get(1), all.get(0));
    }
}
