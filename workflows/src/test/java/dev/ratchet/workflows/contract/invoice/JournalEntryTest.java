package dev.ratchet.workflows.contract.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.Intent;
import dev.ratchet.workflows.contract.invoice.JournalEntry.Line;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JournalEntryTest {
    private static final List<Line> LINES = List.of(
            new Line("expenses:purchases:ACME", 10_000),
            new Line("assets:vat-input", 1_900),
            new Line("liabilities:payable:ACME", -11_900));

    private static JournalEntry entry(@Nullable String order, List<Line> lines) {
        return new JournalEntry(
                TenantId.DEFAULT,
                InvoiceFacts.Kind.INVOICE,
                "ACME",
                "RE-1",
                LocalDate.of(2026, 2, 3),
                "EUR",
                Digest.of("a document"),
                order,
                null,
                lines);
    }

    @Test
    void anIntentGivesItsEntryBackAlsoAfterTheWire() {
        for (JournalEntry entry : List.of(entry(null, LINES), entry("PO-7", LINES))) {
            assertThat(JournalEntry.of(entry.intent())).isEqualTo(entry);
            Intent sent = CanonicalJson.read(CanonicalJson.of(entry.intent()), Intent.class);
            assertThat(sent.digest()).isEqualTo(entry.intent().digest());
            assertThat(JournalEntry.of(sent)).isEqualTo(entry);
        }
    }

    @Test
    void everyFieldIsPartOfTheIntent() {
        Digest whole = entry(null, LINES).intent().digest();
        assertThat(entry("PO-7", LINES).intent().digest()).isNotEqualTo(whole);
        List<Line> others = List.of(new Line("expenses:purchases:ACME", 11_900), LINES.get(2));
        assertThat(entry(null, others).intent().digest()).isNotEqualTo(whole);
    }

    @Test
    void whatLimitsAreHeldAgainstIsTheSumOfTheDebits() {
        assertThat(entry(null, LINES).size()).isEqualTo(11_900);
    }

    @Test
    void anEntryBalancesAndHasTwoLines() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> entry(null, LINES.subList(0, 2)))
                .withMessageContaining("off by 11900");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> entry(null, List.of()))
                .withMessageContaining("at least two lines");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Line("assets:vat-input", 0))
                .withMessageContaining("assets:vat-input moves nothing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Line("Assets", 1))
                .withMessageContaining("'Assets' is not an account path");
    }

    @Test
    void whatIsNoEntrysIntentIsRefused() {
        refused(arguments -> arguments.remove("supplierId"), "needs 'supplierId'");
        refused(arguments -> arguments.put("date", "2026-02-30"), "Invalid date");
        refused(arguments -> arguments.put("supplierId", 7L), "spells them in another way");
        refused(arguments -> arguments.put("lines", List.of()), "at least two lines");
        refused(arguments -> arguments.put("note", "pay twice"), "or more arguments");
        refused(arguments -> arguments.put("invoiceNumber", "RE-2"), "another business key");
    }

    private static void refused(Consumer<TreeMap<String, Object>> change, String why) {
        Intent intent = entry(null, LINES).intent();
        TreeMap<String, Object> arguments = new TreeMap<>(intent.arguments());
        change.accept(arguments);
        Intent changed = new Intent(intent.businessKey(), intent.kind(), arguments);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JournalEntry.of(changed))
                .withMessageContaining(why);
    }
}
