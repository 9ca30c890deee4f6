package dev.ratchet.workflows.invoice;

import dev.ratchet.workflows.agent.Observation;
import dev.ratchet.workflows.contract.Approval;
import dev.ratchet.workflows.contract.DocumentReading;
import dev.ratchet.workflows.contract.FieldReading;
import dev.ratchet.workflows.contract.LedgerActivities.Receipt;
import dev.ratchet.workflows.contract.PolicyActivities.Consultation;

/** Everything that tools report while an invoice is worked on. */
sealed interface InvoiceObservation extends Observation {

    record DocumentRead(DocumentReading reading) implements InvoiceObservation {
        @Override
        public String wire() {
            return "document_read";
        }
    }

    record BooksConsulted(Consultation consultation) implements InvoiceObservation {
        /** What the trail keeps the digest of: the rules by their own hash, which stands for every word of them. */
        @Override
        public String toString() {
            return "BooksConsulted[rules=" + consultation.rules().version() + " "
                    + consultation.rules().hash() + ", books=" + consultation.books() + ", build="
                    + consultation.build() + "]";
        }

        @Override
        public String wire() {
            return "books_consulted";
        }
    }

    record FieldsChecked(FieldReading reading) implements InvoiceObservation {
        @Override
        public String wire() {
            return "fields_checked";
        }
    }

    record Consented(Approval approval) implements InvoiceObservation {
        @Override
        public String wire() {
            return "consented";
        }
    }

    record Denied(String by, String why) implements InvoiceObservation {
        @Override
        public String wire() {
            return "denied";
        }
    }

    /** Nobody decided in time. */
    record Expired() implements InvoiceObservation {
        @Override
        public String wire() {
            return "expired";
        }
    }

    /** A person mended something and asks to look again. */
    record RecheckAsked(String by) implements InvoiceObservation {
        @Override
        public String wire() {
            return "recheck_asked";
        }
    }

    record EntryAnswered(Receipt receipt) implements InvoiceObservation {
        @Override
        public String wire() {
            return "entry_answered";
        }
    }

    /** An activity failed for good; the code is its failure type. */
    record ToolFailed(String code, String why) implements InvoiceObservation {
        @Override
        public String wire() {
            return "tool_failed";
        }
    }
}
