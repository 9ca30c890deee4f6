package dev.ratchet.workflows.agent;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.record.RunStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a run of any agent ended. Wire names are frozen; the code is frozen, the sentence is for a person. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(Outcome.Done.class),
    @JsonSubTypes.Type(Outcome.Duplicate.class),
    @JsonSubTypes.Type(Outcome.Refused.class),
    @JsonSubTypes.Type(Outcome.Failed.class)
})
public sealed interface Outcome {

    String code();

    String why();

    RunStatus status();

    /** The word that people read: the agent's own for {@link Done}, else the name of the status. */
    default String word() {
        return status().name();
    }

    /** What was done, or had been done before. */
    default @Nullable Receipt receipt() {
        return null;
    }

    /**
     * It did what it was for.
     *
     * @param word the agent's own, upper snake case, such as {@code POSTED}
     * @param receipt absent when nothing but an answer came of it
     */
    @JsonTypeName("done")
    record Done(String word, @Nullable Receipt receipt, String code, String why) implements Outcome {
        @Override
        public RunStatus status() {
            return RunStatus.DONE;
        }
    }

    /** @param receipt what had been done before; absent when it is not known */
    @JsonTypeName("duplicate")
    record Duplicate(@Nullable Receipt receipt, String code, String why) implements Outcome {
        @Override
        public RunStatus status() {
            return RunStatus.DUPLICATE;
        }
    }

    @JsonTypeName("refused")
    record Refused(String code, String why, List<Finding> findings) implements Outcome {
        public Refused {
            findings = List.copyOf(findings);
        }

        public Refused(String code, String why) {
            this(code, why, List.of());
        }

        @Override
        public RunStatus status() {
            return RunStatus.REFUSED;
        }
    }

    /** Something that should work did not. The run may be started again. */
    @JsonTypeName("failed")
    record Failed(String code, String why) implements Outcome {
        @Override
        public RunStatus status() {
            return RunStatus.FAILED;
        }
    }
}
