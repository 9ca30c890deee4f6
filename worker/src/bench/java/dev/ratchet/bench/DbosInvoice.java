package dev.ratchet.bench;

import dev.ratchet.workflows.contract.invoice.BooksActivities;
import dev.ratchet.workflows.contract.effect.EffectActivities;
import dev.ratchet.workflows.contract.CanonicalJson;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dbos.transact.DBOS;
import dev.dbos.transact.workflow.Workflow;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.invoice.DocumentActivities;
import dev.ratchet.workflows.contract.invoice.DocumentReading;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import java.util.Objects;

/** A DBOS workflow per document: reads, asks the books and posts, a step each; what steps return is kept as JSON. */
public interface DbosInvoice {
    long run(String document, long bytes);

    /** The same capabilities as ours, one document at a time. */
    record Impl(DBOS dbos, DocumentActivities documents, BooksActivities books, EffectActivities effects)
            implements DbosInvoice {
        private static final ObjectMapper JSON = CanonicalJson.mapper();

        @Override
        @Workflow(name = "invoice")
        public long run(String digest, long bytes) {
            DocumentRef document = new DocumentRef(Uploads.TENANT, new Digest(digest), bytes);
            InvoiceFacts invoice = read(
                    dbos.runStep(
                            () -> json(((DocumentReading.Structured) documents.read(document)).facts()), "read"),
                    InvoiceFacts.class);
            BooksActivities.Consultation consultation = read(
                    dbos.runStep(() -> json(books.consult(PlainLoop.query(document, invoice))), "consult"),
                    BooksActivities.Consultation.class);
            return dbos.runStep(
                    () -> Toy.number(effects.perform(PlainLoop.posting(
                            document,
                            invoice,
                            Objects.requireNonNull(consultation.consulted().books()),
                            consultation.bundle()))),
                    "post");
        }

        private static String json(Object value) {
            try {
                return JSON.writeValueAsString(value);
            } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }

        private static <T> T read(String json, Class<T> type) {
            try {
                return JSON.readValue(json, type);
            } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
