package dev.ratchet.activities.ledger;

import dev.ratchet.workflows.contract.effect.EffectActivities.Refused;
import java.util.Locale;

/**
 * Every reason of the books' own for which an entry is not posted. The names are frozen: they are the codes on the
 * wire.
 */
enum Refusal {
    SUPPLIER_UNKNOWN("there is no supplier '%s' in the master data"),
    SUPPLIER_INACTIVE("supplier '%s' is not active"),
    CEILING_EXCEEDED("%s is above %s, the most that may be booked for supplier '%s' without a person"),
    ORDER_MISSING("supplier '%s' needs a purchase order, and the entry names none"),
    ORDER_UNKNOWN("supplier '%s' has no purchase order '%s'"),
    ORDER_CURRENCY("purchase order '%s' is in %s, the entry in %s"),
    ORDER_EXCEEDED("purchase order '%s' has %s left, the entry takes %s"),
    CORRECTED_MISSING("a credit note without a person must name the invoice it corrects"),
    CORRECTED_UNKNOWN("invoice '%s' of supplier '%s' is not in the books, so nothing can be taken back from it"),
    CORRECTED_EXCEEDED("of invoice '%s' only %s can still be taken back, the entry takes %s"),
    NEAR_DUPLICATE("entry %s books the same amount of supplier '%s' on the same date under another number"),
    REFERRED_TO("entry %s of supplier '%s' refers to this invoice and was booked before it"),
    PREPAYMENT_OPEN("supplier '%s' has prepayments of %s that this invoice would take up without naming them"),
    NOT_REVERSIBLE("entry %s cannot be reversed: %s"),
    NOT_SETTLED("entry %s cannot be settled: %s");

    private final String sentence;

    Refusal(String sentence) {
        this.sentence = sentence;
    }

    Refused because(Object... figures) {
        return new Refused(name(), String.format(Locale.ROOT, sentence, figures), null);
    }
}
