package dev.ratchet.workflows.contract.invoice;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Finding;
import java.util.List;

/** What became of extracted fields when they were held against the document. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "fields")
@JsonSubTypes({
    @JsonSubTypes.Type(value = FieldReading.Proven.class, name = "proven"),
    @JsonSubTypes.Type(value = FieldReading.Unproven.class, name = "unproven")
})
public sealed interface FieldReading {

    /** Every value is where its evidence says, and the sums are right. */
    record Proven(InvoiceFacts facts, Digest invoice) implements FieldReading {}

    /** At least one value is not in the document, or the sums are wrong; 1 to {@link Finding#MOST} findings. */
    record Unproven(List<Finding> findings) implements FieldReading {
        public Unproven {
            findings = List.copyOf(findings);
        }
    }
}
