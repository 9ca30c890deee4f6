package dev.ratchet.workflows.contract.invoice;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Finding;
import java.util.List;

/** What a document turned out to be, by its content. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "reading")
@JsonSubTypes({
    @JsonSubTypes.Type(value = DocumentReading.Structured.class, name = "structured"),
    @JsonSubTypes.Type(value = DocumentReading.Text.class, name = "text"),
    @JsonSubTypes.Type(value = DocumentReading.Unreadable.class, name = "unreadable")
})
public sealed interface DocumentReading {

    /**
     * A machine-readable invoice.
     *
     * @param invoice where the content store keeps the whole canonical invoice
     * @param findings empty when it is consistent by our arithmetic and passes EN 16931; at most {@link Finding#MOST}
     */
    record Structured(InvoiceFacts facts, Digest invoice, List<Finding> findings) implements DocumentReading {
        public Structured {
            findings = List.copyOf(findings);
        }
    }

    /**
     * A document for human eyes: its fields must be proposed by a model and proven by evidence.
     *
     * @param text where the content store keeps the extracted text
     * @param source TEXT or PDF_TEXT
     * @param characters length of that text, 1 or more
     */
    record Text(Digest text, InvoiceFacts.Source source, int characters) implements DocumentReading {}

    /** Nothing this product reads. The code is frozen; the sentence is for a person. */
    record Unreadable(String code, String why) implements DocumentReading {}
}
