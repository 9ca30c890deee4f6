package dev.ratchet.activities.grounding;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.qa.Answer;
import java.util.List;
import java.util.Optional;

/** Answers that a person confirmed, by question. Whether what they cite is still current is for who uses one to ask. */
public interface VerifiedAnswers {
    /** Of people who may confirm. */
    String ROLE = "answers";

    /** @param person who confirmed it */
    record Verified(String person, Answer answer) {
        public Verified {
            if (person.isBlank()) {
                throw new IllegalArgumentException("a person confirms an answer");
            }
        }
    }

    /** The latest that was confirmed. */
    Optional<Verified> find(TenantId tenant, Digest question);

    /** Takes the place of what was confirmed before; that stays on record. */
    void confirm(TenantId tenant, Digest question, Verified verified);

    /**
     * What a question is known by: its words in their order without case, accents and punctuation, and the documents that it is
     * asked of.
     */
    static Digest key(String question, List<String> within) {
        return Digest.of(QuestionForm.folded(question) + "\n"
                + String.join(",", within.stream().sorted().distinct().toList()));
    }
}
