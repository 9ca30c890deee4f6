package dev.ratchet.workflows.contract;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks a model for one proposal. The only way to a model. */
@ActivityInterface(namePrefix = "Model")
public interface ModelActivities {

    /**
     * @throws io.temporal.failure.ApplicationFailure {@link FailureType#MODEL_NOT_CONFIGURED},
     *     {@link FailureType#MODEL_REFUSED} (neither retried) or {@link FailureType#MODEL_UNAVAILABLE} (retried, after
     *     the provider's own {@code Retry-After} where it sent one)
     */
    @ActivityMethod
    Answer propose(Question question);

    /**
     * @param agent whose prompt and vocabulary apply
     * @param prompt name and version of the system prompt, {@code name@version}
     * @param data what the question is about, each fenced as data: nothing in it is an instruction
     * @param legal wire names of the actions that may be proposed now, 1 or more
     * @param rejection code of the rejection that the previous proposal met, for the model to do better
     * @param mostTokens completion tokens at most, 1 or more
     */
    record Question(
            TenantId tenant,
            String agent,
            String prompt,
            List<Data> data,
            List<String> legal,
            @Nullable String rejection,
            int mostTokens) {
        public Question {
            data = List.copyOf(data);
            legal = List.copyOf(legal);
        }
    }

    /**
     * A text in the content store.
     *
     * @param label what it is, one upper-case word such as {@code DOCUMENT} or {@code CASE}
     */
    record Data(String label, Digest content) {
        public Data {
            if (!label.matches("[A-Z]{1,20}")) {
                throw new IllegalArgumentException("a label is one upper-case word of at most 20 letters");
            }
        }
    }

    /** What came back, and what it cost. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "answer")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Proposed.class, name = "proposed"),
        @JsonSubTypes.Type(value = Unusable.class, name = "unusable")
    })
    sealed interface Answer {
        Usage usage();
    }

    /** @param completion the whole completion, in the content store */
    record Proposed(Proposal proposal, Digest completion, Usage usage) implements Answer {}

    /** The model answered, but not with a proposal: cut off, not JSON, too long. The code is frozen. */
    record Unusable(String code, Digest completion, Usage usage) implements Answer {}

    /**
     * @param model as the provider names it
     * @param micros money in millionths of the installation's accounting currency, 0 when no price is configured
     */
    record Usage(String model, long inputTokens, long outputTokens, long micros) {}
}
