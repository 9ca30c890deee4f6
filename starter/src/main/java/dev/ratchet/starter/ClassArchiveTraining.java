package dev.ratchet.starter;

import com.sun.net.httpserver.HttpServer;
import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Fact;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.Paths;
import dev.ratchet.workflows.gateway.Whoami;
import dev.ratchet.workflows.run.AgentEntry;
import dev.ratchet.workflows.temporal.Converters;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.stub.StreamObserver;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.api.workflowservice.v1.QueryWorkflowRequest;
import io.temporal.api.workflowservice.v1.QueryWorkflowResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceImplBase;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The training run for the class data sharing archive of the JVM. {@code bin/ratchet} runs it once per Java and build. It
 * runs some commands against a gateway and a Temporal in this process, which know one run. It touches no service and no
 * file, and it prints nothing.
 */
final class ClassArchiveTraining {
    private static final String DIGEST = "0123456789abcdef".repeat(4);
    private static final AgentEntry AGENT =
            new AgentEntry("training", "trains", new AgentEntry.Document(), "Training", "training");
    private static final RunSummary SUMMARY = new RunSummary(
            TenantId.DEFAULT,
            new RunRef(RunRef.workflowId(AGENT.name(), TenantId.DEFAULT, new Digest(DIGEST)), "run"),
            AGENT.name(),
            "document",
            "person",
            List.of(new Fact("label", "value")),
            new Money("EUR", 100),
            RunStatus.WAITING,
            "WAITING",
            "CONSENT",
            "OVER_LIMIT",
            "1.00 EUR needs an approver.",
            List.of(new Finding("CODE", "line 1", "It is a training run.")),
            "DIRECT",
            "rule",
            "policy",
            new Receipt("entry", "1"),
            new RunSummary.Waiting("approver", new Digest(DIGEST), Instant.EPOCH, 3),
            null,
            0,
            0);

    /** The last one is wrong. */
    private static final List<List<String>> COMMANDS = List.of(
            List.of("--version"),
            List.of("--help"),
            List.of("agents"),
            List.of("status", DIGEST),
            List.of("status", "--json", DIGEST),
            List.of("list"),
            List.of("approvals"),
            List.of("no"));

    private ClassArchiveTraining() {}

    public static void main(String[] arguments) throws IOException {
        train(new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        // gRPC's threads would keep the process alive for a while
        System.exit(0);
    }

    /** Runs the commands, and returns their exit codes. */
    static List<Integer> train(PrintWriter out) throws IOException {
        HttpServer gateway = gateway();
        Server temporal = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                .addService(new OneRun())
                .build()
                .start();
        CommandContext here = new CommandContext(
                Map.of(
                        "RATCHET_URL",
                                "http://127.0.0.1:" + gateway.getAddress().getPort(),
                        "RATCHET_TOKEN", "training",
                        "TEMPORAL_ADDRESS", "127.0.0.1:" + temporal.getPort()),
                Path.of("/nowhere"),
                out,
                out,
                false,
                Terminal.FALLBACK_WIDTH);
        try {
            return COMMANDS.stream()
                    .map(command -> Ratchet.run(here, command.toArray(String[]::new)))
                    .toList();
        } finally {
            gateway.stop(0);
            temporal.shutdownNow();
        }
    }

    private static HttpServer gateway() throws IOException {
        Map<String, Object> answers = Map.of(
                Paths.WHOAMI,
                new Whoami(TenantId.DEFAULT, "person", Whoami.MayActAs.SELF, 1),
                Paths.AGENTS,
                List.of(AGENT));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            Object known = answers.getOrDefault(exchange.getRequestURI().getPath(), List.of());
            byte[] answer = Json.mapper().writeValueAsBytes(known);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static final class OneRun extends WorkflowServiceImplBase {
        @Override
        public void getSystemInfo(GetSystemInfoRequest request, StreamObserver<GetSystemInfoResponse> answer) {
            answer.onNext(GetSystemInfoResponse.getDefaultInstance());
            answer.onCompleted();
        }

        @Override
        public void queryWorkflow(QueryWorkflowRequest request, StreamObserver<QueryWorkflowResponse> answer) {
            QueryWorkflowResponse.Builder response = QueryWorkflowResponse.newBuilder();
            Converters.dataConverter().toPayloads(SUMMARY).ifPresent(response::setQueryResult);
            answer.onNext(response.build());
            answer.onCompleted();
        }
    }
}
