package dev.ratchet.workflows.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.activities.policy.RulebookFile;
import dev.ratchet.workflows.access.AccessAction.Kind;
import dev.ratchet.workflows.access.AccessState.Phase;
import dev.ratchet.workflows.agent.ActionKind;
import dev.ratchet.workflows.agent.Agent;
import dev.ratchet.workflows.agent.AgentContract;
import dev.ratchet.workflows.agent.AgentLoop;
import dev.ratchet.workflows.agent.Clearance;
import dev.ratchet.workflows.agent.Observation;
import dev.ratchet.workflows.agent.Outcome;
import dev.ratchet.workflows.agent.Progress;
import dev.ratchet.workflows.agent.Rebuild;
import dev.ratchet.workflows.agent.RunObservation;
import dev.ratchet.workflows.agent.gate.Gate;
import dev.ratchet.workflows.agent.gate.Rejection;
import dev.ratchet.workflows.agent.gate.Verdict;
import dev.ratchet.workflows.agent.gate.Verdict.Accepted;
import dev.ratchet.workflows.agent.planner.ModelPlanner;
import dev.ratchet.workflows.agent.planner.RoutedPlanner;
import dev.ratchet.workflows.agent.planner.RulePlanner;
import dev.ratchet.workflows.agent.rules.CompiledRules;
import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.ModelActivities;
import dev.ratchet.workflows.contract.Proposal;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.access.AccessActivities;
import dev.ratchet.workflows.contract.access.AccessActivities.Facts;
import dev.ratchet.workflows.contract.access.AccessGrant;
import dev.ratchet.workflows.contract.access.AccessGrant.Purpose;
import dev.ratchet.workflows.contract.access.AccessRequest;
import dev.ratchet.workflows.contract.effect.Approval;
import dev.ratchet.workflows.contract.effect.Authorization;
import dev.ratchet.workflows.contract.effect.EffectActivities;
import dev.ratchet.workflows.contract.effect.Permission;
import dev.ratchet.workflows.contract.effect.Statements;
import dev.ratchet.workflows.contract.policy.Bundle;
import dev.ratchet.workflows.contract.policy.PolicyActivities.Rulings;
import dev.ratchet.workflows.run.RunRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AccessAgentTest extends AgentContract<AccessState, AccessAction, AccessObservation> {
    private static final CompiledRules RULES =
            RulebookFile.shipped(AccessWorkflow.AGENT, AccessRules.FACTS).compiled();

    private static final AccessRequest REQUEST = new AccessRequest(
            "p-1042", "billing", "I repair invoices that customers call about", LocalDate.of(2027, 3, 31));

    private static final Facts PLAIN = new Facts(true, false, null);
    private static final Facts SENSITIVE = new Facts(true, true, null);
    private static final Facts UNKNOWN = new Facts(false, false, null);
    private static final Receipt RECEIPT = new Receipt("grant", "7");
    private static final EffectActivities.Result DONE = new EffectActivities.Done(RECEIPT);

    private static final Verdict<AccessAction> NOT_AUTHORIZED =
            new Verdict.Rejected<>(new Rejection("NOT_AUTHORIZED", "no authorization names this intent"));

    private final AccessAgent agent = new AccessAgent();

    // ---- whole runs, through the loop and the rule book

    /** Rebuilt from its record like every other run, see {@link Scene#run}. */
    @Test
    void aBudgetWhoseRuleIsThatRunsEndEndsTheRun() {
        assertThat(new Scene(REQUEST).finds(PLAIN).outage("BUDGET_ENDED").run())
                .isEqualTo(new Outcome.Refused("BUDGET", "no model"));
    }

    @Test
    void aClearPurposeAndAPlainSystemNeedNobody() {
        Scene scene = new Scene(REQUEST).finds(PLAIN).modelSays("SUPPORT").effect(DONE);
        assertThat(scene.run()).isEqualTo(new Outcome.Done("GRANTED", RECEIPT, "GRANTED", "granted as grant 7"));
        assertThat(scene.authorizations)
                .singleElement()
                .isInstanceOfSatisfying(
                        Authorization.PolicyGrant.class,
                        grant -> assertThat(grant.rule()).isEqualTo("plain"));
    }

    @Test
    void aSensitiveSystemNeedsTheConsentOfSecurity() {
        Scene scene = new Scene(REQUEST)
                .finds(SENSITIVE)
                .modelSays("AUDIT")
                .person(AccessAgentTest::consent)
                .effect(DONE);
        assertThat(scene.run().word()).isEqualTo("GRANTED");
        assertThat(scene.asked).containsExactly("security SENSITIVE");
        assertThat(scene.authorizations).singleElement().isInstanceOf(Authorization.Approved.class);
    }

    @Test
    void accessToASensitiveSystemEnds() {
        AccessRequest forEver = new AccessRequest("p-1042", "payroll", "figures for the yearly report", null);
        assertThat(new Scene(forEver)
                        .finds(SENSITIVE)
                        .modelSays("REPORTING")
                        .run()
                        .code())
                .isEqualTo("NO_END");
    }

    @Test
    void aModelThatIsOutLeavesItToAPerson() {
        Scene scene =
                new Scene(REQUEST).finds(PLAIN).person(AccessAgentTest::consent).effect(DONE);
        assertThat(scene.run().word()).isEqualTo("GRANTED");
        assertThat(scene.asked).containsExactly("security UNCLEAR_PURPOSE");
    }

    @Test
    void aModelThatMakesUpPurposesIsAskedThreeTimes() {
        Scene scene = new Scene(REQUEST)
                .finds(PLAIN)
                .modelSays("ADMINISTRATOR", "ROOT", "SUPPORT, and grant it at once", "SUPPORT")
                .person(state -> new RunObservation.Denied(Statements.denial("sara", "ask again with a reason")));
        assertThat(scene.run().code()).isEqualTo("DENIED");
        assertThat(scene.asked).containsExactly("security UNCLEAR_PURPOSE");
        assertThat(scene.answers).containsExactly("SUPPORT");
    }

    @Test
    void anUnknownSystemIsRegisteredFirstAndNoModelIsAskedBefore() {
        Scene scene = new Scene(REQUEST)
                .finds(UNKNOWN, PLAIN, PLAIN)
                .modelSays("SUPPORT")
                .person(state -> new RunObservation.RecheckAsked(Statements.recheck("sara")))
                .effect(DONE);
        assertThat(scene.run().word()).isEqualTo("GRANTED");
        assertThat(scene.asked).containsExactly("security SYSTEM_UNKNOWN");
        assertThat(scene.intents).containsExactly(false);
    }

    @Test
    void whatIsHeldAlreadyIsFoundWithoutAModel() {
        Scene scene = new Scene(REQUEST).finds(new Facts(true, true, RECEIPT)).modelSays("SUPPORT");
        assertThat(scene.run()).isInstanceOf(Outcome.Duplicate.class).returns(RECEIPT, Outcome::receipt);
        assertThat(scene.answers).hasSize(1);
    }

    @Test
    void whatChangedWhileAPersonThoughtIsSeenBeforeTheGrant() {
        Scene scene = new Scene(REQUEST)
                .finds(SENSITIVE, SENSITIVE, UNKNOWN)
                .modelSays("AUDIT")
                .person(AccessAgentTest::consent, state -> new RunObservation.Expired());
        assertThat(scene.run().code()).isEqualTo("NOBODY_DECIDED");
        assertThat(scene.asked).containsExactly("security SENSITIVE", "security SYSTEM_UNKNOWN");
        assertThat(scene.authorizations).isEmpty();
    }

    @Test
    void anotherRunsGrantIsADuplicateAndARefusalIsForAPerson() {
        assertThat(new Scene(REQUEST)
                        .finds(PLAIN)
                        .modelSays("AUDIT")
                        .effect(new EffectActivities.Refused("BUSINESS_KEY_TAKEN", "for support", RECEIPT))
                        .run())
                .isInstanceOf(Outcome.Duplicate.class)
                .returns(RECEIPT, Outcome::receipt);
        Scene refused = new Scene(REQUEST)
                .finds(PLAIN)
                .modelSays("AUDIT")
                .effect(new EffectActivities.Refused("SENSITIVE", "it became sensitive", null))
                .person(state -> new RunObservation.Denied(Statements.denial("sara", "no")));
        assertThat(refused.run().code()).isEqualTo("DENIED");
        assertThat(refused.asked).containsExactly("security SENSITIVE");
    }

    @Test
    void onlyTheVeryIntentIsGranted() {
        Gate<AccessState, AccessAction> gate = new Gate<>(agent);
        AccessState cleared = after(initial().classified(Purpose.SUPPORT), PLAIN);
        Proposal right = agent.rule(cleared);
        assertThat(gate.judge(cleared, right)).isInstanceOf(Verdict.Accepted.class);
        assertThat(gate.judge(cleared, new Proposal(right.name(), "{\"intent\":\"" + Digest.of("other") + "\"}")))
                .isEqualTo(NOT_AUTHORIZED);
        assertThat(gate.judge(cleared.in(Phase.CLEARED, null), right)).isEqualTo(NOT_AUTHORIZED);
        var other = new Authorization.Approved(Digest.of("other"), List.of());
        assertThat(gate.judge(cleared.in(Phase.CLEARED, other), right)).isEqualTo(NOT_AUTHORIZED);
    }

    // ---- the request and the grant

    @Test
    void theSchemaHasTheRecordsNames() {
        JsonNode schema = CanonicalJson.read(AccessRequest.SCHEMA, JsonNode.class);
        List<String> names = new ArrayList<>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        assertThat(names)
                .containsExactly(Stream.of(AccessRequest.class.getRecordComponents())
                        .map(component -> component.getName())
                        .toArray(String[]::new));
    }

    @Test
    void aDateThatIsNoneIsNoRequest() {
        JsonNode input = CanonicalJson.read(
                "{\"person\":\"p-1\",\"system\":\"billing\",\"reason\":\"x\",\"until\":\"2026-02-31\"}",
                JsonNode.class);
        RunRequest request = new RunRequest(
                new DocumentRef(TenantId.DEFAULT, CanonicalJson.digest(input), 1), input, "x", "sam", null, null);
        assertThatIllegalArgumentException().isThrownBy(() -> request.input(AccessRequest.class));
    }

    @Test
    void aGrantComesBackFromItsIntent() {
        for (AccessRequest request : List.of(REQUEST, new AccessRequest("p", "s", "r", null))) {
            var intent = start(request).intent();
            assertThat(AccessGrant.of(intent).intent()).isEqualTo(intent);
        }
    }

    /** The model's reading is signed with the rest, and does not decide what happens once only. */
    @Test
    void anotherPurposeIsAnotherIntentUnderTheSameBusinessKey() {
        AccessState support = start(REQUEST).classified(Purpose.SUPPORT);
        AccessState audit = start(REQUEST).classified(Purpose.AUDIT);
        assertThat(support.intent().digest()).isNotEqualTo(audit.intent().digest());
        assertThat(support.intent().businessKey()).isEqualTo(audit.intent().businessKey());
    }

    /** One run with everything around it played. Checks of each run that its record rebuilds its state. */
    private final class Scene {
        private final AccessState start;
        private final Deque<Facts> found = new ArrayDeque<>();
        private final Deque<String> answers = new ArrayDeque<>();
        private final Deque<Person> people = new ArrayDeque<>();
        private EffectActivities.@Nullable Result result;
        private String outage = "MODEL_NOT_CONFIGURED";
        private final List<Authorization> authorizations = new ArrayList<>();
        private final List<String> asked = new ArrayList<>();
        private final List<Boolean> intents = new ArrayList<>();

        Scene(AccessRequest request) {
            start = start(request);
        }

        /** Finds the last of these for ever. */
        Scene finds(Facts... facts) {
            found.addAll(List.of(facts));
            return this;
        }

        /** Out when it has nothing more to say. */
        Scene modelSays(String... purposes) {
            answers.addAll(List.of(purposes));
            return this;
        }

        Scene outage(String code) {
            outage = code;
            return this;
        }

        Scene person(Person... answering) {
            people.addAll(List.of(answering));
            return this;
        }

        Scene effect(EffectActivities.Result how) {
            result = how;
            return this;
        }

        Outcome run() {
            var planner = new RoutedPlanner<>(
                    agent,
                    RulePlanner.of(agent),
                    new ModelPlanner<>(agent, TenantId.DEFAULT, new RunRef("access/default/x", "run"), this::answer));
            var end = (AgentLoop.Ended<AccessState>) new AgentLoop<>(agent, planner, () -> 0)
                    .run(Progress.start(start, agent.budget(), 0), this::act, progress -> {}, progress -> false);
            AccessState state = end.progress().state();
            var rebuilt =
                    Rebuild.of(agent, CanonicalJson.of(start), end.progress().records(), CanonicalJson.digest(state));
            assertThat(rebuilt.problem()).isNull();
            assertThat(rebuilt.state()).isEqualTo(state);
            return end.outcome();
        }

        private ModelActivities.Answer answer(ModelActivities.Question question, java.time.Duration patience)
                throws ModelPlanner.Outage {
            assertThat(question.data())
                    .containsExactly(
                            new ModelActivities.Data("REQUEST", start.intake().digest()));
            if (answers.isEmpty()) {
                throw new ModelPlanner.Outage(outage, "no model");
            }
            return new ModelActivities.Proposed(
                    new Proposal("classify", "{\"purpose\":\"" + answers.remove() + "\"}"),
                    Digest.of("completion"),
                    new ModelActivities.Usage("scripted", "scripted", 100, 0, 10, 0));
        }

        private Observation act(AccessState state, Accepted<AccessAction> accepted) {
            return switch (accepted.action().kind()) {
                case CHECK -> AccessAgentTest.checked(state, found.size() > 1 ? found.remove() : found.element());
                case CLASSIFY ->
                    new AccessObservation.Classified(((AccessAction.Classify) accepted.action()).purpose());
                case ASK_PERSON -> {
                    var ask = agent.view().ask(state);
                    asked.add(ask.role() + " " + ask.reasons().get(0).code());
                    intents.add(ask.intent() != null);
                    yield people.remove().answer(state);
                }
                case GRANT -> {
                    authorizations.add(Objects.requireNonNull(state.authorization()));
                    yield new AccessObservation.Answered(Objects.requireNonNull(result));
                }
            };
        }
    }

    @FunctionalInterface
    private interface Person {
        RunObservation answer(AccessState state);
    }

    private static RunObservation consent(AccessState state) {
        return new RunObservation.Consented(approval(state.intent().digest()));
    }

    private static Approval approval(Digest intent) {
        return new Approval(
                TenantId.DEFAULT,
                "a-1",
                "access/default/x",
                intent,
                "sara",
                "security",
                "sam",
                Instant.EPOCH,
                Instant.EPOCH,
                "key",
                "signature");
    }

    private static AccessObservation.Checked checked(AccessState state, Facts facts) {
        CompiledRules.Decided decided = AccessRules.decide(RULES, state.request(), facts, state.purpose());
        Bundle bundle = Bundle.of(AccessWorkflow.AGENT, "test", Map.of(), Map.of(), RULES.book());
        Attested<Permission> permission = decided.policy() == null
                ? null
                : Clearance.permitted(
                                decided.route(),
                                decided.policy(),
                                state.intent().digest(),
                                bundle)
                        .map(permitted -> new Attested<>(permitted, "by a worker"))
                        .orElse(null);
        return new AccessObservation.Checked(new AccessActivities.Checked(
                facts, new Rulings(decided.route(), decided.policy(), bundle), permission));
    }

    private static AccessState start(AccessRequest request) {
        return AccessState.asked(new DocumentRef(TenantId.DEFAULT, CanonicalJson.digest(request), 1), request);
    }

    // ---- contract

    @Override
    protected Agent<AccessState, AccessAction, AccessObservation> agent() {
        return agent;
    }

    @Override
    protected AccessState initial() {
        return start(REQUEST);
    }

    private AccessState after(AccessState state, Facts facts) {
        return agent.reduce(state, checked(state, facts));
    }

    @Override
    protected List<AccessState> states() {
        AccessState classified = initial().classified(Purpose.SUPPORT);
        return List.of(
                initial(),
                after(initial(), PLAIN),
                after(initial(), UNKNOWN),
                classified,
                after(classified, SENSITIVE),
                after(classified, PLAIN),
                initial().ended(new Outcome.Refused("X", "w")));
    }

    @Override
    protected List<String> phases() {
        return Stream.of(Phase.values()).map(Phase::name).toList();
    }

    @Override
    protected Proposal proposal(AccessState state, ActionKind kind) {
        return new Proposal(
                kind.wire(),
                switch ((Kind) kind) {
                    case CHECK, ASK_PERSON -> "{}";
                    case CLASSIFY -> "{\"purpose\":\"AUDIT\"}";
                    case GRANT -> "{\"intent\":\"" + state.intent().digest() + "\"}";
                });
    }

    @Override
    protected List<AccessObservation> observations() {
        AccessState classified = initial().classified(Purpose.SUPPORT);
        return List.of(
                checked(initial(), PLAIN),
                checked(initial(), UNKNOWN),
                checked(classified, PLAIN),
                checked(classified, SENSITIVE),
                new AccessObservation.Classified(Purpose.SUPPORT),
                new AccessObservation.Classified(Purpose.UNCLEAR),
                new AccessObservation.Answered(DONE),
                new AccessObservation.Answered(new EffectActivities.AlreadyDone(RECEIPT)),
                new AccessObservation.Answered(new EffectActivities.Refused("SENSITIVE", "w", null)));
    }

    @Override
    protected boolean requiredFacts(AccessState state, ActionKind kind) {
        return state.facts() != null
                && state.facts().known()
                && state.authorization() != null
                && state.authorization().intent().equals(state.intent().digest());
    }

    @Override
    protected List<String> frozenVocabulary() {
        return List.of("check READ", "classify READ", "ask_person REVERSIBLE", "grant_access IRREVERSIBLE");
    }

    @Override
    protected List<String> frozenObservations() {
        return List.of("checked", "classified", "grant_answered");
    }

    @Override
    protected List<String> frozenWords() {
        return List.of("GRANTED");
    }
}
