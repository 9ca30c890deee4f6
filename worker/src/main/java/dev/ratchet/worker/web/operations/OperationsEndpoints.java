package dev.ratchet.worker.web.operations;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.activities.verification.ChainHead;
import dev.ratchet.worker.web.GatewayConfig;
import dev.ratchet.worker.web.GatewayPorts;
import dev.ratchet.worker.web.LiveRuns;
import dev.ratchet.worker.web.OperatorRole;
import dev.ratchet.worker.web.authentication.Access;
import dev.ratchet.worker.web.authentication.Caller;
import dev.ratchet.worker.web.request.Refusal;
import dev.ratchet.worker.web.request.Requests;
import dev.ratchet.workflows.gateway.BooksHead;
import dev.ratchet.workflows.gateway.Paths;
import dev.ratchet.workflows.gateway.operations.PoisonRequest;
import dev.ratchet.workflows.gateway.operations.ReconcileRequest;
import dev.ratchet.workflows.gateway.operations.ScheduleRequest;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The addresses below {@code /v1/operations}. */
public final class OperationsEndpoints {
    private static final int JSON_CAP = 10_000;
    private static final int LONGEST_REASON = 400;

    private final GatewayConfig config;
    private final GatewayPorts ports;
    private final ObjectMapper mapper;

    public OperationsEndpoints(GatewayConfig config, GatewayPorts ports, ObjectMapper mapper) {
        this.config = config;
        this.ports = ports;
        this.mapper = mapper;
    }

    public void addTo(RoutesConfig routes) {
        routes.post(Paths.RECONCILE, this::reconcile, Access.OPERATOR);
        routes.get(Paths.SCHEDULES, this::schedules, Access.OPERATOR);
        routes.post(Paths.SCHEDULES, this::change, Access.OPERATOR);
        routes.get(Paths.POISON, this::poisoned, Access.OPERATOR);
        routes.post(Paths.POISON, this::changePoisoned, Access.OPERATOR);
    }

    private void schedules(Context request) throws Refusal, IOException {
        var unused = requireOperator(request, null, "look at the schedules");
        json(request, answered(() -> ports.operations().schedules()));
    }

    private void change(Context request) throws Refusal, IOException {
        ScheduleRequest wish = Requests.json(request, mapper, ScheduleRequest.class, JSON_CAP);
        String person = requireOperator(request, wish.as(), "change a schedule");
        if (wish.name() == null || wish.change() == null) {
            throw Refusal.badRequest("a change names its schedule and is PAUSE, RESUME or RUN");
        }
        boolean pauses = wish.change() == ScheduleRequest.Change.PAUSE;
        ScheduleRequest change =
                new ScheduleRequest(wish.name(), wish.change(), pauses ? reason(wish.why()) : null, null);
        var unused = answered(() -> {
            ports.operations().change(change, person);
            return change;
        });
        request.status(204);
    }

    private void poisoned(Context request) throws Refusal, IOException {
        var unused = requireOperator(request, null, "look at poison pills");
        json(request, answered(() -> ports.operations().poisoned()));
    }

    private void changePoisoned(Context request) throws Refusal, IOException {
        PoisonRequest wish = Requests.json(request, mapper, PoisonRequest.class, JSON_CAP);
        String person = requireOperator(request, wish.as(), "move poison pills");
        if (wish.workflowId() == null || wish.change() == null) {
            throw Refusal.badRequest("a change names its 'workflowId' and is MOVE, RELEASE or END");
        }
        PoisonRequest change = new PoisonRequest(wish.workflowId(), wish.change(), reason(wish.why()), null);
        var unused = answered(() -> {
            ports.operations().change(change, person);
            return change;
        });
        request.status(204);
    }

    private static String reason(@Nullable String given) throws Refusal {
        String why = given == null ? "" : given.strip();
        if (why.isEmpty() || why.length() > LONGEST_REASON) {
            throw Refusal.badRequest("'why' should have 1 to " + LONGEST_REASON + " characters");
        }
        return why;
    }

    private void reconcile(Context request) throws Refusal, IOException {
        ReconcileRequest wish = Requests.json(request, mapper, ReconcileRequest.class, JSON_CAP);
        var unused = requireOperator(request, wish.as(), "reconcile");
        ChainHead head = head(wish.head());
        json(request, answered(() -> ports.operations().reconcile(wish.since(), wish.repair(), head)));
    }

    private static @Nullable ChainHead head(@Nullable String given) throws Refusal {
        if (given == null) {
            return null;
        }
        try {
            BooksHead head = BooksHead.parse(given);
            return new ChainHead(head.number(), head.hash());
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest("'head' is wrong: " + e.getMessage());
        }
    }

    /** @return who does it */
    private String requireOperator(Context request, @Nullable String as, String what) throws Refusal, IOException {
        Caller caller = Requests.caller(request);
        String person = caller.acting(as == null ? request.queryParam("as") : as);
        OperatorRole.require(config, ports, caller, person, what);
        return person;
    }

    private interface Asked<T> {
        T answer() throws LiveRuns.Unavailable, LiveRuns.Refused, IOException;
    }

    private static <T> T answered(Asked<T> asked) throws Refusal, IOException {
        try {
            return asked.answer();
        } catch (LiveRuns.Unavailable e) {
            throw e.refusal();
        } catch (LiveRuns.Refused e) {
            throw e.refusal();
        }
    }

    private void json(Context request, Object value) throws IOException {
        request.contentType("application/json").result(mapper.writeValueAsBytes(value));
    }
}
