package dev.ratchet.workflows.invoice;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.ratchet.workflows.agent.Observation;
import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.effect.EffectActivities;
import dev.ratchet.workflows.contract.invoice.BooksActivities.Consultation;
import dev.ratchet.workflows.contract.invoice.DocumentReading;
import dev.ratchet.workflows.contract.invoice.FieldReading;
import dev.ratchet.workflows.contract.invoice.Relation;
import dev.ratchet.workflows.contract.retrieval.LookedUp;

/** What tools report while an invoice is worked on. Wire names are frozen. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = Observation.NAME)
@JsonSubTypes({
    @JsonSubTypes.Type(InvoiceObservation.DocumentRead.class),
    @JsonSubTypes.Type(InvoiceObservation.BooksConsulted.class),
    @JsonSubTypes.Type(InvoiceObservation.FieldsChecked.class),
    @JsonSubTypes.Type(InvoiceObservation.RelationChosen.class),
    @JsonSubTypes.Type(InvoiceObservation.TermsLookedUp.class),
    @JsonSubTypes.Type(InvoiceObservation.EntryAnswered.class)
})
sealed interface InvoiceObservation extends Observation {

    @JsonTypeName("document_read")
    record DocumentRead(Attested<DocumentReading> reading) implements InvoiceObservation {}

    @JsonTypeName("books_consulted")
    record BooksConsulted(Consultation consultation) implements InvoiceObservation {}

    @JsonTypeName("fields_checked")
    record FieldsChecked(Attested<FieldReading> reading) implements InvoiceObservation {}

    @JsonTypeName("relation_chosen")
    record RelationChosen(Relation relation) implements InvoiceObservation {}

    @JsonTypeName("terms_looked_up")
    record TermsLookedUp(LookedUp terms) implements InvoiceObservation {}

    @JsonTypeName("entry_answered")
    record EntryAnswered(EffectActivities.Result result) implements InvoiceObservation {}
}
