package dev.ratchet.worker;

import dev.ratchet.activities.effect.EffectKind;
import dev.ratchet.activities.ledger.PostingEffect;
import dev.ratchet.workflows.invoice.InvoiceRegistration;
import dev.ratchet.workflows.temporal.AgentRegistration;
import java.util.List;

/** The invoice agent: documents, master data and the ledger. */
public final class InvoiceModule implements AgentModule {

    @Override
    public AgentRegistration<?, ?, ?> registration() {
        return InvoiceRegistration.of();
    }

    @Override
    public List<Object> activities(Capabilities shared) {
        return shared.invoiceActivities();
    }

    @Override
    public List<EffectKind> effects() {
        return List.of(new PostingEffect());
    }
}
