package dev.ratchet.worker.web.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.worker.web.GatewayConfig;
import dev.ratchet.worker.web.GatewayPorts;
import dev.ratchet.worker.web.LiveRuns;
import dev.ratchet.worker.web.authentication.Access;
import dev.ratchet.worker.web.request.Refusal;
import dev.ratchet.worker.web.request.Requests;
import dev.ratchet.workflows.contract.Container;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.effect.PersonDecision;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.gateway.Paths;
import dev.ratchet.workflows.gateway.Problem;
import dev.ratchet.workflows.gateway.RunStarted;
import dev.ratchet.workflows.gateway.StartRequest;
import dev.ratchet.workflows.run.AgentEntry;
import dev.ratchet.workflows.run.Explanation;
import dev.ratchet.workflows.run.RunRequest;
import dev.ratchet.workflows.temporal.AgentRegistration;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The addresses of {@link Paths} that lead to runs as they are now: for people who do not reach Temporal. */
public final class RunEndpoints {
    private static final int JSON_CAP = 64 * 1024;
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    private final GatewayConfig config;
    private final GatewayPorts ports;
    private final ObjectMapper mapper;

    public RunEndpoints(GatewayConfig config, GatewayPorts ports, ObjectMapper mapper) {
        this.config = config;
        this.ports = ports;
        this.mapper = mapper;
    }

    public void addTo(RoutesConfig routes) {
        routes.post(Paths.RUNS, this::start, Access.OWN_NAME);
        routes.get(Paths.STATUS + "/<id>", this::status, Access.PERSON);
        routes.get(Paths.EXPLAIN + "/<id>", this::explain, Access.PERSON);
        routes.post(Paths.DECIDE + "/<id>", this::decide, Access.PERSON);
    }

    private void start(Context request) throws Refusal, IOException {
        StartRequest wish = Requests.json(request, mapper, StartRequest.class, JSON_CAP);
        if (wish.agent() == null || wish.intake() == null || wish.name() == null) {
            throw Refusal.badRequest("a start names its agent, its intake and its name");
        }
        AgentEntry agent = agent(wish.agent());
        String person = Requests.caller(request).acting(wish.as());
        RunRequest run = runRequest(agent, wish, person);
        boolean started = answered(() -> ports.live().start(agent, run, wish.again()));
        request.status(started ? 201 : 200);
        json(request, new RunStarted(run.workflowId(agent.name()), started));
    }

    private AgentEntry agent(String name) throws Refusal {
        AgentRegistration<?, ?, ?> known = ports.agents().get(name);
        if (known == null) {
            throw Refusal.unknownAgent(name, ports.agents().keySet());
        }
        return known.entry();
    }

    /** Of what this very person is on record as having uploaded. */
    private RunRequest runRequest(AgentEntry agent, StartRequest wish, String person) throws Refusal, IOException {
        Digest digest = wish.intake();
        byte[] bytes = ports.approvals().hasUploaded(config.tenant(), digest, person)
                ? ports.documents().get(config.tenant(), digest).orElse(null)
                : null;
        if (bytes == null) {
            throw notUploaded(digest, person);
        }
        requireUploaded(wish.container(), person);
        DocumentRef intake = new DocumentRef(config.tenant(), digest, bytes.length);
        return new RunRequest(intake, input(agent, bytes, digest), wish.name(), person, wish.container(), null);
    }

    /** What is shown of a container is the person's word, and so is the container. */
    private void requireUploaded(@Nullable Container container, String person) throws Refusal {
        if (container != null && !ports.approvals().hasUploaded(config.tenant(), container.digest(), person)) {
            throw notUploaded(container.digest(), person);
        }
    }

    private static Refusal notUploaded(Digest digest, String person) {
        return new Refusal(
                403,
                Problem.of(
                        Problem.NOT_UPLOADED,
                        person + " has not uploaded " + digest.brief() + "; who starts a run uploads what it begins"
                                + " with"));
    }

    private static @Nullable JsonNode input(AgentEntry agent, byte[] bytes, Digest digest) throws Refusal {
        if (!(agent.intake() instanceof AgentEntry.Json takes)) {
            return null;
        }
        AgentIntake.Input input = AgentIntake.checked(agent, takes, new String(bytes, StandardCharsets.UTF_8));
        if (!Digest.of(input.canonical()).equals(digest)) {
            throw Refusal.badRequest("the input should be uploaded at " + Paths.intake(agent.name()));
        }
        return input.json();
    }

    private void status(Context request) throws Refusal, IOException {
        String id = ownId(request);
        RunSummary now = found(id, answered(() -> ports.live().status(id)));
        json(request, own(id, now, now));
    }

    private void explain(Context request) throws Refusal, IOException {
        String id = ownId(request);
        Explanation now = found(id, answered(() -> ports.live().explain(id)));
        json(request, ports.excerpts().quoted(own(id, now.summary(), now)));
    }

    /** The run verifies who signed the decision; the token only leads here. */
    private void decide(Context request) throws Refusal, IOException {
        String id = ownId(request);
        PersonDecision decision = Requests.json(request, mapper, PersonDecision.class, JSON_CAP);
        RunSummary now = answered(() -> ports.live().decide(id, decision));
        json(request, own(id, now, now));
    }

    /** Of a run of this tenant, by its form; a namespace may hold those of others. */
    private String ownId(Context request) throws Refusal {
        String id = request.pathParam("id");
        String[] parts = id.split("/", -1);
        boolean own = parts.length == 3
                && ports.agents().containsKey(parts[0])
                && parts[1].equals(config.tenant().value())
                && DIGEST.matcher(parts[2]).matches();
        if (!own) {
            throw Refusal.noRun(id);
        }
        return id;
    }

    private <T> T own(String id, RunSummary run, T answer) throws Refusal {
        if (!run.tenant().equals(config.tenant()) || !run.workflowId().equals(id)) {
            throw Refusal.noRun(id);
        }
        return answer;
    }

    private static <T> T found(String id, Optional<T> run) throws Refusal {
        return run.orElseThrow(() -> Refusal.noRun(id));
    }

    private interface Asked<T> {
        T answer() throws LiveRuns.Unavailable, LiveRuns.Refused;
    }

    private static <T> T answered(Asked<T> asked) throws Refusal {
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
