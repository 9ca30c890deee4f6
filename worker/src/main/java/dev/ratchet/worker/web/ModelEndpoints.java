package dev.ratchet.worker.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.activities.model.ModelCheck;
import dev.ratchet.worker.web.admission.RequestRate;
import dev.ratchet.worker.web.authentication.Access;
import dev.ratchet.worker.web.authentication.Caller;
import dev.ratchet.worker.web.request.Refusal;
import dev.ratchet.worker.web.request.Requests;
import dev.ratchet.workflows.gateway.Paths;
import dev.ratchet.workflows.gateway.Problem;
import dev.ratchet.workflows.gateway.models.CheckedModel;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What concerns the models that this process was told of. */
final class ModelEndpoints {
    /** Of all people together: each pays for a call to every model. */
    static final int CHECKS_PER_MINUTE = 6;

    private final GatewayConfig config;
    private final GatewayPorts ports;
    private final ObjectMapper mapper;
    private final RequestRate rate = new RequestRate(CHECKS_PER_MINUTE, System::nanoTime);

    ModelEndpoints(GatewayConfig config, GatewayPorts ports, ObjectMapper mapper) {
        this.config = config;
        this.ports = ports;
        this.mapper = mapper;
    }

    void addTo(RoutesConfig routes) {
        routes.post(Paths.MODELS_CHECK, this::check, Access.OPERATOR);
    }

    private void check(Context request) throws Refusal, IOException {
        Caller caller = Requests.caller(request);
        // a check costs money
        OperatorRole.require(config, ports, caller, caller.acting(request.queryParam("as")), "check the models");
        if (ports.models().isEmpty()) {
            throw new Refusal(
                    409,
                    Problem.of(
                            Problem.NO_MODELS,
                            "this gateway was told of no models; where the workers run, 'ratchet-worker models check'"
                                    + " checks theirs"));
        }
        haveRate(request);
        List<CheckedModel> checked =
                checked().stream().map(ModelEndpoints::shown).toList();
        request.contentType("application/json").result(mapper.writeValueAsBytes(checked));
    }

    private void haveRate(Context request) throws Refusal {
        Optional<Duration> wait = rate.take(OperatorRole.NAME);
        if (wait.isPresent()) {
            request.header("Retry-After", String.valueOf(wait.get().toSeconds() + 1));
            throw new Refusal(
                    429,
                    Problem.of(
                            Problem.TOO_MANY,
                            "a gateway checks its models " + CHECKS_PER_MINUTE
                                    + " times a minute; wait as long as Retry-After says, in seconds"));
        }
    }

    private List<ModelCheck.Checked> checked() throws InterruptedIOException {
        try {
            return ports.models().check();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the gateway stops");
        }
    }

    private static CheckedModel shown(ModelCheck.Checked checked) {
        return new CheckedModel(
                checked.entry().id(),
                checked.tiers(),
                checked.entry().endpoint().provider().name().toLowerCase(Locale.ROOT),
                checked.model(),
                checked.entry().endpoint().schema().name().toLowerCase(Locale.ROOT),
                checked.millis(),
                checked.tokens().input() + checked.tokens().output(),
                checked.entry().price().text(),
                checked.wrong());
    }
}
