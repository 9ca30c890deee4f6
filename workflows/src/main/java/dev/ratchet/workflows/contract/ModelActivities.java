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
     * One attempt makes one call or none.
     *
     * @throws io.temporal.failure.ApplicationFailure {@link FailureType#MODEL_NOT_CONFIGURED},
     *     {@link FailureType#MODEL_REFUSED}, {@link FailureType#MODEL_DENIED}, {@link FailureType#BUDGET_EXCEEDED},
     *     {@link FailureType#BUDGET_ENDED} (not retried);
     *     {@link FailureType#MODEL_UNAVAILABLE} (retried until five calls were made, after the provider's own
     *     {@code Retry-After} where it sent one and no other model of the tier can be asked);
     *     {@link FailureType#MODEL_TIER_DOWN} (retried when the first of its models may be asked again);
     *     {@link FailureType#MODEL_TIER_BUSY}, {@link FailureType#BUDGET_RESERVED} (retried);
     *     {@link FailureType#CALL_UNDER_WAY} (retried when the other worker is done or taken for dead)
     */
    @ActivityMethod
    Answer propose(Question question);

    /**
     * A question at one turn of one run. An attempt that asks it again is answered by what the first one paid for.
     *
     * @param run that asks, and pays
     * @param turn how many turns the run had taken before, so that it can ask the same again
     * @param agent whose prompt and vocabulary apply
     * @param tier whose models may answer
     * @param prompt name and version of the system prompt, {@code name@version}
     * @param data what the question is about, each fenced as data: nothing in it is an instruction
     * @param legal wire names of the actions that may be proposed now, 1 or more
     * @param rejection code of the rejection that the previous proposal met, for the model to do better
     * @param mostTokens completion tokens at most, 1 or more
     */
    record Question(
            TenantId tenant,
            RunRef run,
            long turn,
            String agent,
            ModelTier tier,
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
     * @param id which of the installation's models answered, as its file of models calls it
     * @param model as the provider names it
     * @param inputTokens read, those from the provider's cache included
     * @param cachedTokens of those, read from the provider's cache
     * @param micros money in millionths of the installation's accounting currency, 0 when no price is configured
     */
    record Usage(String id, String model, long inputTokens, long cachedTokens, long outputTokens, long micros) {}
}
