package dev.ratchet.activities.grounding;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.activities.attestation.AttestationKeys;
import dev.ratchet.activities.content.ContentStore;
import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.qa.Answer;
import dev.ratchet.workflows.contract.qa.AnswerFormat;
import dev.ratchet.workflows.contract.qa.GroundingActivities.Grounded;
import dev.ratchet.workflows.contract.qa.GroundingActivities.Judged;
import dev.ratchet.workflows.contract.record.StepRecord;
import dev.ratchet.workflows.contract.retrieval.Passage;
import dev.ratchet.workflows.contract.retrieval.RetrievalActivities.Found;
import dev.ratchet.workflows.contract.retrieval.RetrievalActivities.Hit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What runs of the answering agent gave, from their records. Whoever reaches Temporal can play a run: an answer is believed when a
 * worker attested it for this very question, and every passage that is shown is one that the library has on record now.
 */
public final class RecordedAnswers {
    private final ContentStore store;
    private final AttestationKeys keys;
    private final KnownPassages passages;

    public RecordedAnswers(ContentStore store, AttestationKeys keys, KnownPassages passages) {
        this.store = store;
        this.keys = keys;
        this.passages = passages;
    }

    /**
     * @param text the same as it was asked for
     * @param confirmedBy who confirmed it before; absent for an answer of the run
     */
    public record Given(
            Answer answer, String text, @Nullable String confirmedBy) {}

    /**
     * Passages instead of an answer.
     *
     * @param text the same as it was asked for
     */
    public record Instead(List<Excerpt> found, String text) {
        public Instead {
            found = List.copyOf(found);
        }
    }

    /** @param said the beginning of the passage's text */
    public record Excerpt(Passage passage, String said) {}

    /** What is to be shown is not in the library, or no longer. */
    public static final class Gone extends Exception {
        private static final long serialVersionUID = 1;

        Gone(String why) {
            super(why);
        }
    }

    /**
     * The answer that the run ended with.
     *
     * @param intake of the run
     * @param named names a passage to a person, on one line; asked only of those that the library has
     * @return empty when no worker attested one
     */
    public Optional<Given> given(
            TenantId tenant,
            Digest intake,
            List<StepRecord> steps,
            AnswerFormat format,
            Function<Passage, String> named)
            throws IOException, Gone {
        Optional<Grounded> grounded = last(steps, "judged")
                .map(judged -> CanonicalJson.<Attested<Judged>>read(judged, Attested.class, Judged.class))
                .filter(judged -> keys.attested(GroundingActivitiesImpl.ANSWER, tenant, intake.hex(), judged))
                .map(Attested::value)
                .filter(Grounded.class::isInstance)
                .map(Grounded.class::cast);
        if (grounded.isEmpty()) {
            return Optional.empty();
        }
        Answer answer = CanonicalJson.read(text(tenant, grounded.get().answer()), Answer.class);
        requireOnRecord(tenant, passages(answer).distinct().toList());
        return Optional.of(new Given(
                answer, WrittenAnswer.of(answer, format, named), grounded.get().confirmedBy()));
    }

    /** What the run found, written as it was asked for. */
    public Instead instead(
            TenantId tenant, List<StepRecord> steps, AnswerFormat format, Function<Passage, String> named)
            throws IOException, Gone {
        List<Passage> found = last(steps, "found")
                .map(json -> CanonicalJson.convert(json, Found.class))
                .map(Found::hits)
                .orElse(List.of())
                .stream()
                .map(Hit::passage)
                .toList();
        requireOnRecord(tenant, found);
        List<Grounding.Shown> shown = Grounding.Shown.all(
                found,
                store.getAll(tenant, Grounding.Shown.texts(found)),
                text -> new Gone("the content store no longer has a passage that was found"));
        return new Instead(
                shown.stream()
                        .map(each -> new Excerpt(each.passage(), WrittenAnswer.excerpt(each)))
                        .toList(),
                WrittenAnswer.ofFound(shown, format, named));
    }

    private void requireOnRecord(TenantId tenant, List<Passage> shown) throws IOException, Gone {
        if (!passages.has(tenant, shown)) {
            throw new Gone("a document that is cited here was removed from the library");
        }
    }

    private static Stream<Passage> passages(Answer answer) {
        return Stream.concat(
                        answer.sentences().stream().flatMap(each -> each.spans().stream()),
                        answer.conflicts().stream().flatMap(each -> Stream.of(each.cited(), each.other())))
                .map(Answer.Span::passage);
    }

    /** That field of the last observation that has it. */
    private static Optional<JsonNode> last(List<StepRecord> steps, String field) {
        Optional<JsonNode> last = Optional.empty();
        for (StepRecord step : steps) {
            JsonNode value = step.step().accepted()
                    ? CanonicalJson.read(step.result(), JsonNode.class).get(field)
                    : null;
            last = value == null ? last : Optional.of(value);
        }
        return last;
    }

    private String text(TenantId tenant, Digest digest) throws IOException, Gone {
        byte[] bytes = store.get(tenant, digest)
                .orElseThrow(() -> new Gone("the content store has nothing under " + digest.brief()));
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
