package dev.ratchet.workflows.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.time.LocalDate;
import java.util.List;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;

class InvoiceFactsTest {
    /** What it leaves out, the trail's digest would not prove. Every number is another: none may stand for its neighbour. */
    @Test
    void itsWordsAreARecordsOwn() throws ReflectiveOperationException {
        var facts = new InvoiceFacts(
                InvoiceFacts.Kind.INVOICE,
                InvoiceFacts.Source.UBL,
                "R-1",
                LocalDate.of(2026, 1, 1),
                "supplier",
                List.of("DE1"),
                "EUR",
                1,
                2,
                3,
                4,
                5,
                6,
                "order",
                "corrected",
                BankAccount.of("DE02120300000000202051"),
                7,
                8,
                List.of("issueDate"));
        StringJoiner own = new StringJoiner(", ", "InvoiceFacts[", "]");
        for (RecordComponent component : InvoiceFacts.class.getRecordComponents()) {
            own.add(component.getName() + "=" + component.getAccessor().invoke(facts));
        }
        assertThat(facts).hasToString(own.toString());
    }
}
