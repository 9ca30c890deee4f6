package dev.ratchet.worker.web.evaluation;

import dev.ratchet.activities.audit.RecordedRun;
import dev.ratchet.worker.web.GatewayConfig;
import dev.ratchet.worker.web.GatewayPorts;
import dev.ratchet.worker.web.authentication.Access;
import dev.ratchet.worker.web.request.Refusal;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.evaluation.EvaluationWorkflow;
import dev.ratchet.workflows.gateway.Paths;
import dev.ratchet.workflows.gateway.Problem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;

/** {@link Paths#EVALUATION_RESULTS} and {@link Paths#EVALUATION_REPORT}: what an evaluation wrote, by the receipt on record. */
public final class EvaluationEndpoints {
    private final GatewayConfig config;
    private final GatewayPorts ports;

    public EvaluationEndpoints(GatewayConfig config, GatewayPorts ports) {
        this.config = config;
        this.ports = ports;
    }

    public void addTo(RoutesConfig routes) {
        routes.get(Paths.EVALUATION_RESULTS + "/<id>", this::results, Access.PERSON);
        routes.get(Paths.EVALUATION_REPORT + "/<id>", this::report, Access.PERSON);
    }

    private void results(Context request) throws Refusal, IOException {
        request.contentType("application/json").result(file(request.pathParam("id"), 0));
    }

    /** To be kept and not shown here: it has a style of its own, which this gateway's policy forbids. */
    private void report(Context request) throws Refusal, IOException {
        byte[] page = file(request.pathParam("id"), 1);
        request.contentType("text/html; charset=utf-8")
                .header("Content-Disposition", "attachment; filename=\"report.html\"")
                .result(page);
    }

    private byte[] file(String id, int place) throws Refusal, IOException {
        RecordedRun run = ports.runs().find(config.tenant(), id).orElseThrow(() -> Refusal.noRun(id));
        Receipt receipt = run.summary().receipt();
        if (receipt == null || !receipt.kind().equals(EvaluationWorkflow.FILES)) {
            throw new Refusal(
                    404,
                    Problem.of(
                            Problem.NOT_FOUND,
                            "'" + id + "' is no evaluation that has ended; it is "
                                    + run.summary().outcome()));
        }
        Digest digest = new Digest(receipt.id().split("/", -1)[place]);
        return ports.documents()
                .get(config.tenant(), digest)
                .orElseThrow(() -> new Refusal(
                        404,
                        Problem.of(Problem.NOT_FOUND, "the content store has no " + digest.brief() + " any more")));
    }
}
