package dev.ratchet.worker.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.activities.approval.Approvals;
import dev.ratchet.activities.verification.ChainHead;
import dev.ratchet.worker.web.authentication.Access;
import dev.ratchet.worker.web.authentication.Caller;
import dev.ratchet.worker.web.request.Refusal;
import dev.ratchet.worker.web.request.Requests;
import dev.ratchet.workflows.contract.effect.PersonStatement;
import dev.ratchet.workflows.gateway.DocumentKept;
import dev.ratchet.workflows.gateway.Paths;
import dev.ratchet.workflows.gateway.Problem;
import dev.ratchet.workflows.gateway.SignRequest;
import dev.ratchet.workflows.gateway.StatementRequest;
import dev.ratchet.workflows.gateway.Whoami;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** One method per address of {@link Paths} below {@code /v1}. */
final class Endpoints {
    private static final int JSON_CAP = 1_000_000;

    private final GatewayConfig config;
    private final GatewayPorts ports;
    private final ObjectMapper mapper;
    private final Documents documents;

    Endpoints(GatewayConfig config, GatewayPorts ports, ObjectMapper mapper) {
        this.config = config;
        this.ports = ports;
        this.mapper = mapper;
        this.documents = new Documents(config, ports);
    }

    void addTo(RoutesConfig routes) {
        routes.get(Paths.WHOAMI, this::whoami, Access.PERSON);
        routes.put(Paths.DOCUMENTS, this::upload, Access.OWN_NAME);
        routes.post(Paths.DOCUMENTS, this::upload, Access.OWN_NAME);
        routes.get(Paths.APPROVALS, this::waiting, Access.PERSON);
        routes.post(Paths.SIGN, this::sign, Access.APPROVER);
        routes.post(Paths.STATE, this::state, Access.CONCERNED);
        routes.get(Paths.ENTRIES, this::entries, Access.PERSON);
        routes.get(Paths.BALANCE, this::balance, Access.PERSON);
        routes.get(Paths.VERIFY, this::verify, Access.PERSON);
        routes.get(Paths.JOURNAL, this::journal, Access.PERSON);
    }

    private void whoami(Context request) throws Refusal, IOException {
        Caller caller = Requests.caller(request);
        json(request, new Whoami(config.tenant(), caller.person(), caller.mayActAs(), config.documentLimit()));
    }

    private void upload(Context request) throws Refusal, IOException {
        String person = Requests.uploader(request);
        // an agent that takes documents as they are, such as the library with its DOCX, wants no container opened
        DocumentKept kept = "true".equals(request.queryParam("whole"))
                ? DocumentKept.of(documents.keep(request, person), null)
                : documents.keepAll(request, person);
        request.status(201);
        json(request, kept);
    }

    private void waiting(Context request) throws IOException {
        json(request, ports.approvals().waiting(config.tenant()));
    }

    private void sign(Context request) throws Refusal, IOException {
        SignRequest wish = Requests.json(request, mapper, SignRequest.class, JSON_CAP);
        if (wish.workflowId() == null || wish.intent() == null) {
            throw Refusal.badRequest("a consent names its workflowId and its intent");
        }
        String person = Requests.caller(request).acting(wish.as());
        try {
            json(request, ports.approvals().sign(config.tenant(), wish.workflowId(), wish.intent(), person));
        } catch (Approvals.Refused e) {
            throw new Refusal(403, Problem.of(e.code(), String.valueOf(e.getMessage())));
        }
    }

    private void state(Context request) throws Refusal, IOException {
        StatementRequest wish = Requests.json(request, mapper, StatementRequest.class, JSON_CAP);
        if (wish.workflowId() == null || wish.kind() == null) {
            throw Refusal.badRequest("a statement names its workflowId and its kind");
        }
        PersonStatement.Words words;
        try {
            words = new PersonStatement.Words(
                    wish.kind(), wish.why() == null ? "" : wish.why().strip(), wish.proposal());
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest(String.valueOf(e.getMessage()));
        }
        String person = Requests.caller(request).acting(wish.as());
        try {
            json(request, ports.approvals().state(config.tenant(), wish.workflowId(), words, person));
        } catch (Approvals.Refused e) {
            throw new Refusal(403, Problem.of(e.code(), String.valueOf(e.getMessage())));
        }
    }

    private void entries(Context request) throws Refusal, IOException {
        int most = Requests.most(request, 100, 10_000);
        json(
                request,
                ports.ledger().entries(config.tenant(), most).stream()
                        .map(Shown::entry)
                        .toList());
    }

    private void balance(Context request) throws IOException {
        json(
                request,
                ports.ledger().balance(config.tenant()).stream()
                        .map(Shown::balance)
                        .toList());
    }

    private void verify(Context request) throws Refusal, IOException {
        ChainHead earlier = Requests.head(request);
        json(
                request,
                Shown.verification(
                        ports.verifier().verify(config.tenant(), earlier),
                        ports.masterData().verifyHistory(config.tenant())));
    }

    private void journal(Context request) throws IOException {
        request.contentType("text/plain; charset=utf-8");
        Writer journal = new OutputStreamWriter(request.outputStream(), StandardCharsets.UTF_8);
        ports.ledger().export(config.tenant(), journal);
        journal.write(Paths.JOURNAL_END + "\n");
        journal.flush();
    }

    private void json(Context request, Object value) throws IOException {
        request.contentType("application/json").result(mapper.writeValueAsBytes(value));
    }
}
