package dev.ratchet.worker.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.activities.masterdata.MasterData;
import dev.ratchet.activities.masterdata.history.Change;
import dev.ratchet.activities.masterdata.history.MasterDataHistory;
import dev.ratchet.activities.masterdata.history.NotConfirmed;
import dev.ratchet.worker.web.authentication.Access;
import dev.ratchet.worker.web.authentication.Caller;
import dev.ratchet.worker.web.request.Refusal;
import dev.ratchet.worker.web.request.Requests;
import dev.ratchet.workflows.gateway.ConfirmRequest;
import dev.ratchet.workflows.gateway.Paths;
import dev.ratchet.workflows.gateway.Problem;
import dev.ratchet.workflows.gateway.ProposeRequest;
import dev.ratchet.workflows.gateway.Whoami.MayActAs;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One method per address of {@link Paths} below {@link Paths#MASTERDATA}. */
final class MasterDataEndpoints {
    static final int YAML_CAP = 5_000_000;
    private static final int JSON_CAP = 1_000_000;

    private final GatewayConfig config;
    private final GatewayPorts ports;
    private final ObjectMapper mapper;

    MasterDataEndpoints(GatewayConfig config, GatewayPorts ports, ObjectMapper mapper) {
        this.config = config;
        this.ports = ports;
        this.mapper = mapper;
    }

    void addTo(RoutesConfig routes) {
        routes.post(Paths.MASTERDATA, this::load, Access.MASTERDATA);
        routes.get(Paths.MASTERDATA_PENDING, this::pending, Access.PERSON);
        routes.post(Paths.MASTERDATA_CONFIRM, this::confirm, Access.MASTERDATA);
        routes.get(Paths.MASTERDATA_HISTORY, this::history, Access.PERSON);
        routes.post(Paths.MASTERDATA_PROPOSE, this::propose, Access.PERSON);
    }

    private void load(Context request) throws Refusal, IOException {
        String yaml = Requests.text(request, "the master data file", YAML_CAP);
        Caller caller = Requests.caller(request);
        String person = caller.acting(request.queryParam("as"));
        requireMayLoad(caller);
        try {
            json(request, Shown.loaded(ports.masterData().load(config.tenant(), person, yaml)));
        } catch (MasterData.InvalidMasterData e) {
            throw new Refusal(422, Shown.problem(e));
        }
    }

    /** Who may load master data may give themselves any limit. While there are no people, somebody has to be the first. */
    private void requireMayLoad(Caller caller) throws Refusal {
        if (caller.mayActAs() == MayActAs.ANYONE || !ports.masterData().hasPeople(config.tenant())) {
            return;
        }
        Optional<MasterData.Person> person = ports.masterData().person(config.tenant(), caller.person());
        if (person.isEmpty() || !person.get().roles().contains(MasterData.LOADING_ROLE)) {
            throw new Refusal(
                    403,
                    Problem.of(
                            Problem.MASTERDATA_ROLE,
                            caller.person() + " does not have the role '" + MasterData.LOADING_ROLE
                                    + "' in the master data; let somebody who has it load this file"));
        }
    }

    private void pending(Context request) throws IOException {
        json(
                request,
                ports.masterData().pending(config.tenant()).stream()
                        .map(Shown::change)
                        .toList());
    }

    private void confirm(Context request) throws Refusal, IOException {
        ConfirmRequest wish = Requests.json(request, mapper, ConfirmRequest.class, JSON_CAP);
        if (wish.hash() == null) {
            throw Refusal.badRequest("a confirmation names the number and the hash of the change");
        }
        String person = Requests.caller(request).acting(wish.as());
        try {
            Change confirmation = ports.masterData().confirm(config.tenant(), wish.number(), wish.hash(), person);
            json(request, Shown.change(confirmation));
        } catch (NotConfirmed e) {
            throw new Refusal(403, Problem.of(e.code(), String.valueOf(e.getMessage())));
        }
    }

    private void history(Context request) throws Refusal, IOException {
        int most = Requests.most(request, 50, 1_000);
        MasterDataHistory.Verified verified = ports.masterData().verifyHistory(config.tenant());
        json(request, Shown.changes(ports.masterData().history(config.tenant(), most), verified));
    }

    private void propose(Context request) throws Refusal, IOException {
        ProposeRequest wish = Requests.json(request, mapper, ProposeRequest.class, JSON_CAP);
        List<MasterData.Seen> seen = new ArrayList<>();
        for (ProposeRequest.Uploaded each : wish.documents()) {
            Optional<byte[]> bytes = ports.documents().get(config.tenant(), each.digest());
            if (bytes.isEmpty()) {
                throw new Refusal(
                        404,
                        Problem.of(
                                Problem.NOT_FOUND,
                                "no document " + each.digest().brief() + " is kept here; upload it first"));
            }
            ports.reader().apply(bytes.get()).ifPresent(seen::add);
        }
        request.header(Paths.DOCUMENTS_READ, String.valueOf(seen.size()));
        request.contentType("text/plain; charset=utf-8")
                .result(ports.masterData().propose(seen));
    }

    private void json(Context request, Object value) throws IOException {
        request.contentType("application/json").result(mapper.writeValueAsBytes(value));
    }
}
