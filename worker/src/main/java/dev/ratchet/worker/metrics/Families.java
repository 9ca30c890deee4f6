package dev.ratchet.worker.metrics;

import static dev.ratchet.worker.metrics.Family.Kind.COUNTER;
import static dev.ratchet.worker.metrics.Family.Kind.GAUGE;
import static dev.ratchet.worker.metrics.Family.Kind.HISTOGRAM;

import dev.ratchet.activities.budget.Level;
import dev.ratchet.activities.model.question.UnusableCode;
import dev.ratchet.activities.standing.Standing;
import dev.ratchet.activities.telemetry.BooksTelemetry;
import dev.ratchet.workflows.agent.RunObservation;
import dev.ratchet.workflows.agent.gate.Rejection;
import dev.ratchet.workflows.agent.rules.Route;
import dev.ratchet.workflows.contract.FailureType;
import dev.ratchet.workflows.contract.ModelTier;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.Step;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Every family of our own. What is not here may not be told, and what is here must be told, documented and used. */
final class Families {
    private Families() {}

    /** Words of agents for what they did; those of runs that did it. */
    static final List<String> DONE = List.of("POSTED", "PUBLISHED", "ANSWERED", "ABSTAINED", "MEASURED");

    /** Codes of a gate's rejection: the kernel's, those of answers that are no proposal, and the agents' own. */
    static final SortedSet<String> REJECTIONS = union(
            List.of(
                    Rejection.UNKNOWN_ACTION,
                    Rejection.NOT_LEGAL_NOW,
                    Rejection.MALFORMED_ARGUMENTS,
                    Rejection.UNKNOWN_ARGUMENT,
                    Rejection.MISSING_ARGUMENT,
                    Rejection.NOT_A_READY_SET,
                    Rejection.NOTHING_PROPOSED),
            names(UnusableCode.values()),
            List.of(
                    "NOT_AUTHORIZED",
                    "OTHER_INTENT",
                    "TOO_MANY_LINES",
                    "UNSHOWN_FIELD",
                    "RELATION_NOT_OPEN",
                    "NOT_AN_ANSWER"));

    private static final Label AGENT = Label.configured(
            "gen_ai_agent_name", "the agents of the process, and those that only spend", "[a-z][a-z0-9-]{0,39}");
    private static final Label ERROR = Label.oneOf(
            "error_type",
            union(names(FailureType.values()), REJECTIONS, List.of("BUDGET_TOO_SMALL", "INTERRUPTED", "OVERLOADED")));
    private static final String NAMED = "[\\w.:/@+-]{1,120}";
    private static final List<Label> ASKED = List.of(
            Label.oneOf("gen_ai_operation_name", List.of("chat")),
            Label.oneOf("gen_ai_provider_name", List.of("openai", "anthropic", "ollama")),
            Label.configured("gen_ai_request_model", "the models of RATCHET_MODELS", NAMED),
            Label.configured("server_address", "the hosts of RATCHET_MODELS", NAMED),
            Label.configured("server_port", "the ports of RATCHET_MODELS", "\\d{1,5}"));
    private static final Label ROLE =
            Label.configured("ratchet_approval_role", "the roles of the rule books", "[\\w.-]{1,60}");
    private static final Label KIND = Label.oneOf("kind", List.of("workflow", "activity", "local_activity"));

    static final List<Family> ALL = List.of(
            new Family(
                    "gen_ai_invoke_agent_duration_seconds",
                    HISTOGRAM,
                    "s",
                    "Runs that ended, from start to end; its count is runs by agent, outcome and route",
                    List.of(
                            Label.oneOf("gen_ai_operation_name", List.of("invoke_agent")),
                            AGENT,
                            Label.oneOf("ratchet_run_outcome", union(DONE, names(RunStatus.values()))),
                            Label.oneOf("ratchet_run_route", Route.class),
                            ERROR)),
            new Family(
                    "gen_ai_execute_tool_duration_seconds",
                    HISTOGRAM,
                    "s",
                    "Actions that the gate accepted",
                    List.of(
                            Label.oneOf("gen_ai_operation_name", List.of("execute_tool")),
                            AGENT,
                            Label.configured(
                                    "gen_ai_tool_name", "the words of the agents' vocabularies", "[a-z_]{1,40}"),
                            ERROR)),
            new Family(
                    "gen_ai_client_operation_duration_seconds", HISTOGRAM, "s", "Calls to models", with(ASKED, ERROR)),
            new Family(
                    "gen_ai_client_token_usage",
                    HISTOGRAM,
                    "tokens",
                    "Tokens of one call",
                    with(
                            ASKED,
                            AGENT,
                            Label.configured("gen_ai_response_model", "what providers call those models", NAMED),
                            Label.oneOf("gen_ai_token_type", List.of("input", "output")))),
            new Family(
                    "ratchet_cost_total",
                    COUNTER,
                    "RATCHET_CURRENCY",
                    "Money that calls to models cost",
                    List.of(
                            AGENT,
                            Label.oneOf("gen_ai_provider_name", List.of("openai", "anthropic", "ollama")),
                            Label.configured("ratchet_model", "the models of RATCHET_MODELS", NAMED),
                            Label.oneOf(
                                    "ratchet_tier",
                                    Stream.of(ModelTier.values())
                                            .map(ModelTier::wire)
                                            .toList()))),
            new Family(
                    "ratchet_budget_refusals_total",
                    COUNTER,
                    "calls",
                    "Calls that were not made because a budget could not hold them",
                    List.of(AGENT, Label.oneOf("ratchet_budget_level", Level.class))),
            new Family(
                    "ratchet_gate_verdicts_total",
                    COUNTER,
                    "proposals",
                    "Proposals that the gate judged: ACCEPTED, or the code of the rejection",
                    List.of(
                            AGENT,
                            Label.oneOf("ratchet_planner", List.of("rules", "model", "person")),
                            Label.oneOf("ratchet_gate_verdict", union(REJECTIONS, List.of(Step.ACCEPTED))))),
            new Family(
                    "ratchet_approval_requests_total",
                    COUNTER,
                    "requests",
                    "Times that a run began to wait for a person",
                    List.of(AGENT)),
            new Family(
                    "ratchet_approval_duration_seconds",
                    HISTOGRAM,
                    "s",
                    "How long runs waited for a person until it answered; denied and proposed are people's corrections",
                    List.of(AGENT, Label.oneOf("ratchet_approval_answer", answers()))),
            new Family(
                    "ratchet_approvals_waiting",
                    GAUGE,
                    "runs",
                    "Runs that wait for a person now",
                    List.of(AGENT, ROLE, Label.oneOf("ratchet_approval_reason", Standing.Reason.class))),
            new Family(
                    "ratchet_approval_oldest_age_seconds",
                    GAUGE,
                    "s",
                    "How long the one of them that waits longest does",
                    List.of(AGENT, ROLE, Label.oneOf("ratchet_approval_reason", Standing.Reason.class))),
            new Family(
                    "ratchet_approval_sla_seconds",
                    GAUGE,
                    "s",
                    "How long one may, by RATCHET_APPROVAL_SLA_HOURS",
                    List.of()),
            new Family(
                    "ratchet_runs_stuck",
                    GAUGE,
                    "runs",
                    "Runs that cannot progress, and why",
                    List.of(AGENT, Label.oneOf("ratchet_stuck_why", Stuck.Why.class))),
            new Family(
                    "ratchet_effect_duration_seconds",
                    HISTOGRAM,
                    "s",
                    "Transactions of effects",
                    List.of(
                            Label.configured(
                                    "ratchet_effect_kind", "the kinds of effect of the agents", "[a-z_]{1,40}"),
                            Label.oneOf("ratchet_effect_result", BooksTelemetry.Ended.class))),
            new Family(
                    "ratchet_ledger_duration_seconds",
                    HISTOGRAM,
                    "s",
                    "Looks at the books",
                    List.of(Label.oneOf("ratchet_ledger_operation", BooksTelemetry.Look.class))),
            new Family(
                    "ratchet_audit_lag_seconds",
                    HISTOGRAM,
                    "s",
                    "From the last step that a record tells of, by the workflow's clock, to the record's commit",
                    List.of(AGENT)),
            new Family(
                    "ratchet_audit_unrecorded_age_seconds",
                    GAUGE,
                    "s",
                    "Age of the oldest of the latest 1,000 entries whose run has no record from after it; 0 when there is none",
                    List.of()),
            new Family("ratchet_ledger_entries", GAUGE, "entries", "Entries in the books", List.of()),
            new Family(
                    "ratchet_ledger_unverified_age_seconds",
                    GAUGE,
                    "s",
                    "Since the last 'ratchet ledger verify' that found nothing, or since the first entry; 0 without entries",
                    List.of()),
            new Family(
                    "ratchet_ledger_verify_within_seconds",
                    GAUGE,
                    "s",
                    "How long that may be, by RATCHET_VERIFY_WITHIN_HOURS",
                    List.of()),
            new Family(
                    "ratchet_ledger_discrepancies",
                    GAUGE,
                    "discrepancies",
                    "What the latest 'ratchet ledger verify' found",
                    List.of()),
            new Family(
                    "ratchet_slots_used",
                    GAUGE,
                    "slots",
                    "Tasks that this process works on now; KEDA scales on activity",
                    List.of(KIND)),
            new Family("ratchet_slots_available", GAUGE, "slots", "Tasks that it could take besides", List.of(KIND)),
            new Family(
                    "ratchet_standing_age_seconds",
                    GAUGE,
                    "s",
                    "Since database and Temporal were last looked at with success; gauges read there are absent when it grows",
                    List.of()));

    /** Of Temporal's SDK, those that alerts and dashboard ask for; the SDK has more. */
    static final List<String> OF_THE_SDK = List.of(
            "temporal_num_pollers",
            "temporal_workflow_task_execution_failed_total",
            "temporal_workflow_task_schedule_to_start_latency_seconds",
            "temporal_activity_schedule_to_start_latency_seconds",
            "temporal_request_total",
            "temporal_sticky_cache_size");

    static Optional<Family> named(String name) {
        return ALL.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    private static List<String> answers() {
        return RunObservation.WIRE_NAMES.stream()
                .filter(name -> !name.equals("tool_failed"))
                .toList();
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toList();
    }

    private static List<Label> with(List<Label> some, Label... more) {
        return Stream.concat(some.stream(), Arrays.stream(more)).toList();
    }

    @SafeVarargs
    private static SortedSet<String> union(Collection<String>... some) {
        SortedSet<String> all = new TreeSet<>();
        for (Collection<String> each : some) {
            all.addAll(each);
        }
        return all;
    }
}
