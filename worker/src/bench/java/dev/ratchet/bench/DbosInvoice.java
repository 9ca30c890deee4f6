package dev.ratchet.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dbos.transact.DBOS;
import dev.dbos.transact.workflow.Workflow;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentActivities;
import dev.ratchet.workflows.contract.DocumentReading;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.InvoiceFacts;
import dev.ratchet.workflows.contract.LedgerActivities;
import dev.ratchet.workflows.contract.PolicyActivities;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.temporal.Converters;
import java.util.Objects;

/** A DBOS workflow per document: reads, asks the books and posts, a step each; what steps return is kept as JSON. */
public interface DbosInvoice {
    long run(String document, long bytes);

    /** The same capabilities as ours, one document at a time. */
    record Impl(DBOS dbos, DocumentActivities documents, PolicyActivities policy, LedgerActivities ledger)
            implements DbosInvoice {
        private static final ObjectMapper JSON = Converters.json();

        @Override
        @Workflow(name = "invoice")
        public long run(String digest, long bytes) {
            DocumentRef document = new DocumentRef(Uploads.TENANT, new Digest(digest), bytes);
            InvoiceFacts invoice = read(
                    dbos.runStep(
                            () -> json(((DocumentReading.Structured) documents.read(document)).facts()), "read"),
                    InvoiceFacts.class);
            PolicyActivities.Consultation consultation = read(
                    dbos.runStep(
                            () -> json(policy.consult(new PolicyActivities.Query(
                                    Uploads.TENANT, new RunRef("dbos/" + digest, "dbos"), invoice))),
                            "consult"),
                    PolicyActivities.Consultation.class);
            return dbos.runStep(
                    () -> Toy.number(ledger.post(PlainLoop.posting(
                            document, invoice, Objects.requireNonNull(consultation.books()), consultation.rules()))),
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
