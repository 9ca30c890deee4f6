package dev.ratchet.worker.web.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.worker.web.Documents;
import dev.ratchet.worker.web.GatewayConfig;
import dev.ratchet.worker.web.GatewayPorts;
import dev.ratchet.worker.web.authentication.Access;
import dev.ratchet.worker.web.request.Refusal;
import dev.ratchet.worker.web.request.Requests;
import dev.ratchet.workflows.gateway.IntakeKept;
import dev.ratchet.workflows.gateway.Paths;
import dev.ratchet.workflows.gateway.Problem;
import dev.ratchet.workflows.run.AgentEntry;
import dev.ratchet.workflows.temporal.AgentRegistration;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;

/** The addresses of {@link Paths} about agents and their runs. */
public final class AgentEndpoints {
    /** An input goes into the history of its run, which takes nothing larger. */
    private static final int JSON_CAP = 32 * 1024;

    private final GatewayConfig config;
    private final GatewayPorts ports;
    private final ObjectMapper mapper;
    private final Documents documents;
    private final RecordedRuns recorded;

    public AgentEndpoints(GatewayConfig config, GatewayPorts ports, ObjectMapper mapper) {
        this.config = config;
        this.ports = ports;
        this.mapper = mapper;
        this.documents = new Documents(config, ports);
        this.recorded = new RecordedRuns(ports.runs(), ports.agents());
    }

    public void addTo(RoutesConfig routes) {
        routes.get(Paths.AGENTS, this::agents, Access.PERSON);
        routes.post(Paths.AGENTS + "/{agent}/intake", this::intake, Access.OWN_NAME);
        routes.get(Paths.RUNS, this::runs, Access.PERSON);
        routes.get(Paths.RUNS + "/<id>", this::run, Access.PERSON);
        routes.get(Paths.REBUILD + "/<id>", this::rebuild, Access.PERSON);
    }

    private void agents(Context request) throws IOException {
        json(
                request,
                ports.agents().values().stream().map(AgentRegistration::entry).toList());
    }

    private void intake(Context request) throws Refusal, IOException {
        AgentEntry agent = agent(request.pathParam("agent"));
        String person = Requests.uploader(request);
        request.status(201);
        if (agent.intake() instanceof AgentEntry.Json takes) {
            AgentIntake.Input input = AgentIntake.checked(agent, takes, Requests.text(request, "the input", JSON_CAP));
            json(request, new IntakeKept(documents.keep(input.canonical(), person), input.json()));
        } else {
            json(request, new IntakeKept(documents.keep(request, person), null));
        }
    }

    private AgentEntry agent(String name) throws Refusal {
        AgentRegistration<?, ?, ?> known = ports.agents().get(name);
        if (known == null) {
            throw Refusal.unknownAgent(name, ports.agents().keySet());
        }
        return known.entry();
    }

    private void runs(Context request) throws Refusal, IOException {
        int most = Requests.most(request, 50, 1_000);
        String agent = request.queryParam("agent");
        if (agent != null) {
            agent(agent);
        }
        json(request, ports.runs().latest(config.tenant(), agent, most));
    }

    private void run(Context request) throws Refusal, IOException {
        String id = request.pathParam("id");
        json(request, ports.excerpts().quoted(found(id, recorded.explain(config.tenant(), id))));
    }

    private void rebuild(Context request) throws Refusal, IOException {
        String id = request.pathParam("id");
        json(request, found(id, recorded.rebuild(config.tenant(), id)));
    }

    private static <T> T found(String id, Optional<T> run) throws Refusal {
        return run.orElseThrow(
                () -> new Refusal(404, Problem.of(Problem.NOT_FOUND, "no run is on record under '" + id + "'")));
    }

    private void json(Context request, Object value) throws IOException {
        request.contentType("application/json").result(mapper.writeValueAsBytes(value));
    }
}
