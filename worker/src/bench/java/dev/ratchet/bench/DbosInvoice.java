package dev.ratchet.bench;

import dev.ratchet.workflows.contract.Attested;
import com.fasterxml.jackson.core.type.TypeReference;
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
            Attested<DocumentReading> reading =
                    read(dbos.runStep(() -> json(documents.read(document)), "read"), new TypeReference<>() {});
            InvoiceFacts invoice = ((DocumentReading.Structured) reading.value()).facts();
            BooksActivities.Consultation consultation = read(
                    dbos.runStep(() -> json(books.consult(PlainLoop.query(document, reading))), "consult"),
                    new TypeReference<BooksActivities.Consultation>() {});
            return dbos.runStep(
                    () -> Toy.number(effects.perform(PlainLoop.posting(
                            document,
                            invoice,
                            consultation.consulted(),
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

        private static <T> T read(String json, TypeReference<T> type) {
            try {
                return JSON.readValue(json, type);
            } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
