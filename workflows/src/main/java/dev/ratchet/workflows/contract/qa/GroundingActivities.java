package dev.ratchet.workflows.contract.qa;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.FailureType;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.retrieval.Passage;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds answers against passages. Deterministic given the texts, so retries and replays agree; what is judged is attested for
 * the request. Each fails with {@link FailureType#CONTENT_MISSING} when the content store lacks a text.
 */
@ActivityInterface(namePrefix = "Grounding")
public interface GroundingActivities {
    /** Passages that one question may rest on: each is shown under a letter. */
    int MOST_PASSAGES = 12;

    /** Looks at the question: its text goes to the content store by itself, for who searches and who reads. */
    @ActivityMethod
    Question open(DocumentRef intake);

    /** Holds a proposed answer against the passages; keeps it, with exact spans, when all of it is borne out. */
    @ActivityMethod
    Attested<Judged> check(Case of, List<ProposedSentence> sentences);

    /** Answers with a sentence of a passage, word for word, where one plainly answers; it passes the same check. */
    @ActivityMethod
    Attested<Judged> extract(Case of);

    /** Writes down what was found, for a run that abstains; answers with the digest of the text. */
    @ActivityMethod
    Digest showFound(Case of);

    /** The answer that a person confirmed to this very question, while every version that it cites is current. */
    @ActivityMethod
    Attested<Judged> verified(DocumentRef intake);

    /**
     * @param text digest of the question's text
     * @param words of it
     * @param known whether a person confirmed an answer to it that is still current
     */
    record Question(Digest text, QuestionKind kind, int words, List<String> within, boolean known) {
        public Question {
            within = List.copyOf(within);
        }
    }

    /** @param found by this run, best first, at most {@link #MOST_PASSAGES}; the first is A */
    record Case(DocumentRef intake, List<Passage> found) {
        public Case {
            found = List.copyOf(found);
            if (found.size() > MOST_PASSAGES) {
                throw new IllegalArgumentException("a question rests on at most " + MOST_PASSAGES + " passages");
            }
        }
    }

    /** What became of an answer. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "judged")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Grounded.class, name = "grounded"),
        @JsonSubTypes.Type(value = Ungrounded.class, name = "ungrounded")
    })
    sealed interface Judged {}

    /**
     * Every sentence is borne out.
     *
     * @param answer the {@link Answer} in the content store
     * @param text the same as it was asked for, in the content store
     * @param cited ids of the passages that it cites
     * @param conflicts how many other places say otherwise
     * @param confirmedBy who confirmed it before; absent for an answer of this run
     */
    record Grounded(
            Digest answer,
            Digest text,
            int sentences,
            List<String> cited,
            int conflicts,
            @Nullable String confirmedBy) implements Judged {
        public Grounded {
            cited = List.copyOf(cited);
        }
    }

    /** At least one sentence is not; 1 to {@link Finding#MOST} findings, each with the name of a {@link GroundingCode}. */
    record Ungrounded(List<Finding> findings) implements Judged {
        public Ungrounded {
            findings = List.copyOf(findings);
        }
    }
}
