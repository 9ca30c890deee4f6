package dev.ratchet.worker.web.library;

import dev.ratchet.activities.audit.RecordedRun;
import dev.ratchet.worker.web.GatewayPorts;
import dev.ratchet.worker.web.LiveRuns;
import dev.ratchet.worker.web.request.Refusal;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.gateway.Problem;
import dev.ratchet.workflows.run.AgentEntry;
import dev.ratchet.workflows.run.RunRequest;
import dev.ratchet.workflows.temporal.AgentRegistration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** The runs of one agent for the gateway's tenant, each by the digest of what it began with. */
final class AgentRuns {
    /** As {@link RunRequest} has it. */
    private static final int MOST_INTAKE = 32 * 1024;

    private final String agent;
    private final String what;
    private final TenantId tenant;
    private final GatewayPorts ports;

    /** @param what a run is to people, in one word */
    AgentRuns(String agent, String what, TenantId tenant, GatewayPorts ports) {
        this.agent = agent;
        this.what = what;
        this.tenant = tenant;
        this.ports = ports;
    }

    /**
     * Keeps what a run begins with, and starts it; one that is open already is left as it is.
     *
     * @param name for display
     * @param again whether it is started once more when it has finished
     * @return the digest of what it begins with
     */
    Digest start(Object input, String name, String person, boolean again) throws Refusal, IOException {
        byte[] intake = CanonicalJson.of(input).getBytes(StandardCharsets.UTF_8);
        DocumentRef kept = ports.documents().put(tenant, intake);
        ports.approvals().uploaded(tenant, kept.digest(), person);
        RunRequest run = new RunRequest(kept, CanonicalJson.tree(input), name, person, null, null);
        try {
            ports.live().start(entry(), run, again);
        } catch (LiveRuns.Unavailable e) {
            throw e.refusal();
        }
        return kept.digest();
    }

    private AgentEntry entry() throws Refusal {
        AgentRegistration<?, ?, ?> known = ports.agents().get(agent);
        if (known == null) {
            throw Refusal.unknownAgent(agent, ports.agents().keySet());
        }
        return known.entry();
    }

    /** A run that was started just now, after at most that long. */
    RunNow started(Digest intake, Duration wait) {
        try {
            return ports.live().result(id(intake), wait).map(RunNow::of).orElse(RunNow.RUNNING);
        } catch (LiveRuns.Unavailable e) {
            return RunNow.RUNNING;
        } catch (LiveRuns.Refused e) {
            return RunNow.failed(e.code(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * A run that was started at some time; what is on record counts where nobody can be asked.
     *
     * @throws Refusal 404 when there is none, 503 when nobody knows
     */
    RunNow known(Digest intake) throws Refusal {
        Optional<RunNow> recorded = recorded(intake).map(run -> RunNow.of(run.summary()));
        try {
            return ports.live()
                    .status(id(intake))
                    .map(RunNow::of)
                    .or(() -> recorded)
                    .orElseThrow(() -> none(intake.hex()));
        } catch (LiveRuns.Unavailable e) {
            return recorded.orElseThrow(e::refusal);
        } catch (LiveRuns.Refused e) {
            return RunNow.failed(e.code(), String.valueOf(e.getMessage()));
        }
    }

    /** A run whose end is on record. Of one that is never started again nobody else need be asked. */
    Optional<RecordedRun> ended(Digest intake) {
        return recorded(intake).filter(run -> run.summary().status().ended());
    }

    Optional<RecordedRun> recorded(Digest intake) {
        return ports.runs().find(tenant, id(intake));
    }

    private String id(Digest intake) {
        return RunRef.workflowId(agent, tenant, intake);
    }

    /**
     * What a run began with.
     *
     * @throws Refusal 404 when that is no such thing
     */
    <T> T intake(Digest intake, Class<T> type) throws Refusal, IOException {
        Optional<byte[]> kept = ports.documents().get(tenant, intake);
        if (kept.isEmpty() || kept.get().length > MOST_INTAKE) {
            throw none(intake.hex());
        }
        try {
            return CanonicalJson.read(new String(kept.get(), StandardCharsets.UTF_8), type);
        } catch (UncheckedIOException e) {
            throw none(intake.hex());
        }
    }

    /** @throws Refusal 404 when it can be none */
    Digest digest(String id) throws Refusal {
        try {
            return new Digest(id);
        } catch (IllegalArgumentException e) {
            throw none(id);
        }
    }

    private Refusal none(String id) {
        return new Refusal(404, Problem.of(Problem.NOT_FOUND, "there is no " + what + " '" + id + "'"));
    }
}
