package dev.ratchet.worker.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.activities.audit.RecordedRun;
import dev.ratchet.worker.web.authentication.Access;
import dev.ratchet.worker.web.authentication.Caller;
import dev.ratchet.worker.web.request.Refusal;
import dev.ratchet.worker.web.request.Requests;
import dev.ratchet.workflows.agent.planner.PersonPlanner;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.contract.record.Step;
import dev.ratchet.workflows.contract.record.StepRecord;
import dev.ratchet.workflows.gateway.Paths;
import dev.ratchet.workflows.gateway.rollout.MeasureRequest;
import dev.ratchet.workflows.gateway.rollout.MeasuredRun;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a rollout asks of the record. */
final class RolloutEndpoints {
    private static final int JSON_CAP = 200_000;

    private static final String DENIED = "denied";

    /** Observations of turns that waited for a person. */
    private static final Set<String> ANSWERS = Set.of("consented", DENIED, "expired", "proposed", "recheck_asked");

    private final GatewayConfig config;
    private final GatewayPorts ports;
    private final ObjectMapper mapper;

    RolloutEndpoints(GatewayConfig config, GatewayPorts ports, ObjectMapper mapper) {
        this.config = config;
        this.ports = ports;
        this.mapper = mapper;
    }

    void addTo(RoutesConfig routes) {
        routes.post(Paths.RUNS_MEASURE, this::measure, Access.OPERATOR);
    }

    private void measure(Context request) throws Refusal, IOException {
        Caller caller = Requests.caller(request);
        OperatorRole.require(config, ports, caller, caller.acting(request.queryParam("as")), "roll versions out");
        MeasureRequest wish = Requests.json(request, mapper, MeasureRequest.class, JSON_CAP);
        if (wish.runs() == null || wish.runs().isEmpty() || wish.runs().size() > MeasureRequest.MOST) {
            throw Refusal.badRequest("'runs' should be a list of 1 to " + MeasureRequest.MOST + " workflow ids");
        }
        List<MeasuredRun> measured = new ArrayList<>();
        for (String id : wish.runs()) {
            ports.runs()
                    .find(config.tenant(), id)
                    .map(RolloutEndpoints::measured)
                    .ifPresent(measured::add);
        }
        request.contentType("application/json").result(mapper.writeValueAsBytes(measured));
    }

    static MeasuredRun measured(RecordedRun run) {
        RunSummary summary = run.summary();
        List<Step> steps = run.steps().stream().map(StepRecord::step).toList();
        List<Step> machines = steps.stream()
                .filter(step -> !PersonPlanner.named(step.planner()))
                .toList();
        boolean asked = summary.status() == RunStatus.WAITING || steps.stream().anyMatch(RolloutEndpoints::answered);
        long denials =
                steps.stream().filter(step -> DENIED.equals(step.observation())).count();
        return new MeasuredRun(
                summary.workflowId(),
                summary.status(),
                summary.outcome(),
                summary.code(),
                summary.bundle() == null ? null : summary.bundle().build(),
                asked,
                machines.size(),
                machines.stream()
                        .filter(step -> !step.accepted() && step.observation() == null)
                        .count(),
                steps.size() - machines.size() + denials,
                summary.micros(),
                steps.stream()
                        .filter(step -> !answered(step))
                        .mapToLong(step -> step.atMillis() - step.beganMillis())
                        .sum());
    }

    private static boolean answered(Step step) {
        return step.observation() != null && ANSWERS.contains(step.observation());
    }
}
