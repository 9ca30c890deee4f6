package dev.ratchet.worker.web.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.activities.approval.Approvals;
import dev.ratchet.activities.audit.RecordedRun;
import dev.ratchet.activities.documents.form.FieldsForm;
import dev.ratchet.activities.documents.form.FilledForm;
import dev.ratchet.activities.documents.form.KnownFields;
import dev.ratchet.activities.documents.proof.FieldProof;
import dev.ratchet.worker.web.GatewayConfig;
import dev.ratchet.worker.web.GatewayPorts;
import dev.ratchet.worker.web.authentication.Access;
import dev.ratchet.worker.web.request.Refusal;
import dev.ratchet.worker.web.request.Requests;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Proposal;
import dev.ratchet.workflows.contract.effect.PersonStatement;
import dev.ratchet.workflows.contract.invoice.DocumentActivities.ProveFields;
import dev.ratchet.workflows.gateway.Paths;
import dev.ratchet.workflows.gateway.Problem;
import dev.ratchet.workflows.run.Explanation;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** {@link Paths#FIELDS}: the fields of a text as a form, from the record of its run; and the filled form, signed. */
public final class FieldsEndpoints {
    private final GatewayConfig config;
    private final GatewayPorts ports;
    private final ObjectMapper mapper;
    private final RecordedRuns recorded;

    public FieldsEndpoints(GatewayConfig config, GatewayPorts ports, ObjectMapper mapper) {
        this.config = config;
        this.ports = ports;
        this.mapper = mapper;
        this.recorded = new RecordedRuns(ports.runs(), ports.agents());
    }

    public void addTo(RoutesConfig routes) {
        routes.get(Paths.FIELDS + "/<id>", this::form, Access.CONCERNED);
        routes.post(Paths.FIELDS + "/<id>", this::filled, Access.CONCERNED);
    }

    private void form(Context request) throws Refusal, IOException {
        String person = Requests.uploader(request);
        RecordedRun run = fillable(request.pathParam("id"));
        String id = run.summary().workflowId();
        try {
            ports.approvals().requireMayPropose(config.tenant(), id, person);
        } catch (Approvals.Refused e) {
            throw new Refusal(403, Problem.of(e.code(), String.valueOf(e.getMessage())));
        }
        KnownFields known = KnownFields.of(run.steps());
        String text = text(known);
        KnownFields shown = known.with(FieldProof.evidenced(text, known.fields()));
        if (Boolean.parseBoolean(request.queryParam("json"))) {
            request.contentType("application/json").result(CanonicalJson.of(shown.fields()));
            return;
        }
        String brief = id.substring(id.lastIndexOf('/') + 1, id.lastIndexOf('/') + 13);
        request.contentType("text/plain; charset=utf-8")
                .result(FieldsForm.print(shown, run.summary().name(), brief, text));
    }

    private String text(KnownFields known) throws IOException {
        Digest text = known.text();
        Optional<byte[]> kept =
                text == null ? Optional.empty() : ports.documents().get(config.tenant(), text);
        return kept.map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
    }

    private void filled(Context request) throws Refusal, IOException {
        String person = Requests.uploader(request);
        RecordedRun run = fillable(request.pathParam("id"));
        PersonStatement.Words words = new PersonStatement.Words(PersonStatement.Kind.PROPOSE, "", proposal(request));
        try {
            PersonStatement said =
                    ports.approvals().state(config.tenant(), run.summary().workflowId(), words, person);
            request.contentType("application/json").result(mapper.writeValueAsBytes(said));
        } catch (Approvals.Refused e) {
            throw new Refusal(403, Problem.of(e.code(), String.valueOf(e.getMessage())));
        }
    }

    private static Proposal proposal(Context request) throws Refusal, IOException {
        try {
            return FilledForm.read(Requests.text(request, "the form", FilledForm.MOST_BYTES));
        } catch (FilledForm.Invalid e) {
            throw new Refusal(
                    422,
                    new Problem(
                            Problem.INVALID_FORM,
                            String.valueOf(e.getMessage()),
                            e.problems().stream()
                                    .map(each -> new Problem.AtLine(each.line(), each.field(), each.why()))
                                    .toList()));
        }
    }

    /** A run whose fields a person may propose now, by its record. */
    private RecordedRun fillable(String id) throws Refusal {
        RecordedRun run = ports.runs().find(config.tenant(), id).orElseThrow(() -> Refusal.noRun(id));
        Explanation now = recorded.explain(config.tenant(), id).orElseThrow(() -> Refusal.noRun(id));
        boolean open = now.actions().stream()
                .anyMatch(action -> action.personMay() && action.action().equals(ProveFields.ACTION));
        if (!open) {
            throw new Refusal(
                    409,
                    Problem.of(
                            Problem.NOTHING_TO_FILL,
                            "a person fills in the fields of a text, while its run waits; this run is "
                                    + run.summary().outcome() + ", "
                                    + run.summary().why()));
        }
        return run;
    }
}
