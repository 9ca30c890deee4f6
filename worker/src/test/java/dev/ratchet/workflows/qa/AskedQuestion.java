package dev.ratchet.workflows.qa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.attestation.AttestationKeys;
import dev.ratchet.activities.content.ContentStore;
import dev.ratchet.activities.grounding.CurrentVersions;
import dev.ratchet.activities.grounding.GroundingActivitiesImpl;
import dev.ratchet.activities.grounding.VerifiedAnswers;
import dev.ratchet.activities.policy.RulebookFile;
import dev.ratchet.workflows.agent.AgentLoop;
import dev.ratchet.workflows.agent.Observation;
import dev.ratchet.workflows.agent.Outcome;
import dev.ratchet.workflows.agent.Progress;
import dev.ratchet.workflows.agent.Rebuild;
import dev.ratchet.workflows.agent.gate.Verdict.Accepted;
import dev.ratchet.workflows.agent.planner.ModelPlanner;
import dev.ratchet.workflows.agent.planner.RoutedPlanner;
import dev.ratchet.workflows.agent.planner.RulePlanner;
import dev.ratchet.workflows.agent.rules.CompiledRules;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.ModelActivities;
import dev.ratchet.workflows.contract.Proposal;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.policy.Bundle;
import dev.ratchet.workflows.contract.policy.PolicyActivities.Rulings;
import dev.ratchet.workflows.contract.qa.Answer;
import dev.ratchet.workflows.contract.qa.GroundingActivities;
import dev.ratchet.workflows.contract.qa.QaRequest;
import dev.ratchet.workflows.contract.retrieval.DocumentVersion;
import dev.ratchet.workflows.contract.retrieval.Passage;
import dev.ratchet.workflows.contract.retrieval.RetrievalActivities.Found;
import dev.ratchet.workflows.contract.retrieval.RetrievalActivities.Hit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One question through the agent, the shipped rules and the real check, over a small library in memory. A scripted model says what
 * the test wants; the search counts words, unless another one is given. Checks of each run that its record rebuilds its state.
 */
final class AskedQuestion {
    private static final TenantId TENANT = TenantId.DEFAULT;
    private static final CompiledRules RULES =
            RulebookFile.shipped(QaWorkflow.AGENT, QaRules.FACTS).compiled();

    private final QaAgent agent = new QaAgent();
    private final ContentStore store;
    private final Map<String, Digest> kept;
    private final GroundingActivities grounding;
    private final List<Passage> library = new ArrayList<>();
    private final Map<Passage, String> texts = new ConcurrentHashMap<>();
    private final List<ModelActivities.Question> asked = new ArrayList<>();
    private final List<String> acts = new ArrayList<>();
    private Function<String, Found> search = this::counted;
    private @Nullable QaState end;

    AskedQuestion(
            ContentStore store,
            Map<String, Digest> kept,
            List<String> passages,
            VerifiedAnswers verified,
            CurrentVersions versions) {
        this.store = store;
        this.kept = kept;
        grounding = new GroundingActivitiesImpl(
                store, AttestationKeys.generate(), verified, versions, (tenant, found) -> true);
        for (String text : passages) {
            Digest digest = keep(text);
            DocumentVersion of = new DocumentVersion(
                    String.format(Locale.ROOT, "%016x", library.size() + 1), 1, Digest.of("d" + text));
            Passage passage = new Passage(of, 1, 1, "", 0, text.length(), digest);
            library.add(passage);
            texts.put(passage, text);
        }
    }

    /** @param other finds passages for the text of a question */
    AskedQuestion searching(Function<String, Found> other) {
        search = other;
        return this;
    }

    /** In the order in which they were given, each of a document of its own. */
    List<Passage> library() {
        return library;
    }

    /** A store on disk is asked once for each text. */
    private Digest keep(String text) {
        return kept.computeIfAbsent(text, this::stored);
    }

    private Digest stored(String text) {
        try {
            return store.put(TENANT, text.getBytes(StandardCharsets.UTF_8)).digest();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text(Digest digest) {
        try {
            return new String(store.get(TENANT, digest).orElseThrow(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param model given the texts that it is shown, question first; answers with action and arguments, or is out with null */
    Outcome ask(QaRequest request, Function<List<String>, @Nullable Proposal> model) {
        DocumentRef intake = new DocumentRef(TENANT, keep(CanonicalJson.of(request)), 1);
        QaState start = QaState.asked(intake);
        var planner = new RoutedPlanner<>(
                agent,
                RulePlanner.of(agent),
                new ModelPlanner<>(agent, TENANT, new RunRef("qa/default/x", "run"), (question, patience) -> {
                    asked.add(question);
                    Proposal said = model.apply(question.data().stream()
                            .map(each -> text(each.content()))
                            .toList());
                    if (said == null) {
                        throw new ModelPlanner.Outage("MODEL_NOT_CONFIGURED", "no model");
                    }
                    return new ModelActivities.Proposed(
                            said,
                            Digest.of("completion"),
                            new ModelActivities.Usage("scripted", "scripted", 100, 0, 10, 0));
                }));
        var ended = (AgentLoop.Ended<QaState>) new AgentLoop<>(agent, planner, () -> 0)
                .run(Progress.start(start, agent.budget(), 0), this::act, progress -> {}, progress -> false);
        end = ended.progress().state();
        var rebuilt =
                Rebuild.of(agent, CanonicalJson.of(start), ended.progress().records(), CanonicalJson.digest(end));
        assertThat(rebuilt.problem()).isNull();
        return ended.outcome();
    }

    private Observation act(QaState state, Accepted<QaAction> accepted) {
        acts.add(accepted.action().kind().wire());
        var of = new GroundingActivities.Case(state.intake(), state.passages());
        return switch (accepted.action().kind()) {
            case LOOK_AT_QUESTION -> {
                GroundingActivities.Question question = grounding.open(state.intake());
                CompiledRules.Decided decided = RULES.decide(QaRules.routing(question), null);
                Bundle bundle = Bundle.of(QaWorkflow.AGENT, "test", Map.of(), Map.of(), RULES.book());
                yield new QaObservation.QuestionSeen(question, new Rulings(decided.route(), null, bundle));
            }
            case TAKE_VERIFIED -> new QaObservation.AnswerJudged(grounding.verified(state.intake()));
            case RETRIEVE ->
                new QaObservation.PassagesFound(
                        search.apply(text(state.question().text())));
            case EXTRACT_ANSWER -> new QaObservation.AnswerJudged(grounding.extract(of));
            case PROPOSE_ANSWER ->
                new QaObservation.AnswerJudged(
                        grounding.check(of, ((QaAction.ProposeAnswer) accepted.action()).sentences()));
            case ABSTAIN -> new QaObservation.NotAnswered(((QaAction.Abstain) accepted.action()).reason());
            case SHOW_FOUND -> new QaObservation.FoundShown(grounding.showFound(of));
        };
    }

    private Found counted(String question) {
        List<Hit> hits = library.stream()
                .map(passage -> new Hit(passage, common(question, texts.get(passage))))
                .filter(hit -> hit.score() > 0)
                .sorted(Comparator.comparingDouble(Hit::score).reversed())
                .limit(GroundingActivities.MOST_PASSAGES)
                .toList();
        return new Found(hits, "counted words@1", false);
    }

    private static double common(String question, String text) {
        List<String> words = words(text).toList();
        return words(question).filter(words::contains).count();
    }

    private static Stream<String> words(String text) {
        return Stream.of(text.toLowerCase(Locale.ROOT).split("\\W+")).distinct();
    }

    List<String> acts() {
        return acts;
    }

    List<ModelActivities.Question> asked() {
        return asked;
    }

    QaState end() {
        return end;
    }

    /** The accepted answer with its spans; empty where the run has none. */
    Optional<Answer> answer() {
        return end.answer() != null && end.answer().value() instanceof GroundingActivities.Grounded grounded
                ? Optional.of(CanonicalJson.read(text(grounded.answer()), Answer.class))
                : Optional.empty();
    }
}
