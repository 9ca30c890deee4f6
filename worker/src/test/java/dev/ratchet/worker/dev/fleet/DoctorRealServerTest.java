package dev.ratchet.worker.dev.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.FreePorts;
import dev.ratchet.Needs;
import dev.ratchet.worker.WorkerMain;
import dev.ratchet.worker.dev.Installation;
import dev.ratchet.worker.dev.WorkerProcess;
import io.temporal.api.operatorservice.v1.RemoveSearchAttributesRequest;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Faults are planted in a real Temporal and a real PostgreSQL, and each is found; without them all is well. */
@Tag("slow")
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DoctorRealServerTest {
    @TempDir
    Path folder;

    private static JsonNode about(JsonNode findings, String about) {
        for (JsonNode each : findings) {
            if (each.get("about").asText().equals(about)) {
                return each;
            }
        }
        throw new AssertionError(about + " is not in " + findings.toPrettyString());
    }

    private static String bad(JsonNode findings, String about) {
        JsonNode finding = about(findings, about);
        assertThat(finding.get("grade").asText()).as(finding.toString()).isEqualTo("BAD");
        return finding.get("says").asText() + " -> " + finding.get("todo").asText();
    }

    @Test
    void each_planted_fault_is_found_and_nothing_else() throws Exception {
        try (Installation installation = Installation.start(
                        folder,
                        false,
                        Map.of("TEMPORAL_CLI", Needs.temporalCli().toString()));
                Connection superuser = installation.superuser();
                Statement sql = superuser.createStatement()) {
            sql.execute("GRANT DELETE ON entry TO ratchet_app");
            sql.execute("UPDATE flyway_schema_history SET version = '999' WHERE version = '2'");
            OperatorServiceStubs operator =
                    OperatorServiceStubs.newServiceStubs(OperatorServiceStubsOptions.newBuilder()
                            .setChannel(installation
                                    .client()
                                    .getWorkflowServiceStubs()
                                    .getRawChannel())
                            .validateAndBuildWithDefaults());
            operator.blockingStub()
                    .removeSearchAttributes(RemoveSearchAttributesRequest.newBuilder()
                            .setNamespace("default")
                            .addSearchAttributes("RatchetPhase")
                            .build());
            try (WorkerProcess doctor = installation.process(
                    Map.of(
                            "RATCHET_MODEL_URL", "http://127.0.0.1:1/v1",
                            "RATCHET_MODEL_KEY", "none",
                            "RATCHET_MODEL_NAME", "away"),
                    WorkerMain.class,
                    "doctor",
                    "--json")) {
                assertThat(doctor.exit()).as(doctor.said()).isEqualTo(1);
                JsonNode ill = new ObjectMapper().readTree(doctor.said());
                assertThat(bad(ill, "search attributes")).contains("lacks RatchetPhase", "--type Keyword");
                assertThat(bad(ill, "workflow tasks of ratchet-invoice")).contains("nobody takes them");
                assertThat(bad(ill, "roles of the database")).contains("entry");
                assertThat(bad(ill, "migrations")).contains("V2", "V999");
                assertThat(bad(ill, "model default")).contains("ratchet-worker models check");
            }
            try (WorkerProcess doctor = installation.process(
                    Map.of("RATCHET_DB_URL", "jdbc:postgresql://127.0.0.1:1/ratchet"), WorkerMain.class, "doctor")) {
                assertThat(doctor.exit()).as(doctor.said()).isEqualTo(1);
                assertThat(doctor.said())
                        .contains("BAD   the database", "no connection to jdbc:postgresql://127.0.0.1:1");
            }
            sql.execute("REVOKE DELETE ON entry FROM ratchet_app");
            sql.execute("UPDATE flyway_schema_history SET version = '2' WHERE version = '999'");
            int health = FreePorts.one();
            try (WorkerProcess worker = installation.process(
                    Map.of("RATCHET_HEALTH_PORT", String.valueOf(health)), WorkerMain.class, "run")) {
                Installation.await("a worker takes tasks", () -> answers(health));
                try (WorkerProcess doctor = installation.process(WorkerMain.class, "doctor")) {
                    assertThat(doctor.exit()).as(doctor.said()).isZero();
                    System.out.println(doctor.said());
                    assertThat(doctor.said()).doesNotContain("BAD").contains("OK    search attributes");
                }
                assertThat(worker.alive()).isTrue();
            }
        }
    }

    private static boolean answers(int health) {
        try {
            return HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + health + "/ready"))
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
