package dev.ratchet.starter.toy;

import dev.ratchet.workflows.gateway.Whoami.MayActAs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;

/** The command line with a Temporal, workers of the toy agents, and a gateway. */
public final class ToyRatchet implements AutoCloseable {
    private final ToyService service;
    private final ToyGateway gateway = new ToyGateway();

    public ToyRatchet() throws IOException {
        this.service = ToyService.embedded();
    }

    public ToyGateway gateway() {
        return gateway;
    }

    public void reset() {
        gateway.reset(MayActAs.ANYONE);
    }

    public Said said(String... arguments) {
        return said(InputStream.nullInputStream(), arguments);
    }

    public Said said(InputStream in, String... arguments) {
        Map<String, String> environment = Map.of(
                "TEMPORAL_ADDRESS", service.address(),
                "RATCHET_URL", gateway.url(),
                "RATCHET_TOKEN", ToyGateway.TOKEN);
        return Said.by(environment, Path.of("nowhere"), 120, in, arguments);
    }

    @Override
    public void close() {
        gateway.close();
        service.close();
    }
}
