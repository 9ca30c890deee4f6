package dev.ratchet.worker;

import dev.ratchet.worker.web.Gateway;
import dev.ratchet.worker.web.GatewayConfig;
import dev.ratchet.worker.web.Tokens;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The web process of a cluster. */
@Command(
        name = "web",
        description = "Serves the document gateway and the HTTP API; needs RATCHET_TOKENS and RATCHET_APPROVAL_KEY.",
        mixinStandardHelpOptions = true)
final class WebCommand implements Callable<Integer> {
    private final Agents agents;

    WebCommand(Agents agents) {
        this.agents = agents;
    }

    @Override
    public Integer call() throws Exception {
        WorkerConfig config = WorkerConfig.from(System.getenv());
        if (config.approvalKey().isEmpty()) {
            throw new WorkerConfig.BadSetting(
                    WorkerConfig.APPROVAL_KEY,
                    "is not set; it names the key file that signs approvals (ratchet-worker keys FILE makes one)");
        }
        Tokens tokens = tokens(config);
        try (Capabilities capabilities = Capabilities.open(config, agents);
                TemporalConnection temporal = TemporalConnection.lazy(TemporalConnection.profile())) {
            Gateway gateway = Gateway.start(
                    new GatewayConfig(
                            config.tenant(),
                            config.webHost(),
                            config.webPort(),
                            GatewayConfig.DEFAULT_DOCUMENT_LIMIT,
                            config.limits()),
                    tokens,
                    capabilities
                            .gatewayPorts(capabilities.readiness())
                            .reaching(new TemporalRuns(temporal), new TemporalOperations(temporal, capabilities)));
            Termination.prepared().await(() -> {
                gateway.close();
                capabilities.close();
            });
        }
        return 0;
    }

    private static Tokens tokens(WorkerConfig config) throws WorkerConfig.BadSetting {
        if (config.tokens().isEmpty()) {
            throw new WorkerConfig.BadSetting(
                    WorkerConfig.TOKENS,
                    "is not set; it names a file of lines <SHA-256 of a token> <person id>."
                            + " 'ratchet-worker token PERSON' makes a token and its line");
        }
        try {
            return Tokens.ofPeople(config.tokens().get());
        } catch (IOException | IllegalArgumentException e) {
            throw new WorkerConfig.BadSetting(WorkerConfig.TOKENS, String.valueOf(e.getMessage()));
        }
    }
}
