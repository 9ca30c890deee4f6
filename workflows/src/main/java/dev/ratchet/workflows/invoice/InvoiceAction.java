package dev.ratchet.workflows.invoice;

import dev.ratchet.workflows.agent.Action;
import dev.ratchet.workflows.agent.ActionKind;
import dev.ratchet.workflows.agent.Effect;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.ExtractedFields;

/** Everything that may be asked for while an invoice is worked on. */
public sealed interface InvoiceAction extends Action {

    /** The vocabulary, in the order of an invoice's life. Wire names are frozen. */
    enum Kind implements ActionKind {
        READ_DOCUMENT("read_document", Effect.READ, ReadDocument.class, "find out what the document is and says"),
        CONSULT_BOOKS("consult_books", Effect.READ, ConsultBooks.class, "hold the invoice against rules and books"),
        RECORD_FIELDS(
                "record_fields",
                Effect.READ,
                RecordFields.class,
                "report the invoice's fields, each with the words of the document that show it"),
        ASK_PERSON("ask_person", Effect.REVERSIBLE, AskPerson.class, "hand the document to a person"),
        REQUEST_APPROVAL(
                "request_approval", Effect.REVERSIBLE, RequestApproval.class, "ask a person to consent to the entry"),
        POST_ENTRY("post_entry", Effect.IRREVERSIBLE, PostEntry.class, "write the entry to the books");

        private final String wire;
        private final Effect effect;
        private final Class<? extends InvoiceAction> type;
        private final String purpose;

        Kind(String wire, Effect effect, Class<? extends InvoiceAction> type, String purpose) {
            this.wire = wire;
            this.effect = effect;
            this.type = type;
            this.purpose = purpose;
        }

        @Override
        public String wire() {
            return wire;
        }

        @Override
        public Effect effect() {
            return effect;
        }

        @Override
        public Class<? extends InvoiceAction> type() {
            return type;
        }

        @Override
        public String purpose() {
            return purpose;
        }
    }

    @Override
    Kind kind();

    record ReadDocument() implements InvoiceAction {
        @Override
        public Kind kind() {
            return Kind.READ_DOCUMENT;
        }
    }

    record ConsultBooks() implements InvoiceAction {
        @Override
        public Kind kind() {
            return Kind.CONSULT_BOOKS;
        }
    }

    record RecordFields(ExtractedFields fields) implements InvoiceAction {
        @Override
        public Kind kind() {
            return Kind.RECORD_FIELDS;
        }
    }

    /** A closed list of reasons: free text of a model never reaches the person who decides. */
    record AskPerson(Reason reason) implements InvoiceAction {
        public enum Reason {
            NOT_AN_INVOICE,
            FIELDS_MISSING,
            SEVERAL_INVOICES,
            CANNOT_PROCEED
        }

        @Override
        public Kind kind() {
            return Kind.ASK_PERSON;
        }
    }

    record RequestApproval(Digest intent) implements InvoiceAction {
        @Override
        public Kind kind() {
            return Kind.REQUEST_APPROVAL;
        }
    }

    record PostEntry(Digest intent) implements InvoiceAction {
        @Override
        public Kind kind() {
            return Kind.POST_ENTRY;
        }
    }
}
