package dev.ratchet.worker;

import dev.ratchet.activities.approval.VerificationKeys;
import dev.ratchet.activities.attestation.DocumentAttestation;
import dev.ratchet.activities.batch.BatchReading;
import dev.ratchet.activities.batch.InvoiceBatchActivitiesImpl;
import dev.ratchet.activities.content.ContentStore;
import dev.ratchet.activities.documents.DocumentActivitiesImpl;
import dev.ratchet.activities.documents.SaidFields;
import dev.ratchet.activities.documents.StoredInvoices;
import dev.ratchet.activities.documents.invoice.Invoice;
import dev.ratchet.activities.effect.EffectKind;
import dev.ratchet.activities.ledger.PostingEffect;
import dev.ratchet.activities.masterdata.BooksActivitiesImpl;
import dev.ratchet.activities.masterdata.MasterData;
import dev.ratchet.workflows.contract.effect.PersonStatement;
import dev.ratchet.workflows.invoice.InvoiceRegistration;
import dev.ratchet.workflows.invoice.InvoiceRules;
import dev.ratchet.workflows.invoice.InvoiceWorkflow;
import dev.ratchet.workflows.temporal.AgentRegistration;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** The invoice agent: documents, master data and the ledger. */
public final class InvoiceModule implements AgentModule {

    @Override
    public AgentRegistration<?, ?, ?> registration() {
        return InvoiceRegistration.of();
    }

    @Override
    public List<Object> activities(Capabilities shared) {
        BooksActivitiesImpl books = new BooksActivitiesImpl(
                InvoiceWorkflow.AGENT,
                shared.masterData(),
                parties(shared.contents()),
                shared.rules(),
                InvoiceRules::rule,
                shared.attestation(),
                Clock.systemUTC());
        DocumentAttestation readings = new DocumentAttestation(shared.attestation());
        return List.of(
                new DocumentActivitiesImpl(
                        shared.contents(),
                        shared.reader(),
                        readings,
                        new SaidFields(InvoiceWorkflow.AGENT, said -> isSigned(shared.believed(), said))),
                books,
                new InvoiceBatchActivitiesImpl(
                        new BatchReading(shared.contents(), shared.reader(), shared.readers(), readings),
                        books,
                        shared.effects()));
    }

    @Override
    public List<EffectKind> effects() {
        return List.of(new PostingEffect());
    }

    private static MasterData.PartiesOf parties(ContentStore contents) {
        StoredInvoices invoices = new StoredInvoices(contents);
        return (tenant, digests) -> invoices.all(tenant, digests).stream()
                .map(invoice -> new MasterData.Parties(party(invoice.supplier()), party(invoice.buyer())))
                .toList();
    }

    private static MasterData.Party party(Invoice.Party party) {
        return new MasterData.Party(party.name(), party.comparableTaxIds());
    }

    private static boolean isSigned(VerificationKeys people, PersonStatement said) {
        return people.signed(said) && people.valid(said.key(), Instant.now());
    }
}
