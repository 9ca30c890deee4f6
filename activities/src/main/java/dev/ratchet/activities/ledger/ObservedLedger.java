package dev.ratchet.activities.ledger;

import dev.ratchet.activities.telemetry.BooksTelemetry;
import dev.ratchet.activities.telemetry.BooksTelemetry.Look;
import dev.ratchet.workflows.contract.TenantId;
import java.io.IOException;
import java.util.List;

/**
 * Books whose looks operators are told of.
 *
 * @param read by whom
 */
public record ObservedLedger(Ledger read, BooksTelemetry telemetry) implements Ledger {

    @Override
    public List<Entry> entries(TenantId tenant, int most) {
        long began = System.nanoTime();
        try {
            return read.entries(tenant, most);
        } finally {
            telemetry.looked(Look.ENTRIES, System.nanoTime() - began);
        }
    }

    @Override
    public List<Balance> balance(TenantId tenant) {
        long began = System.nanoTime();
        try {
            return read.balance(tenant);
        } finally {
            telemetry.looked(Look.BALANCE, System.nanoTime() - began);
        }
    }

    @Override
    public void export(TenantId tenant, Appendable journal) throws IOException {
        long began = System.nanoTime();
        try {
            read.export(tenant, journal);
        } finally {
            telemetry.looked(Look.EXPORT, System.nanoTime() - began);
        }
    }
}
