package dev.ratchet.bench;

import dev.ratchet.activities.database.DatabaseConfig;
import dev.ratchet.activities.documents.rules.OfficialRules;
import dev.ratchet.worker.Agents;
import dev.ratchet.worker.telemetry.Telemetry;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.worker.Capabilities;
import dev.ratchet.worker.temporal.TemporalConnection;
import dev.ratchet.worker.WorkerConfig;
import dev.ratchet.worker.encryption.NoKeys;
import dev.ratchet.workflows.encryption.PayloadKeys;
import io.temporal.envconfig.ClientConfigProfile;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a benchmark finds when its JVM starts.
 *
 * @param server label of the Temporal server, "-" when there is none
 * @param temporal its address
 * @param databaseUrl of a database of its own on the one PostgreSQL of this run
 * @param owner superuser of that PostgreSQL; trusted from this machine without a password
 * @param folder for whatever the benchmark writes, with the approval key in it
 * @param serverPids processes of Temporal and PostgreSQL; their children count too
 */
record Place(
        String server,
        String temporal,
        String databaseUrl,
        DatabaseConfig.Login owner,
        DatabaseConfig.Login application,
        String folder,
        String root,
        int seconds,
        int documents,
        List<Long> serverPids) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Place read(File file) throws IOException {
        return JSON.readValue(file, Place.class);
    }

    void write(File file) throws IOException {
        JSON.writeValue(file, this);
    }

    /** What a worker process here is told. */
    Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>();
        environment.put("TEMPORAL_ADDRESS", temporal);
        environment.put("RATCHET_DB_URL", databaseUrl);
        environment.put("RATCHET_DB_USER", application.user());
        environment.put("RATCHET_DB_PASSWORD", application.password());
        environment.put("RATCHET_DB_OWNER", owner.user());
        environment.put("RATCHET_DB_OWNER_PASSWORD", owner.password());
        environment.put("RATCHET_APPROVAL_KEY", file("approval-key.pem").toString());
        environment.put("RATCHET_ATTESTATION_KEY", file("attestation-key.txt").toString());
        environment.put("RATCHET_LOG", "none");
        return environment;
    }

    Capabilities capabilities() throws WorkerConfig.BadSetting {
        return Capabilities.open(WorkerConfig.from(environment()), Agents.PRODUCT);
    }

    Capabilities observed(Telemetry telemetry) throws WorkerConfig.BadSetting {
        return Capabilities.open(
                WorkerConfig.from(environment()), Agents.PRODUCT, telemetry, new OfficialRules());
    }

    TemporalConnection connect() throws TemporalConnection.Unreachable {
        return connect(NoKeys.INSTANCE);
    }

    /** With payloads that are encrypted with these keys. */
    TemporalConnection connect(PayloadKeys keys) throws TemporalConnection.Unreachable {
        return TemporalConnection.open(
                ClientConfigProfile.newBuilder()
                        .setAddress(temporal)
                        .setNamespace("default")
                        .build(),
                keys);
    }

    /** @param enough to be warm; fewer when less than the usual 20 seconds are measured */
    int warm(int enough) {
        return Math.max(100, (int) (enough * Math.min(1.0, seconds / 20.0)));
    }

    /** Where outside material is, beside the project; may be missing. */
    Path sharedData() {
        return Path.of(root).resolveSibling("shared").resolve("data");
    }

    /** Who used the processors while a race was run, a line for each way. */
    Path accounts() {
        return file("accounts.txt");
    }

    Path file(String name) {
        return Path.of(folder, name);
    }
}
