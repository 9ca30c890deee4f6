package dev.ratchet.activities.documents;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.ratchet.activities.Failures;
import dev.ratchet.activities.content.ContentStore;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentActivities;
import dev.ratchet.workflows.contract.DocumentReading;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.FailureType;
import dev.ratchet.workflows.contract.FieldReading;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.TenantId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads out of the content store and puts what it read back there; only references, facts and findings leave. */
public final class DocumentActivitiesImpl implements DocumentActivities {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private final ContentStore store;
    private final DocumentReader reader;

    public DocumentActivitiesImpl(ContentStore store, DocumentReader reader) {
        this.store = store;
        this.reader = reader;
    }

    @Override
    public DocumentReading read(DocumentRef document) {
        return Failures.guard(() -> {
            if (document.bytes() > DocumentReader.MOST_BYTES) {
                return DocumentReader.tooLarge().unreadable();
            }
            DocumentReader.Read read = reader.read(content(document.tenant(), document.digest()));
            if (read instanceof DocumentReader.Structured structured) {
                Digest kept = keep(document.tenant(), structured.invoice());
                return new DocumentReading.Structured(structured.invoice().facts(), kept, first(structured.findings()));
            }
            if (read instanceof DocumentReader.Text text) {
                byte[] utf8 = text.text().getBytes(StandardCharsets.UTF_8);
                Digest kept = store.put(document.tenant(), utf8).digest();
                return new DocumentReading.Text(kept, text.source(), text.text().length());
            }
            return ((DocumentReader.Refused) read).unreadable();
        });
    }

    @Override
    public FieldReading prove(ProveFields request) {
        return Failures.guard(() -> {
            String text = new String(content(request.tenant(), request.text()), StandardCharsets.UTF_8);
            FieldProof.Result result = FieldProof.prove(text, request.source(), request.fields());
            Invoice invoice = result.invoice();
            return invoice == null
                    ? new FieldReading.Unproven(first(result.findings()))
                    : new FieldReading.Proven(invoice.facts(result.ambiguous()), keep(request.tenant(), invoice));
        });
    }

    private Digest keep(TenantId tenant, Invoice invoice) throws IOException {
        return store.put(tenant, JSON.writeValueAsBytes(invoice)).digest();
    }

    private byte[] content(TenantId tenant, Digest digest) throws IOException {
        return store.get(tenant, digest)
                .orElseThrow(() -> Failures.of(
                        FailureType.CONTENT_MISSING,
                        "the content store has nothing under " + digest.brief() + "; upload the document again",
                        null));
    }

    private static List<Finding> first(List<Finding> findings) {
        return findings.subList(0, Math.min(findings.size(), Finding.MOST));
    }
}
