package dev.ratchet.worker;

import dev.ratchet.activities.database.DatabaseConfig;
import dev.ratchet.activities.model.tier.Models;
import dev.ratchet.worker.configuration.Configuration;
import dev.ratchet.worker.configuration.DatabaseSettings;
import dev.ratchet.worker.configuration.KeyFiles;
import dev.ratchet.worker.configuration.LifecycleSettings;
import dev.ratchet.worker.configuration.ModelUse;
import dev.ratchet.worker.configuration.Reading;
import dev.ratchet.worker.configuration.RetrievalSettings;
import dev.ratchet.worker.configuration.Settings;
import dev.ratchet.worker.configuration.WebSettings;
import dev.ratchet.worker.deployment.DeploymentVersion;
import dev.ratchet.worker.encryption.EncryptionSettings;
import dev.ratchet.worker.metrics.Metrics;
import dev.ratchet.worker.metrics.MetricsSettings;
import dev.ratchet.worker.poison.PoisonSettings;
import dev.ratchet.worker.sizing.Sizing;
import dev.ratchet.worker.telemetry.Telemetry;
import dev.ratchet.workflows.contract.TenantId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a process of this product is told, checked before anything is opened: one record for each subject. Where Temporal is
 * comes from {@code temporal-envconfig} and nowhere else.
 *
 * @param version build of the running code, and the deployment that it is of
 * @param contentFolder keeps bodies in files; absent: in the database
 * @param rules folder of rule books of one's own, {@code AGENT.yaml} for each agent; what is not there is the shipped one
 * @param sizing how much a worker does at once
 * @param encryption where the keys of payloads are
 * @param metrics what is promised, and how often it is looked at
 * @param poison what is done about runs that take their workers with them
 */
public record WorkerConfig(
        TenantId tenant,
        DeploymentVersion version,
        DatabaseConfig database,
        Optional<Path> contentFolder,
        Optional<Path> rules,
        KeyFiles keys,
        WebSettings web,
        ModelUse modelUse,
        RetrievalSettings retrieval,
        LifecycleSettings lifecycle,
        Sizing sizing,
        EncryptionSettings encryption,
        MetricsSettings metrics,
        PoisonSettings poison) {

    /** Settings that are missing or wrong; the message names each and says what would be right. */
    public static final class BadSetting extends Exception {
        private static final long serialVersionUID = 1;

        public BadSetting(String name, String why) {
            super(name + ": " + why);
        }

        public BadSetting(List<Reading.Problem> problems) {
            super(problems.stream().map(Reading.Problem::toString).collect(Collectors.joining("\n")));
        }
    }

    /**
     * Of this process, by the variables of OpenTelemetry's own.
     *
     * @throws BadSetting when one of them is wrong
     */
    public static Telemetry telemetry(Map<String, String> environment) throws BadSetting {
        try {
            return Telemetry.start(environment);
        } catch (IllegalArgumentException e) {
            throw new BadSetting("OTEL_*", String.valueOf(e.getMessage()));
        }
    }

    /**
     * Of this process, which is scraped besides.
     *
     * @throws BadSetting when one of them is wrong
     */
    public static Telemetry telemetry(Map<String, String> environment, @Nullable Metrics metrics) throws BadSetting {
        if (metrics == null) {
            return telemetry(environment);
        }
        try {
            return Telemetry.start(environment, metrics.reader());
        } catch (IllegalArgumentException e) {
            throw new BadSetting("OTEL_*", String.valueOf(e.getMessage()));
        }
    }

    /** @throws BadSetting with every setting that is missing or wrong */
    public static WorkerConfig from(Map<String, String> environment) throws BadSetting {
        return from(new Reading(environment));
    }

    /** @throws BadSetting with every setting that is missing or wrong, each as it was written */
    public static WorkerConfig from(Configuration configuration) throws BadSetting {
        return from(configuration.reading());
    }

    private static WorkerConfig from(Reading reading) throws BadSetting {
        Optional<TenantId> tenant = reading.of(
                Settings.TENANT,
                () -> reading.text(Settings.TENANT).map(TenantId::new).orElse(TenantId.DEFAULT));
        Optional<DatabaseConfig> database = DatabaseSettings.from(reading);
        Optional<Path> contentFolder = reading.path(Settings.CONTENT_DIR);
        Optional<Path> rules = reading.folder(Settings.RULES, "a file AGENT.yaml for each agent");
        Optional<KeyFiles> keys = KeyFiles.from(reading);
        WebSettings web = WebSettings.from(reading);
        Optional<ModelUse> models = ModelUse.from(reading);
        Optional<RetrievalSettings> retrieval = RetrievalSettings.from(reading);
        LifecycleSettings lifecycle = LifecycleSettings.from(reading);
        Sizing sizing = Sizing.from(reading);
        PoisonSettings poison = PoisonSettings.from(reading);
        Optional<DeploymentVersion> version =
                reading.of(DeploymentVersion.BUILD_ID, () -> DeploymentVersion.from(reading.values(), packaged()));
        EncryptionSettings encryption = EncryptionSettings.from(reading);
        MetricsSettings metrics = MetricsSettings.from(reading);
        if (!reading.problems().isEmpty()) {
            throw new BadSetting(reading.problems());
        }
        return new WorkerConfig(
                tenant.orElseThrow(),
                version.orElseThrow(),
                database.orElseThrow(),
                contentFolder,
                rules,
                keys.orElseThrow(),
                web,
                models.orElseThrow(),
                retrieval.orElseThrow(),
                lifecycle,
                sizing,
                encryption,
                metrics,
                poison);
    }

    /** The same for a process that migrates nothing. */
    public WorkerConfig withoutOwner() {
        return new WorkerConfig(
                tenant,
                version,
                new DatabaseConfig(database.url(), null, database.application(), database.connections()),
                contentFolder,
                rules,
                keys,
                web,
                modelUse,
                retrieval,
                lifecycle,
                sizing,
                encryption,
                metrics,
                poison);
    }

    public Models models() {
        return modelUse.models();
    }

    /** What Prometheus is told; absent where nobody can ask. */
    @Nullable
    public Metrics scraped() {
        return lifecycle.healthPort() == 0 ? null : Metrics.start(metrics);
    }

    /** Id of the running code. */
    String build() {
        return version.build();
    }

    static String build(Map<String, String> environment) {
        return new Reading(environment).text(DeploymentVersion.BUILD_ID).orElse(packaged());
    }

    private static String packaged() {
        String packaged = WorkerConfig.class.getPackage().getImplementationVersion();
        return packaged == null ? "unpackaged" : packaged;
    }
}
