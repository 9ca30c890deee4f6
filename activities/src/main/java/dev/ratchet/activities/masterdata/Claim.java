package dev.ratchet.activities.masterdata;

import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import java.time.LocalDate;

/**
 * What an invoice claims, as far as it can be claimed twice. The one definition of a near-duplicate, for rows in the
 * database and for those about to be written.
 *
 * @param size minor units of the currency, positive
 * @param run who books it: what a run has booked itself is no duplicate of it
 */
public record Claim(
        TenantId tenant,
        RunRef run,
        String supplier,
        String kind,
        LocalDate date,
        String currency,
        long size,
        String businessKey) {

    /** Same supplier, amount, date and kind under another number, from another run. */
    public boolean isNear(Claim other) {
        return tenant.equals(other.tenant)
                && !run.equals(other.run)
                && supplier.equals(other.supplier)
                && kind.equals(other.kind)
                && date.equals(other.date)
                && currency.equals(other.currency)
                && size == other.size
                && !businessKey.equals(other.businessKey);
    }

    /**
     * The same as a query for the number of the first entry that is near to {@code q}, which has the columns tenant,
     * workflow, run, kind, date, currency and size.
     *
     * @param supplier SQL expression for the claim's supplier
     * @param businessKey SQL expression for its business key
     */
    public static String near(String supplier, String businessKey) {
        return """
                SELECT n.number FROM entry n
                WHERE n.tenant = q.tenant AND (n.workflow_id, n.run_id) <> (q.workflow, q.run)
                    AND n.supplier = %s AND n.kind = q.kind AND n.date = q.date AND n.currency = q.currency
                    AND n.size = q.size AND n.business_key <> %s
                ORDER BY n.number LIMIT 1""".formatted(supplier, businessKey);
    }
}
