package dev.ratchet.worker.configuration;

import dev.ratchet.activities.database.DatabaseConfig;
import dev.ratchet.activities.documents.rules.WarmUp;
import dev.ratchet.activities.model.tier.ModelSettings;
import dev.ratchet.activities.retrieval.embedding.EmbeddingSettings;
import dev.ratchet.worker.encryption.EncryptionSettings;
import dev.ratchet.worker.metrics.MetricsSettings;
import dev.ratchet.worker.poison.PoisonSettings;
import dev.ratchet.worker.sizing.Sizing;
import dev.ratchet.worker.web.admission.AdmissionLimits;
import dev.ratchet.worker.web.codec.CodecAccess;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Every setting there is. Whoever adds one adds its line here; the table in {@code deploy/README.md} is made of these. */
public final class Settings {
    public static final String CONTENT_DIR = "RATCHET_CONTENT_DIR";
    public static final String RULES = "RATCHET_RULES";
    public static final String TENANT = "RATCHET_TENANT";

    private static final String ALL = "run, web, dev";
    private static final String CLUSTER = "run, web";
    private static final String NONE = "none";

    /** In the order in which they are shown. */
    public static final List<Setting> TABLE = List.of(
            plain(TENANT, "tenant", "a tenant's name", "default", ALL, "Whose books these are."),
            plain(
                    DatabaseSettings.URL,
                    "database.url",
                    "jdbc:postgresql://HOST:PORT/NAME",
                    "required",
                    CLUSTER,
                    "Where PostgreSQL is, without user and password."),
            plain(
                    DatabaseSettings.USER,
                    "database.user",
                    "a role's name",
                    DatabaseConfig.APPLICATION_ROLE,
                    CLUSTER,
                    "The role that may not rewrite the books."),
            secret(DatabaseSettings.PASSWORD, "database.password", "text", CLUSTER, "Its password."),
            plain(
                    DatabaseSettings.OWNER,
                    "database.owner",
                    "a role's name",
                    NONE,
                    CLUSTER,
                    "The owner of the schema, only where this process should migrate; another role than the user's."),
            secret(DatabaseSettings.OWNER_PASSWORD, "database.owner-password", "text", CLUSTER, "Its password."),
            plain(
                    DatabaseSettings.CONNECTIONS,
                    "database.connections",
                    "1 to 100",
                    String.valueOf(Sizing.CONNECTIONS),
                    CLUSTER,
                    "Size of the pool."),
            plain(
                    CONTENT_DIR,
                    "content.folder",
                    "a folder",
                    "the database keeps them",
                    CLUSTER,
                    "Keeps documents; the same for all processes."),
            plain(
                    RULES,
                    "rules.folder",
                    "a folder",
                    "the shipped ones",
                    "run",
                    "Rule books of one's own, AGENT.yaml each."),
            plain(
                    KeyFiles.ATTESTATION,
                    "keys.attestation",
                    "a file",
                    "required",
                    CLUSTER,
                    "Secret keys that workers and gateways share, the newest first."),
            plain(
                    KeyFiles.APPROVAL,
                    "keys.approval",
                    "a file",
                    "none; web needs it",
                    "web",
                    "The key pair that signs what people decide."),
            plain(
                    KeyFiles.BELIEVED,
                    "keys.believed",
                    "a file",
                    "that of keys.approval",
                    CLUSTER,
                    "Public keys whose signatures the ledger believes."),
            plain(
                    MetricsSettings.APPROVAL_SLA,
                    "metrics.approval-sla-hours",
                    "0 to 1440",
                    "24",
                    CLUSTER,
                    "How long a run may wait for a person before somebody is called."),
            plain(
                    MetricsSettings.VERIFY_WITHIN,
                    "metrics.verify-within-hours",
                    "0 to 1440",
                    "36",
                    CLUSTER,
                    "How long the books may go unverified."),
            plain(
                    MetricsSettings.STALLS,
                    "metrics.run-stalls-seconds",
                    "1 to 86400",
                    "300",
                    CLUSTER,
                    "How long a run that waits for nobody may take before it counts as stalled."),
            plain(
                    MetricsSettings.EVERY,
                    "metrics.every-seconds",
                    "1 to 300",
                    "15",
                    CLUSTER,
                    "Time between two looks at the database and at Temporal."),
            plain(
                    EncryptionSettings.KEYS,
                    "encryption.keys",
                    "a file",
                    "none; payloads are not encrypted",
                    CLUSTER,
                    "The table of keys that payloads are encrypted with."),
            plain(
                    EncryptionSettings.MASTER_KEY,
                    "encryption.master-key",
                    "a file",
                    "none; needed with the keys",
                    CLUSTER,
                    "The key that the table's keys are wrapped with."),
            plain(
                    CodecAccess.ORIGIN,
                    "web.ui-origin",
                    "https://HOST",
                    "none",
                    "web",
                    "Origin of Temporal's Web UI, whose pages may have payloads decrypted."),
            plain(KeyFiles.TOKENS, "web.tokens", "a file", "none; web needs it", "web", "Tokens of people."),
            plain(WebSettings.HOST, "web.host", "an address", WebSettings.LOOPBACK, "web", "The address to bind."),
            plain(
                    WebSettings.PORT,
                    "web.port",
                    "0 to 65535",
                    String.valueOf(WebSettings.USUAL_PORT),
                    "web",
                    "The port to bind; 0 for any free one."),
            plain(
                    WebSettings.REQUESTS_AT_ONCE,
                    "web.requests-at-once",
                    "1 to 10000",
                    String.valueOf(AdmissionLimits.REQUESTS_AT_ONCE),
                    "web",
                    "Requests of one person at once."),
            plain(
                    WebSettings.UPLOADS_AT_ONCE,
                    "web.uploads-at-once",
                    "1 to 10000",
                    String.valueOf(AdmissionLimits.UPLOADS_AT_ONCE),
                    "web",
                    "Requests with a body of one person at once."),
            plain(
                    WebSettings.REQUESTS_PER_MINUTE,
                    "web.requests-per-minute",
                    "1 to 10000000",
                    String.valueOf(AdmissionLimits.REQUESTS_PER_MINUTE),
                    "web",
                    "Requests of one person in a minute."),
            plain(
                    ModelSettings.MODELS,
                    "models.file",
                    "a file",
                    NONE,
                    ALL,
                    "Models and tiers; keys come from the variables that it names."),
            plain(
                    ModelSettings.URL,
                    "model.url",
                    "http or https",
                    NONE,
                    ALL,
                    "Without models.file: one OpenAI-compatible endpoint, which is then every tier."),
            secret(ModelSettings.KEY, "model.key", "text, or none", ALL, "Its key."),
            plain(ModelSettings.NAME, "model.name", "text", NONE, ALL, "The model's name as the provider spells it."),
            plain(ModelSettings.TIMEOUT, "model.timeout", "1 to 170", "120", ALL, "Seconds for one call."),
            plain(
                    ModelSettings.PRICE_IN,
                    "model.price-in",
                    "an amount",
                    NONE,
                    ALL,
                    "Price of a million tokens in; both prices or neither."),
            plain(ModelSettings.PRICE_OUT, "model.price-out", "an amount", NONE, ALL, "Price of a million tokens out."),
            plain(
                    ModelUse.CURRENCY,
                    "models.currency",
                    "a code by ISO 4217",
                    ModelUse.USUAL_CURRENCY,
                    ALL,
                    "In which prices and budgets are; the same for all processes."),
            plain(
                    ModelUse.BUDGETS,
                    "models.budgets",
                    "a file",
                    "nothing is limited",
                    ALL,
                    "What models may cost; read again when it changes."),
            plain(
                    ModelUse.ANSWERS,
                    "models.answers",
                    "a folder, or none",
                    "ratchet/answers in the user's state folder",
                    "run, dev",
                    "Where an answer lies until it is on record."),
            plain(
                    ModelUse.RETENTION,
                    "models.retention-days",
                    "1 to 3650",
                    String.valueOf(ModelUse.USUAL_DAYS),
                    "run, dev",
                    "How long prompts and completions are kept."),
            plain(
                    EmbeddingSettings.EMBEDDINGS,
                    "retrieval.embeddings",
                    "local or none",
                    "local where it is built in",
                    "run, dev",
                    "Which embedding passages are compared by."),
            plain(
                    EmbeddingSettings.URL,
                    "embedding.url",
                    "http or https",
                    NONE,
                    "run, dev",
                    "An OpenAI-compatible server of embeddings; then all of embedding.* are needed."),
            secret(EmbeddingSettings.KEY, "embedding.key", "text, or none", "run, dev", "Its key."),
            plain(
                    EmbeddingSettings.MODEL,
                    "embedding.model",
                    "text",
                    NONE,
                    "run, dev",
                    "The model's name as the provider spells it."),
            plain(
                    EmbeddingSettings.NAME,
                    "embedding.name",
                    "NAME@VERSION",
                    NONE,
                    "run, dev",
                    "What ways of retrieval call it."),
            plain(
                    EmbeddingSettings.DIMENSIONS,
                    "embedding.dimensions",
                    "1 or more",
                    NONE,
                    "run, dev",
                    "Length of its vectors."),
            plain(
                    EmbeddingSettings.TOKENS,
                    "embedding.tokens",
                    "8 to 1000000",
                    NONE,
                    "run, dev",
                    "Longest text that it reads to the end."),
            plain(
                    EmbeddingSettings.PRICE,
                    "embedding.price",
                    "an amount",
                    NONE,
                    "run, dev",
                    "Price of a million tokens."),
            plain(
                    RetrievalSettings.WAYS,
                    "retrieval.ways",
                    "a file",
                    "the shipped one",
                    "run, dev",
                    "Ways of retrieval."),
            plain(
                    RetrievalSettings.INDEX,
                    "retrieval.index",
                    "a folder",
                    "a temporary one",
                    "run, dev",
                    "Indexes of this process alone."),
            plain(
                    LifecycleSettings.HEALTH_PORT,
                    "lifecycle.health-port",
                    "0 to 65535",
                    "0, nowhere",
                    CLUSTER,
                    "Where it answers /live, /ready and /metrics."),
            plain(
                    LifecycleSettings.WARM_UP,
                    "lifecycle.warm-up",
                    "0 to 20000",
                    String.valueOf(WarmUp.ENOUGH),
                    "run, dev",
                    "Documents that are read before tasks are taken."),
            plain(
                    LifecycleSettings.GRACE,
                    "lifecycle.grace-seconds",
                    "0 to 3600",
                    String.valueOf(LifecycleSettings.USUAL_GRACE),
                    "run, dev",
                    "How long what runs may take to end after SIGTERM."),
            plain(
                    PoisonSettings.QUEUE,
                    "poison.queue",
                    "usual or poison",
                    "usual",
                    "run",
                    "Which runs it takes: the usual ones, or those that took their workers with them."),
            plain(
                    PoisonSettings.ATTEMPTS,
                    "poison.attempts",
                    "0 to 100",
                    String.valueOf(PoisonSettings.USUAL_ATTEMPTS),
                    "web, dev",
                    "How many workers a run may take with it before it is moved; 0: a person moves it."),
            plain(
                    Sizing.WORKFLOWS_CACHED,
                    "sizing.workflows-cached",
                    "10 to 10000",
                    "600; 2000 on Java 21 and later",
                    "run, dev",
                    "Runs kept in memory between their tasks."),
            plain(
                    Sizing.ACTIVITIES_AT_ONCE,
                    "sizing.activities-at-once",
                    "1 to 1000",
                    "100",
                    "run, dev",
                    "Activities at once in one process."));

    private Settings() {}

    private static Setting plain(String variable, String key, String takes, String usual, String of, String says) {
        return new Setting(variable, key, takes, usual, false, of, says);
    }

    private static Setting secret(String variable, String key, String takes, String of, String says) {
        return new Setting(variable, key, takes, NONE, true, of, says);
    }

    static Optional<Setting> ofKey(String key) {
        return TABLE.stream().filter(setting -> setting.key().equals(key)).findFirst();
    }

    static Optional<Setting> ofVariable(String variable) {
        return TABLE.stream()
                .filter(setting -> setting.variable().equals(variable))
                .findFirst();
    }

    /** The table of the notes, in Markdown. */
    public static String markdown() {
        return TABLE.stream()
                .map(setting -> "| `%s` | `%s` | %s | %s | %s | %s%s |"
                        .formatted(
                                setting.variable(),
                                setting.key(),
                                setting.takes(),
                                setting.usual(),
                                setting.of(),
                                setting.says(),
                                setting.secret() ? " Secret." : ""))
                .collect(Collectors.joining(
                        "\n",
                        "| variable | key in the file | takes | default | read by | says |\n|---|---|---|---|---|---|\n",
                        "\n"));
    }
}
