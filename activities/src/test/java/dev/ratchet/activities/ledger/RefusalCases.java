package dev.ratchet.activities.ledger;

import dev.ratchet.activities.effect.Permitted;
import dev.ratchet.activities.ledger.Postings.Change;
import dev.ratchet.workflows.contract.effect.EffectActivities.Request;
import dev.ratchet.workflows.contract.invoice.BookedEntry;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/**
 * One request for every code with which the books refuse, when entry 1 is invoice RE-0 of ACME over 100.00 EUR, a prepayment
 * that refers to RE-77.
 */
final class RefusalCases {
    static final Change FIRST = Change.refersTo("RE-77").and(Change.prepayment());

    private RefusalCases() {}

    static Map<String, Request> of(Postings make) {
        Map<String, Request> cases = new TreeMap<>();
        cases.put("SUPPLIER_UNKNOWN", make.granted("NOBODY", "RE-1", 119_00));
        cases.put("SUPPLIER_INACTIVE", make.approved("GONE", "RE-1", 119_00, "anna"));
        cases.put("CEILING_EXCEEDED", make.granted("ACME", "RE-1", 1000_01));
        cases.put("ORDER_MISSING", make.granted("STRICT", "RE-1", 119_00));
        cases.put("ORDER_UNKNOWN", make.granted("ACME", "RE-1", 119_00, Change.order("PO-9")));
        cases.put("ORDER_CURRENCY", make.granted("ACME", "RE-1", 119_00, Change.order("PO-8")));
        cases.put("ORDER_EXCEEDED", make.granted("ACME", "RE-1", 150_01, Change.order("PO-7")));
        cases.put("CORRECTED_MISSING", make.granted("ACME", "CN-1", 19_00, Change.credit("")));
        cases.put("CORRECTED_UNKNOWN", make.granted("ACME", "CN-1", 19_00, Change.credit("RE-99")));
        cases.put("CORRECTED_EXCEEDED", make.granted("ACME", "CN-1", 100_01, Change.credit("RE-0")));
        cases.put("NEAR_DUPLICATE", make.by(Permitted.run("another"), make.granted("ACME", "RE-00-A", 100_00)));
        cases.put("REFERRED_TO", make.granted("ACME", "RE-77", 119_00));
        cases.put("PREPAYMENT_OPEN", make.granted("ACME", "RE-1", 119_00, Change.prepaid(19_00)));
        BookedEntry other = new BookedEntry(
                1,
                null,
                "RE-0",
                LocalDate.of(2026, 11, 21),
                "EUR",
                null,
                make.entry("ACME", "RE-0", 99_00, Change.none()).lines());
        cases.put("NOT_REVERSIBLE", make.approved("ACME", "RE-1", 119_00, "anna", Change.replaces(other)));
        cases.put("NOT_SETTLED", make.granted("ACME", "RE-1", 119_00, Change.settles(other)));
        return cases;
    }
}
