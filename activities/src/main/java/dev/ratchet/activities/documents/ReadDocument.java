package dev.ratchet.activities.documents;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.ratchet.activities.documents.invoice.Invoice;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.invoice.BankAccount;
import dev.ratchet.workflows.contract.invoice.DocumentReading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The reading of a document, and the body that the reading refers to. Store the body before you return the reading.
 *
 * @param body the canonical invoice as JSON, or the text in UTF-8; absent for what cannot be read
 */
public record ReadDocument(DocumentReading reading, byte @Nullable [] body) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    /** The refusal of a document that is too large to be read; absent when it should be read. */
    public static @Nullable DocumentReading unseen(DocumentRef document) {
        return document.bytes() > DocumentReader.MOST_BYTES
                ? DocumentReader.tooLarge().unreadable()
                : null;
    }

    /** @param account what the reading may say of an account number */
    public static ReadDocument of(DocumentReader.Read read, Function<String, BankAccount> account)
            throws JsonProcessingException {
        if (read instanceof DocumentReader.Structured structured) {
            byte[] json = json(structured.invoice());
            return new ReadDocument(
                    new DocumentReading.Structured(
                            structured.invoice().facts(account, List.of(), structured.checked()),
                            Digest.of(json),
                            first(structured.findings())),
                    json);
        }
        if (read instanceof DocumentReader.Text text) {
            byte[] utf8 = text.text().getBytes(StandardCharsets.UTF_8);
            return new ReadDocument(
                    new DocumentReading.Text(
                            Digest.of(utf8), text.source(), text.text().length()),
                    utf8);
        }
        return new ReadDocument(((DocumentReader.Refused) read).unreadable(), null);
    }

    static byte[] json(Invoice invoice) throws JsonProcessingException {
        return JSON.writeValueAsBytes(invoice);
    }

    static Invoice invoice(byte[] json) throws IOException {
        return JSON.readValue(json, Invoice.class);
    }

    static List<Finding> first(List<Finding> findings) {
        return findings.subList(0, Math.min(findings.size(), Finding.MOST));
    }
}
