package dev.ratchet.worker.web.codec;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.worker.web.GatewayConfig;
import dev.ratchet.worker.web.GatewayPorts;
import dev.ratchet.worker.web.OperatorRole;
import dev.ratchet.worker.web.authentication.Access;
import dev.ratchet.worker.web.authentication.Caller;
import dev.ratchet.worker.web.request.Refusal;
import dev.ratchet.worker.web.request.Requests;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;

/** Decrypts payloads for the Web UI. */
public final class CodecEndpoints {
    /** In bytes; the Web UI asks for a page of a history at a time. */
    private static final int CAP = 8 << 20;

    private final GatewayConfig config;
    private final GatewayPorts ports;
    private final Decoder decoder;
    private final ObjectMapper mapper;

    public CodecEndpoints(GatewayConfig config, GatewayPorts ports, CodecAccess access, ObjectMapper mapper) {
        this.config = config;
        this.ports = ports;
        this.decoder = new Decoder(access.keys());
        this.mapper = mapper;
    }

    public void addTo(RoutesConfig routes) {
        routes.post(CodecOrigin.DECODE, this::decode, Access.OPERATOR);
    }

    private void decode(Context request) throws Refusal, IOException {
        Caller caller = Requests.caller(request);
        OperatorRole.require(config, ports, caller, caller.acting(request.queryParam("as")), "look into payloads");
        Decoder.Payloads given = Requests.json(request, mapper, Decoder.Payloads.class, CAP);
        request.contentType("application/json").result(mapper.writeValueAsBytes(decoder.decoded(given)));
    }
}
