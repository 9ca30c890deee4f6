package dev.ratchet.workflows.invoice;

import dev.ratchet.workflows.agent.Action;
import dev.ratchet.workflows.agent.ActionKind;
import dev.ratchet.workflows.agent.Effect;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.invoice.DocumentActivities;
import dev.ratchet.workflows.contract.invoice.ExtractedFields;
import dev.ratchet.workflows.contract.invoice.Relation;

/** Everything that may be asked for while an invoice is worked on. */
public sealed interface InvoiceAction extends Action {

    /** The vocabulary, in the order of an invoice's life. Wire names are frozen. */
    enum Kind implements ActionKind {
        READ_DOCUMENT("read_document", Effect.READ, ReadDocument.class, "find out what the document is and says"),
        CONSULT_BOOKS("consult_books", Effect.READ, ConsultBooks.class, "hold the invoice against rules and books"),
        RECORD_FIELDS(
                DocumentActivities.ProveFields.ACTION,
                Effect.READ,
                RecordFields.class,
                "report the invoice's fields, each with the words of the document that show it"),
        CHOOSE_RELATION(
                "choose_relation",
                Effect.READ,
                ChooseRelation.class,
                "say what the document does to an earlier one: replaces it, adds to it, or is unrelated"),
        LOOK_UP_TERMS(
                "look_up_terms",
                Effect.READ,
                LookUpTerms.class,
                "look in the library for what explains a difference, for the person who decides"),
        ASK_PERSON("ask_person", Effect.REVERSIBLE, AskPerson.class, "hand the document to a person"),
        REQUEST_APPROVAL(
                "request_approval", Effect.REVERSIBLE, RequestApproval.class, "ask a person to consent to the entry"),
        POST_ENTRY("post_entry", Effect.IRREVERSIBLE, PostEntry.class, "write the entry to the books");

        private final Word word;

        Kind(String wire, Effect effect, Class<? extends InvoiceAction> type, String purpose) {
            this.word = new Word(wire, effect, type, purpose);
        }

        @Override
        public Word word() {
            return word;
        }
    }

    @Override
    default Kind kind() {
        return ActionKind.of(this, Kind.values());
    }

    record ReadDocument() implements InvoiceAction {}

    record ConsultBooks() implements InvoiceAction {}

    record RecordFields(ExtractedFields fields) implements InvoiceAction {}

    /** Only a person chooses. */
    record ChooseRelation(Relation relation) implements InvoiceAction {}

    /** What is found is shown to a person, and decides nothing. */
    record LookUpTerms() implements InvoiceAction {}

    /** A closed list of reasons: free text of a model never reaches the person who decides. */
    record AskPerson(Reason reason) implements InvoiceAction {
        public enum Reason {
            NOT_AN_INVOICE,
            FIELDS_MISSING,
            SEVERAL_INVOICES,
            CANNOT_PROCEED
        }
    }

    record RequestApproval(Digest intent) implements InvoiceAction {}

    record PostEntry(Digest intent) implements InvoiceAction {}
}
