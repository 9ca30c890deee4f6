package dev.ratchet.workflows.qa;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.policy.Bundle;
import dev.ratchet.workflows.contract.policy.PolicyActivities.Rulings;
import dev.ratchet.workflows.contract.policy.Ruling;
import dev.ratchet.workflows.contract.qa.GroundingActivities.Grounded;
import dev.ratchet.workflows.contract.qa.GroundingActivities.Judged;
import dev.ratchet.workflows.contract.qa.GroundingActivities.Question;
import dev.ratchet.workflows.contract.qa.GroundingActivities.Ungrounded;
import dev.ratchet.workflows.contract.qa.QaRequest;
import dev.ratchet.workflows.contract.qa.QuestionKind;
import dev.ratchet.workflows.contract.retrieval.DocumentVersion;
import dev.ratchet.workflows.contract.retrieval.Generator;
import dev.ratchet.workflows.contract.retrieval.Passage;
import dev.ratchet.workflows.contract.retrieval.RetrievalActivities.Found;
import dev.ratchet.workflows.contract.retrieval.RetrievalActivities.Hit;
import dev.ratchet.workflows.run.RunRequest;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One question and what may become of it. */
final class QaSamples {
    static final String ANSWER =
            "{\"sentences\":[{\"text\":\"It weighs 45 kg.\",\"citations\":[{\"passage\":\"A\",\"quote\":\"it weighs 45 kg\"}]}]}";

    static final RunRequest REQUEST = request(new QaRequest("How heavy is the pump?", List.of(), null, null));
    static final DocumentRef INTAKE = REQUEST.intake();
    static final Digest ANSWER_TEXT = Digest.of("It weighs 45 kg. [1]");
    static final Digest FOUND_TEXT = Digest.of("This was found");

    private QaSamples() {}

    static RunRequest request(QaRequest asked) {
        JsonNode input = CanonicalJson.tree(asked);
        DocumentRef intake = new DocumentRef(TenantId.DEFAULT, CanonicalJson.digest(input), 100);
        return new RunRequest(intake, input, "a question", "sam", null, null);
    }

    static Question question(QuestionKind kind, boolean known) {
        return new Question(Digest.of("How heavy is the pump?"), kind, 5, List.of(), known);
    }

    static Rulings rulings(String route) {
        Bundle bundle = new Bundle("qa", "test", new TreeMap<>(), new TreeMap<>(), "1", Digest.of("rules"));
        return new Rulings(new Ruling("by-rule", route, new TreeMap<>(), "because", List.of()), null, bundle);
    }

    static QaObservation.QuestionSeen seen(String route, boolean known) {
        return new QaObservation.QuestionSeen(question(QuestionKind.OPEN, known), rulings(route));
    }

    static Passage passage(int number) {
        DocumentVersion of = new DocumentVersion("0123456789abcdef", 1, Digest.of("a document"));
        return new Passage(of, number, 1, "", 0, 20, Digest.of("passage " + number));
    }

    static Found found(int passages) {
        return found(passages, Generator.SMALL);
    }

    static Found found(int passages, Generator generator) {
        return new Found(
                IntStream.rangeClosed(1, passages)
                        .mapToObj(number -> new Hit(passage(number), 1.0 / number))
                        .toList(),
                "test@1",
                false,
                generator);
    }

    static Attested<Judged> grounded(int conflicts, @Nullable String person) {
        return new Attested<>(
                new Grounded(
                        Digest.of("answer"), ANSWER_TEXT, 1, List.of(passage(1).id()), conflicts, person),
                "by a worker");
    }

    static Attested<Judged> ungrounded(String code) {
        return new Attested<>(
                new Ungrounded(List.of(new Finding(code, "sentence 1", "it is not there"))), "by a worker");
    }
}
