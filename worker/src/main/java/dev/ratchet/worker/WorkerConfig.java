package dev.ratchet.worker;

import dev.ratchet.activities.database.DatabaseConfig;
import dev.ratchet.activities.documents.rules.WarmUp;
import dev.ratchet.activities.model.tier.ModelSettings;
import dev.ratchet.activities.model.tier.Models;
import dev.ratchet.activities.retrieval.embedding.EmbeddingSettings;
import dev.ratchet.worker.metrics.Metrics;
import dev.ratchet.worker.metrics.MetricsSettings;
import dev.ratchet.worker.sizing.Sizing;
import dev.ratchet.worker.telemetry.Telemetry;
import dev.ratchet.worker.web.admission.AdmissionLimits;
import dev.ratchet.workflows.contract.TenantId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a process of this product is told by its environment, checked before anything is opened. Where Temporal is comes
 * from {@code temporal-envconfig} and nowhere else.
 *
 * @param contentFolder keeps bodies in files; absent: in the database
 * @param rules folder of rule books of one's own, {@code AGENT.yaml} for each agent; what is not there is the shipped one
 * @param approvalKey file of the key pair that signs approvals; only the process that authenticates people has it
 * @param approvalPublicKeys file of the public keys that the ledger believes; absent: those of {@code approvalKey}
 * @param attestationKey file of the secret keys that workers and gateways share, see
 *     {@link dev.ratchet.activities.attestation.AttestationKeys}
 * @param tokens file of access tokens; only for {@code web}
 * @param webHost address to bind
 * @param webPort 0 to 65535
 * @param limits what {@code web} takes of one person
 * @param healthPort where {@code run} and {@code web} answer probes and tell metrics; 0: nowhere
 * @param currency of the prices of models and of budgets, by ISO 4217
 * @param budgets file of what models may cost; absent: nothing is limited but each run by its agent
 * @param modelRetentionDays how long prompts and completions are kept, 1 to 3,650
 * @param embeddings which embedding passages are compared by
 * @param retrieval file of ways of retrieval; absent: the shipped ones
 * @param index folder of this process alone for indexes of passages, kept between starts; absent: one that ends with it
 * @param answers folder of this machine where an answer waits for its record; absent: it waits in memory
 * @param warmUp documents that {@code run} reads before it takes tasks, 0 to 20,000
 * @param sizing how much a worker does at once
 * @param build id of the running code
 */
public record WorkerConfig(
        TenantId tenant,
        DatabaseConfig database,
        Optional<Path> contentFolder,
        Optional<Path> rules,
        Optional<Path> approvalKey,
        Optional<Path> approvalPublicKeys,
        Path attestationKey,
        Optional<Path> tokens,
        String webHost,
        int webPort,
        AdmissionLimits limits,
        int healthPort,
        Models models,
        Currency currency,
        Optional<Path> budgets,
        int modelRetentionDays,
        EmbeddingSettings embeddings,
        Optional<Path> retrieval,
        Optional<Path> index,
        Optional<Path> answers,
        int warmUp,
        Sizing sizing,
        String build) {

    static final String DB_URL = "RATCHET_DB_URL";
    static final String DB_USER = "RATCHET_DB_USER";
    static final String DB_PASSWORD = "RATCHET_DB_PASSWORD";
    static final String DB_OWNER = "RATCHET_DB_OWNER";
    static final String DB_OWNER_PASSWORD = "RATCHET_DB_OWNER_PASSWORD";
    static final String DB_CONNECTIONS = "RATCHET_DB_CONNECTIONS";
    static final String CONTENT_DIR = "RATCHET_CONTENT_DIR";
    static final String RULES = "RATCHET_RULES";
    static final String APPROVAL_KEY = "RATCHET_APPROVAL_KEY";
    static final String APPROVAL_PUBLIC_KEYS = "RATCHET_APPROVAL_PUBLIC_KEYS";
    static final String ATTESTATION_KEY = "RATCHET_ATTESTATION_KEY";
    static final String TOKENS = "RATCHET_TOKENS";
    static final String WEB_HOST = "RATCHET_WEB_HOST";
    static final String WEB_PORT = "RATCHET_WEB_PORT";
    static final String REQUESTS_AT_ONCE = "RATCHET_REQUESTS_AT_ONCE";
    static final String UPLOADS_AT_ONCE = "RATCHET_UPLOADS_AT_ONCE";
    static final String REQUESTS_PER_MINUTE = "RATCHET_REQUESTS_PER_MINUTE";
    static final String HEALTH_PORT = "RATCHET_HEALTH_PORT";
    static final String CURRENCY = "RATCHET_CURRENCY";
    static final String BUDGETS = "RATCHET_BUDGETS";
    static final String MODEL_RETENTION = "RATCHET_MODEL_RETENTION_DAYS";
    static final String RETRIEVAL = "RATCHET_RETRIEVAL";
    static final String INDEX = "RATCHET_INDEX_DIR";
    static final String ANSWERS = "RATCHET_MODEL_ANSWERS_DIR";
    static final String IN_MEMORY = "none";
    static final String WARM_UP = "RATCHET_WARM_UP";
    static final String WORKFLOWS_CACHED = "RATCHET_WORKFLOWS_CACHED";
    static final String ACTIVITIES_AT_ONCE = "RATCHET_ACTIVITIES_AT_ONCE";
    static final String TENANT = "RATCHET_TENANT";

    /** A setting that is missing or wrong; the message names it and says what would be right. */
    public static final class BadSetting extends Exception {
        private static final long serialVersionUID = 1;

        BadSetting(String name, String why) {
            super(name + ": " + why);
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
    static Telemetry telemetry(Map<String, String> environment, @Nullable Metrics metrics) throws BadSetting {
        if (metrics == null) {
            return telemetry(environment);
        }
        try {
            return Telemetry.start(environment, metrics.reader());
        } catch (IllegalArgumentException e) {
            throw new BadSetting("OTEL_*", String.valueOf(e.getMessage()));
        }
    }

    /**
     * What Prometheus is told; absent where nobody can ask.
     *
     * @throws BadSetting when a setting of metrics is wrong
     */
    static @Nullable Metrics metrics(WorkerConfig config, Map<String, String> environment) throws BadSetting {
        try {
            MetricsSettings settings = MetricsSettings.from(environment);
            return config.healthPort() == 0 ? null : Metrics.start(settings);
        } catch (IllegalArgumentException e) {
            throw new BadSetting("the settings of metrics", String.valueOf(e.getMessage()));
        }
    }

    /** @throws BadSetting for the first setting that is missing or wrong */
    public static WorkerConfig from(Map<String, String> environment) throws BadSetting {
        String user = text(environment, DB_USER).orElse(DatabaseConfig.APPLICATION_ROLE);
        DatabaseConfig.@Nullable Login owner = text(environment, DB_OWNER).isPresent()
                ? login(environment, DB_OWNER, environment.getOrDefault(DB_OWNER, ""), DB_OWNER_PASSWORD)
                : null;
        Sizing usual = Sizing.here();
        Sizing sizing = new Sizing(
                number(environment, WORKFLOWS_CACHED, usual.workflowsCached(), 10, 10_000),
                number(environment, ACTIVITIES_AT_ONCE, usual.activities(), 1, 1_000),
                usual.virtualThreads());
        int connections = number(environment, DB_CONNECTIONS, Sizing.CONNECTIONS, 1, 100);
        DatabaseConfig database;
        try {
            database = new DatabaseConfig(
                    required(environment, DB_URL, "where PostgreSQL is, such as jdbc:postgresql://db:5432/ratchet"),
                    owner,
                    login(environment, DB_USER, user, DB_PASSWORD),
                    connections);
        } catch (IllegalArgumentException e) {
            throw new BadSetting(DB_URL, String.valueOf(e.getMessage()));
        }
        return new WorkerConfig(
                tenant(environment),
                database,
                text(environment, CONTENT_DIR).map(Path::of),
                folder(environment, RULES),
                file(environment, APPROVAL_KEY),
                file(environment, APPROVAL_PUBLIC_KEYS),
                attestationKey(environment),
                file(environment, TOKENS),
                text(environment, WEB_HOST).orElse("127.0.0.1"),
                number(environment, WEB_PORT, 7280, 0, 65_535),
                AdmissionLimits.of(
                        number(environment, REQUESTS_AT_ONCE, AdmissionLimits.REQUESTS_AT_ONCE, 1, 10_000),
                        number(environment, UPLOADS_AT_ONCE, AdmissionLimits.UPLOADS_AT_ONCE, 1, 10_000),
                        number(environment, REQUESTS_PER_MINUTE, AdmissionLimits.REQUESTS_PER_MINUTE, 1, 10_000_000)),
                number(environment, HEALTH_PORT, 0, 0, 65_535),
                models(environment),
                currency(environment),
                file(environment, BUDGETS),
                number(environment, MODEL_RETENTION, 90, 1, 3_650),
                embeddings(environment),
                file(environment, RETRIEVAL),
                text(environment, INDEX).map(Path::of),
                text(environment, ANSWERS)
                        .filter(folder -> !folder.equals(IN_MEMORY))
                        .map(Path::of),
                number(environment, WARM_UP, WarmUp.ENOUGH, 0, 20_000),
                sizing,
                build(environment));
    }

    private static TenantId tenant(Map<String, String> environment) throws BadSetting {
        try {
            return text(environment, TENANT).map(TenantId::new).orElse(TenantId.DEFAULT);
        } catch (IllegalArgumentException e) {
            throw new BadSetting(TENANT, String.valueOf(e.getMessage()));
        }
    }

    /** @throws BadSetting with every line of what is missing or wrong */
    static Models models(Map<String, String> environment) throws BadSetting {
        try {
            return ModelSettings.from(environment);
        } catch (IllegalArgumentException e) {
            throw new BadSetting("the model's settings", String.valueOf(e.getMessage()));
        }
    }

    private static EmbeddingSettings embeddings(Map<String, String> environment) throws BadSetting {
        try {
            return EmbeddingSettings.from(environment);
        } catch (IllegalArgumentException e) {
            throw new BadSetting("the embedding's settings", String.valueOf(e.getMessage()));
        }
    }

    private static Currency currency(Map<String, String> environment) throws BadSetting {
        String code = text(environment, CURRENCY).orElse("EUR");
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException e) {
            throw new BadSetting(CURRENCY, "'" + code + "' should be a currency's code by ISO 4217, such as EUR");
        }
    }

    private static DatabaseConfig.Login login(
            Map<String, String> environment, String name, String user, String passwordName) throws BadSetting {
        try {
            return new DatabaseConfig.Login(user, environment.getOrDefault(passwordName, ""));
        } catch (IllegalArgumentException e) {
            throw new BadSetting(name, String.valueOf(e.getMessage()));
        }
    }

    private static Path attestationKey(Map<String, String> environment) throws BadSetting {
        return file(environment, ATTESTATION_KEY)
                .orElseThrow(() -> new BadSetting(
                        ATTESTATION_KEY,
                        "is not set; it names the file of the secret key that all workers and gateways share."
                                + " 'ratchet-worker keys' makes one"));
    }

    private static Optional<Path> file(Map<String, String> environment, String name) throws BadSetting {
        Optional<Path> file = text(environment, name).map(Path::of);
        if (file.isPresent() && !Files.isReadable(file.get())) {
            throw new BadSetting(name, "there is no readable file " + file.get());
        }
        return file;
    }

    private static Optional<Path> folder(Map<String, String> environment, String name) throws BadSetting {
        Optional<Path> folder = text(environment, name).map(Path::of);
        if (folder.isPresent() && !Files.isDirectory(folder.get())) {
            throw new BadSetting(
                    name, folder.get() + " is not a folder; it should hold a file AGENT.yaml for each agent");
        }
        return folder;
    }

    private static int number(Map<String, String> environment, String name, int otherwise, int least, int most)
            throws BadSetting {
        String text = environment.getOrDefault(name, "").strip();
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, with the range
        }
        throw new BadSetting(name, "'" + text + "' should be a whole number from " + least + " to " + most);
    }

    private static String required(Map<String, String> environment, String name, String what) throws BadSetting {
        Optional<String> text = text(environment, name);
        if (text.isEmpty()) {
            throw new BadSetting(name, "is not set; it says " + what);
        }
        return text.get();
    }

    private static Optional<String> text(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    static String build(Map<String, String> environment) {
        String packaged = WorkerConfig.class.getPackage().getImplementationVersion();
        return text(environment, "TEMPORAL_WORKER_BUILD_ID").orElse(packaged == null ? "unpackaged" : packaged);
    }
}
