package dev.ratchet.starter.gateway;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.command.Refused;
import dev.ratchet.workflows.contract.effect.Approval;
import dev.ratchet.workflows.contract.effect.ApprovalRequest;
import dev.ratchet.workflows.contract.effect.PersonDecision;
import dev.ratchet.workflows.contract.effect.PersonStatement;
import dev.ratchet.workflows.contract.record.ListedRun;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.gateway.DocumentKept;
import dev.ratchet.workflows.gateway.IntakeKept;
import dev.ratchet.workflows.gateway.Paths;
import dev.ratchet.workflows.gateway.RebuiltRun;
import dev.ratchet.workflows.gateway.RunStarted;
import dev.ratchet.workflows.gateway.SignRequest;
import dev.ratchet.workflows.gateway.StartRequest;
import dev.ratchet.workflows.gateway.StatementRequest;
import dev.ratchet.workflows.gateway.Whoami;
import dev.ratchet.workflows.gateway.rollout.MeasureRequest;
import dev.ratchet.workflows.gateway.rollout.MeasuredRun;
import dev.ratchet.workflows.run.AgentEntry;
import dev.ratchet.workflows.run.Explanation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the gateway has of documents, of runs, and of what waits for a person. */
public final class GatewayClient {
    private final GatewayConnection gateway;

    private GatewayClient(GatewayConnection gateway) {
        this.gateway = gateway;
    }

    /** @throws Refused when the environment names no gateway that a token may go to */
    public static GatewayClient of(CommandContext context) {
        return new GatewayClient(GatewayConnection.of(context));
    }

    /** As {@link GatewayConnection#notReady}. */
    Optional<String> notReady() {
        return gateway.notReady();
    }

    public Whoami whoami() {
        return gateway.get(Paths.WHOAMI, new TypeReference<>() {});
    }

    /**
     * @param as the submitter; absent for the token's own person
     * @throws UncheckedIOException when the file cannot be read
     */
    public DocumentKept upload(Path file, @Nullable String as) {
        BodyPublisher body;
        try {
            body = BodyPublishers.ofFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return gateway.send("PUT", Query.of(Paths.DOCUMENTS).with("as", as).path(), body, new TypeReference<>() {});
    }

    /** The same, and a container is not opened. */
    public DocumentKept uploadWhole(Path file, @Nullable String as) throws IOException {
        BodyPublisher body = BodyPublishers.ofFile(file);
        String query =
                Query.of(Paths.DOCUMENTS).with("whole", true).with("as", as).path();
        return gateway.send("PUT", query, body, new TypeReference<>() {});
    }

    /** @param as as for {@link #upload(Path, String)} */
    public DocumentKept upload(byte[] bytes, @Nullable String as) {
        return gateway.send(
                "PUT",
                Query.of(Paths.DOCUMENTS).with("as", as).path(),
                BodyPublishers.ofByteArray(bytes),
                new TypeReference<>() {});
    }

    /** Every agent, by name. */
    public List<AgentEntry> agents() {
        return gateway.get(Paths.AGENTS, new TypeReference<>() {});
    }

    /**
     * Keeps what a run of the agent begins with.
     *
     * @param as the submitter; absent for the token's own person
     * @throws Refused with each problem when the agent takes JSON and this does not fit its schema
     */
    public IntakeKept intake(String agent, BodyPublisher body, @Nullable String as) {
        return gateway.send(
                "POST", Query.of(Paths.intake(agent)).with("as", as).path(), body, new TypeReference<>() {});
    }

    RunStarted start(StartRequest wish) {
        return gateway.post(Paths.RUNS, wish, new TypeReference<>() {});
    }

    /**
     * On record, newest change first.
     *
     * @param agent absent for all agents
     */
    public List<ListedRun> runs(int most, @Nullable String agent) {
        return gateway.get(
                Query.of(Paths.RUNS).with("most", most).with("agent", agent).path(), new TypeReference<>() {});
    }

    /** From the record. Empty when the run is not on record. */
    public Optional<Explanation> run(String workflowId) {
        return gateway.find(Paths.run(workflowId), new TypeReference<>() {});
    }

    /** Empty when the run is not on record. */
    public Optional<RebuiltRun> rebuild(String workflowId) {
        return gateway.find(Paths.rebuild(workflowId), new TypeReference<>() {});
    }

    /**
     * Those that are on record.
     *
     * @param workflowIds 1 to {@link MeasureRequest#MOST}
     */
    public List<MeasuredRun> measure(List<String> workflowIds) {
        return gateway.post(Paths.RUNS_MEASURE, new MeasureRequest(workflowIds), new TypeReference<>() {});
    }

    /** As the run is now. Empty when Temporal does not have it. */
    Optional<RunSummary> status(String workflowId) {
        return gateway.find(Paths.status(workflowId), new TypeReference<>() {});
    }

    /** As the run is now. Empty when Temporal does not have it. */
    Optional<Explanation> explain(String workflowId) {
        return gateway.find(Paths.explain(workflowId), new TypeReference<>() {});
    }

    RunSummary decide(String workflowId, PersonDecision decision) {
        return gateway.post(Paths.decide(workflowId), decision, new TypeReference<>() {});
    }

    /** What waits for a person, oldest first. */
    public List<ApprovalRequest> waiting() {
        return gateway.get(Paths.APPROVALS, new TypeReference<>() {});
    }

    public Approval sign(SignRequest wish) {
        return gateway.post(Paths.SIGN, wish, new TypeReference<>() {});
    }

    public PersonStatement state(StatementRequest wish) {
        return gateway.post(Paths.STATE, wish, new TypeReference<>() {});
    }

    /**
     * The fields of a text as far as they are known: a form in YAML, or as JSON.
     *
     * @param as who asks; absent for the token's own person
     */
    public String fields(String workflowId, boolean json, @Nullable String as) {
        return gateway.text(Query.of(Paths.fields(workflowId))
                .with("as", as)
                .with("json", json ? true : null)
                .path());
    }

    /** @throws Refused with each problem, by line */
    public PersonStatement fill(String workflowId, String form, @Nullable String as) {
        return gateway.send(
                "POST",
                Query.of(Paths.fields(workflowId)).with("as", as).path(),
                BodyPublishers.ofString(form),
                new TypeReference<>() {});
    }

    /** Results of an evaluation that has ended, as JSON. */
    public String evaluationResults(String workflowId) {
        return gateway.text(Paths.evaluationResults(workflowId));
    }

    /** The report of the same, as HTML. */
    public String evaluationReport(String workflowId) {
        return gateway.text(Paths.evaluationReport(workflowId));
    }
}
