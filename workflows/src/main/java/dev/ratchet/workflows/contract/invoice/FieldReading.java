package dev.ratchet.workflows.contract.invoice;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Finding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of extracted fields when they were held against the document. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "fields")
@JsonSubTypes({
    @JsonSubTypes.Type(value = FieldReading.Proven.class, name = "proven"),
    @JsonSubTypes.Type(value = FieldReading.Unproven.class, name = "unproven")
})
public sealed interface FieldReading {

    /**
     * Every value is where its evidence says, or a person vouches for it; and the sums are right.
     *
     * @param vouched absent when the document shows every value
     */
    record Proven(
            InvoiceFacts facts, Digest invoice, @Nullable Vouched vouched) implements FieldReading {}

    /**
     * What the document does not show, and a person says. Somebody else must consent to it.
     *
     * @param person whose signed word it is
     * @param fields by name, 1 to {@link #MOST}
     */
    record Vouched(String person, List<String> fields) {
        public static final int MOST = 24;

        public Vouched {
            fields = fields.stream().limit(MOST).toList();
            if (person.isBlank() || fields.isEmpty()) {
                throw new IllegalArgumentException("a person vouches for at least one field");
            }
        }
    }

    /** At least one value is not in the document, or the sums are wrong; 1 to {@link Finding#MOST} findings. */
    record Unproven(List<Finding> findings) implements FieldReading {
        public Unproven {
            findings = List.copyOf(findings);
        }
    }
}
