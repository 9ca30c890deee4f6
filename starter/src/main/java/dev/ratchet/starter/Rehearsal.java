package dev.ratchet.starter;

import com.sun.net.httpserver.HttpServer;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.Paths;
import dev.ratchet.workflows.gateway.Whoami;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Standing;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Status;
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
 * What {@code bin/ratchet} runs once per Java and build, so that the JVM can keep the classes it loaded in an archive:
 * commands against a gateway and a Temporal that live in this process, on loopback, and know one run. Touches no service
 * and no file, prints nothing.
 */
final class Rehearsal {
    private static final String DIGEST = "0123456789abcdef".repeat(4);
    private static final Status STATUS = new Status(
            "invoice/default/" + DIGEST,
            Standing.WAITING,
            "AWAIT_APPROVAL",
            "OVER_LIMIT",
            "1.00 EUR needs an approver.",
            List.of(new Finding("CODE", "line 1", "It is a rehearsal.")),
            "DIRECT",
            "rule",
            "policy",
            "supplier",
            "1",
            new Money("EUR", 100),
            1L,
            null,
            "approver",
            Instant.EPOCH,
            "document",
            "person");

    private Rehearsal() {}

    public static void main(String[] arguments) throws IOException {
        HttpServer gateway = gateway();
        Server temporal = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                .addService(new OneRun())
                .build()
                .start();
        PrintWriter nowhere = new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Surroundings here = new Surroundings(
                Map.of(
                        "RATCHET_URL",
                                "http://127.0.0.1:" + gateway.getAddress().getPort(),
                        "RATCHET_TOKEN", "rehearsal",
                        "TEMPORAL_ADDRESS", "127.0.0.1:" + temporal.getPort()),
                Path.of("/nowhere"),
                nowhere,
                nowhere,
                false,
                Terminal.FALLBACK_WIDTH);
        for (String[] command : new String[][] {
            {"--version"}, {"--help"}, {"status", DIGEST}, {"status", "--json", DIGEST}, {"list"}, {"approvals"}, {"no"}
        }) {
            Ratchet.run(here, command);
        }
        gateway.stop(0);
        temporal.shutdownNow();
        // gRPC's threads would hold the process a while longer
        System.exit(0);
    }

    private static HttpServer gateway() throws IOException {
        byte[] whoami =
                Json.mapper().writeValueAsBytes(new Whoami(TenantId.DEFAULT, "person", Whoami.MayActAs.SELF, 1));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] answer = exchange.getRequestURI().getPath().equals(Paths.WHOAMI)
                    ? whoami
                    : "[]".getBytes(StandardCharsets.US_ASCII);
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
            Converters.dataConverter().toPayloads(STATUS).ifPresent(response::setQueryResult);
            answer.onNext(response.build());
            answer.onCompleted();
        }
    }
}
