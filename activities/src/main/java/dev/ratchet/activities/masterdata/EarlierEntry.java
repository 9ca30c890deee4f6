package dev.ratchet.activities.masterdata;

import dev.ratchet.workflows.contract.invoice.BookedEntry;
import dev.ratchet.workflows.contract.invoice.BooksFacts.Standing;

/**
 * An entry of the books, and what has happened to it since. The one way in which those who ask the books and those who
 * write them read it.
 *
 * @param kind of the entry, as in its row
 * @param numberKey the business key that its number has, whatever other documents have this number
 */
public record EarlierEntry(
        String supplier,
        String kind,
        String numberKey,
        BookedEntry entry,
        boolean reversed,
        boolean credited,
        boolean settled,
        boolean settles) {

    /** An SQL expression for the row {@code e} of {@code entry} as JSON of this record. */
    public static final String JSON = """
            json_build_object('supplier', e.supplier, 'kind', e.kind, 'numberKey', split_part(e.business_key, '#', 1),
                'entry', json_build_object('number', e.number, 'typeCode', e.ties::json ->> 'typeCode',
                    'invoiceNumber', e.invoice_number, 'date', e.date, 'currency', e.currency,
                    'orderNumber', e.order_number,
                    'lines', (SELECT json_agg(json_build_object('account', l.account, 'minor', l.minor) ORDER BY l.position)
                        FROM line l WHERE l.tenant = e.tenant AND l.entry = e.number)),
                'reversed', EXISTS (SELECT FROM entry r WHERE r.tenant = e.tenant
                    AND r.business_key = e.supplier || '/REVERSAL/' || e.number),
                'credited', EXISTS (SELECT FROM entry k WHERE k.tenant = e.tenant AND k.kind = 'CREDIT_NOTE'
                    AND k.corrected_key = split_part(e.business_key, '#', 1)),
                'settled', EXISTS (SELECT FROM settlement t WHERE t.tenant = e.tenant AND t.settled = e.number),
                'settles', coalesce(json_array_length(e.ties::json -> 'settles'), 0) > 0)""";

    /**
     * An SQL condition: row {@code row} of {@code entry} has the number of this key, as the only document or as one of several.
     * The keys of one number are a range in the order of their bytes: {@code $} follows the {@code #} that tells them apart.
     */
    public static String ofNumber(String row, String key) {
        return "%1$s.business_key >= %2$s AND %1$s.business_key < %2$s || '$'".formatted(row, key);
    }

    public Standing standing() {
        if (reversed) {
            return Standing.REVERSED;
        }
        if (settled) {
            return Standing.SETTLED;
        }
        if (settles) {
            return Standing.SETTLES;
        }
        return credited ? Standing.CREDITED : Standing.STANDING;
    }

    /** As it is once another entry has done this to it. */
    public EarlierEntry after(boolean reversing, boolean crediting, boolean settling) {
        return new EarlierEntry(
                supplier,
                kind,
                numberKey,
                entry,
                reversed || reversing,
                credited || crediting,
                settled || settling,
                settles);
    }
}
