package dev.ratchet.worker.dev.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.Needs;
import dev.ratchet.activities.model.tier.ModelSettings;
import dev.ratchet.worker.dev.DemoInbox;
import dev.ratchet.worker.dev.Said;
import dev.ratchet.worker.dev.ScriptedModelServer;
import dev.ratchet.worker.dev.WholeRatchet;
import dev.ratchet.workflows.contract.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One run that asks a model and a person, on a real Temporal, seen through a real OpenTelemetry collector. */
@Tag("slow")
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TraceRealServerTest {
    private static final String NUMBER = "OC-2026-58";

    private static final String RIGHT = DemoInbox.scripts().stream()
            .filter(script -> script.phrase().contains(NUMBER))
            .findFirst()
            .orElseThrow()
            .answers()
            .get(0);

    @TempDir
    Path folder;

    @Test
    void oneRunIsOneTraceAndNothingOfItsContentIsInIt() throws Exception {
        Collector collector = Collector.start(folder);
        String id;
        try (collector;
                ScriptedModelServer model = ScriptedModelServer.start(
                        List.of(new DemoInbox.Script(NUMBER, List.of("no proposal", RIGHT))))) {
            Map<String, String> environment = collector.environment();
            environment.put(ModelSettings.URL, model.url());
            environment.put(ModelSettings.KEY, "a-very-secret-key");
            environment.put(ModelSettings.NAME, ScriptedModelServer.MODEL);
            environment.put(ModelSettings.PRICE_IN, "0.15");
            environment.put(ModelSettings.PRICE_OUT, "0.60");
            try (WholeRatchet whole = WholeRatchet.startOnRealServer(folder.resolve("whole"), environment)) {
                id = run(whole);
            }
        }
        SpanTree tree = new SpanTree(collector.spans().stream()
                .filter(span -> !span.path("traceId").asText().isEmpty())
                .toList());
        System.out.println(tree.text());
        requireTheTree(tree, id);
        requireTheMetrics(collector.metrics());
        assertThat(collector.everything())
                .doesNotContain(NUMBER, "Osterfeld", "DE276093451", "678.30", "anna.behrens", "miriam.falk")
                .doesNotContain("a-very-secret-key", "no proposal");
    }

    private String run(WholeRatchet whole) throws Exception {
        String masterData = DemoInbox.masterData().replace("autoPostUpTo: {EUR: \"800.00\"}", "autoPostUpTo: {}");
        Path yaml = Files.writeString(folder.resolve("masterdata.yaml"), masterData);
        assertThat(whole.ratchet("masterdata", "load", yaml).code()).isZero();
        byte[] text = DemoInbox.document("08-osterfeld-plain.txt");
        Path file = Files.write(folder.resolve("invoice.txt"), text);
        Said submitted = whole.ratchet("submit", "--as", "anna.behrens", file);
        assertThat(submitted.out()).as(submitted.err()).contains("WAITING");
        String id = Digest.of(text).hex();
        Said approved = whole.ratchet("approve", id, "--as", "miriam.falk");
        assertThat(approved.out()).as(approved.err()).contains("POSTED");
        return id;
    }

    private static void requireTheTree(SpanTree tree, String id) {
        assertThat(tree.spans())
                .extracting(span -> span.path("traceId").asText())
                .containsOnly(tree.spans().get(0).path("traceId").asText());
        assertThat(tree.names("")).containsExactly("invoke_agent invoice");
        JsonNode root = tree.children("").get(0);
        assertThat(SpanTree.attributes(root))
                .containsEntry("gen_ai.operation.name", "invoke_agent")
                .containsEntry("ratchet.run.id", "invoice/default/" + id)
                .containsEntry("ratchet.run.outcome", "POSTED");
        List<JsonNode> below = tree.children(root.path("spanId").asText());
        assertThat(tree.names(root.path("spanId").asText()))
                .containsExactly(
                        "execute_tool read_document",
                        "execute_tool consult_books",
                        "plan invoice",
                        "plan invoice",
                        "execute_tool record_fields",
                        "execute_tool consult_books",
                        "execute_tool request_approval",
                        "execute_tool consult_books",
                        "execute_tool post_entry");
        List<JsonNode> plans = below.stream()
                .filter(span -> span.path("name").asText().startsWith("plan"))
                .toList();
        assertThat(plans)
                .allSatisfy(plan -> assertThat(tree.names(plan.path("spanId").asText()))
                        .containsExactly("chat " + ScriptedModelServer.MODEL));
        assertThat(SpanTree.attributes(plans.get(0))).containsKey("error.type");
        assertThat(SpanTree.attributes(plans.get(1)))
                .containsEntry("ratchet.gate.verdict", "ACCEPTED")
                .doesNotContainKey("error.type");
    }

    private static void requireTheMetrics(List<JsonNode> metrics) throws IOException {
        Set<String> names = metrics.stream()
                .map(metric -> metric.path("name").asText())
                .filter(name -> name.startsWith("gen_ai.") || name.startsWith("ratchet."))
                .collect(Collectors.toSet());
        assertThat(names)
                .containsExactlyInAnyOrder(
                        "gen_ai.client.token.usage",
                        "gen_ai.client.operation.duration",
                        "gen_ai.invoke_agent.duration",
                        "gen_ai.execute_tool.duration",
                        "ratchet.gate.verdicts",
                        "ratchet.approval.requests",
                        "ratchet.approval.duration",
                        "ratchet.audit.lag",
                        "ratchet.effect.duration",
                        "ratchet.cost");
        String documented = Files.readString(Needs.root().resolve("deploy/README.md"));
        assertThat(names).allSatisfy(name -> assertThat(documented).contains("| `" + name + "` |"));
    }
}
