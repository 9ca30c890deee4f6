package dev.ratchet.starter.toy;

import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.invoice.InvoiceWorkflow;
import dev.ratchet.workflows.run.RunRequest;

/** A run of {@link ToyAgent#INVOICE}. */
public final class ToyInvoice extends ToyRun implements InvoiceWorkflow {
    ToyInvoice(RunRequest request) {
        super(ToyAgent.INVOICE, request);
    }

    @Override
    public RunSummary run(RunRequest given) {
        return untilEnded();
    }
}
