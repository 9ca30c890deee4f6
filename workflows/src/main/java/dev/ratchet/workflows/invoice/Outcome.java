package dev.ratchet.workflows.invoice;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.ratchet.workflows.contract.Finding;
import java.util.List;

/** How a run ended. The code is frozen, the sentence is for a person. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Outcome.Posted.class, name = "posted"),
    @JsonSubTypes.Type(value = Outcome.Duplicate.class, name = "duplicate"),
    @JsonSubTypes.Type(value = Outcome.Refused.class, name = "refused"),
    @JsonSubTypes.Type(value = Outcome.Failed.class, name = "failed")
})
public sealed interface Outcome {

    InvoiceWorkflow.Standing standing();

    String code();

    String why();

    record Posted(long entry, String code, String why) implements Outcome {
        @Override
        public InvoiceWorkflow.Standing standing() {
            return InvoiceWorkflow.Standing.POSTED;
        }
    }

    /** @param entry the entry that is already there; 0 when its number is not known */
    record Duplicate(long entry, String code, String why) implements Outcome {
        @Override
        public InvoiceWorkflow.Standing standing() {
            return InvoiceWorkflow.Standing.DUPLICATE;
        }
    }

    record Refused(String code, String why, List<Finding> findings) implements Outcome {
        public Refused {
            findings = List.copyOf(findings);
        }

        @Override
        public InvoiceWorkflow.Standing standing() {
            return InvoiceWorkflow.Standing.REFUSED;
        }
    }

    /** Something that should work did not. The run may be started again. */
    record Failed(String code, String why) implements Outcome {
        @Override
        public InvoiceWorkflow.Standing standing() {
            return InvoiceWorkflow.Standing.FAILED;
        }
    }
}
