package dev.ratchet.worker;

import dev.ratchet.activities.approval.ApprovalActivitiesImpl;
import dev.ratchet.activities.approval.ApprovalKeys;
import dev.ratchet.activities.approval.Approvals;
import dev.ratchet.activities.approval.PostgresApprovals;
import dev.ratchet.activities.approval.VerificationKeys;
import dev.ratchet.activities.audit.AuditActivitiesImpl;
import dev.ratchet.activities.audit.PostgresRunRecords;
import dev.ratchet.activities.audit.RunRecords;
import dev.ratchet.activities.content.ContentStore;
import dev.ratchet.activities.content.DirectoryContentStore;
import dev.ratchet.activities.content.PostgresContentStore;
import dev.ratchet.activities.database.Database;
import dev.ratchet.activities.documents.DocumentActivitiesImpl;
import dev.ratchet.activities.documents.DocumentReader;
import dev.ratchet.activities.documents.Invoice;
import dev.ratchet.activities.documents.OfficialRules;
import dev.ratchet.activities.documents.WarmUp;
import dev.ratchet.activities.group.GroupActivitiesImpl;
import dev.ratchet.activities.group.GroupReading;
import dev.ratchet.activities.group.Readers;
import dev.ratchet.activities.ledger.Ledger;
import dev.ratchet.activities.ledger.LedgerActivitiesImpl;
import dev.ratchet.activities.ledger.PostgresLedger;
import dev.ratchet.activities.masterdata.MasterData;
import dev.ratchet.activities.masterdata.PostgresMasterData;
import dev.ratchet.activities.model.ActionSchemas;
import dev.ratchet.activities.model.ChatClient;
import dev.ratchet.activities.model.ModelActivitiesImpl;
import dev.ratchet.activities.model.ModelConfig;
import dev.ratchet.activities.model.Price;
import dev.ratchet.activities.policy.PolicyActivitiesImpl;
import dev.ratchet.activities.policy.RulebookFile;
import dev.ratchet.worker.web.GatewayPorts;
import dev.ratchet.workflows.agent.Rules.InvalidRules;
import dev.ratchet.workflows.contract.Rulebook;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/** Everything the activities and the gateway stand on, opened once per process. */
public final class Capabilities implements AutoCloseable {
    /**
     * Rehearsals for each document read: a run's own code is warm later. Measured: 0.45 ms for the 2,000th, 0.11 for the
     * 10,000th, 0.07 for the 30,000th; those from 2,000 to 10,000 take a second together.
     */
    private static final int RUNS_FOR_A_READING = 5;

    private final WorkerConfig config;
    private final Database database;
    private final ContentStore contents;
    private final Ledger ledger;
    private final MasterData masterData;
    private final Approvals approvals;
    private final RunRecords runs;
    private final OfficialRules officialRules;
    private final DocumentReader reader;
    private final Rulebook rulebook;
    private final Readers readers = new Readers();
    private final ScheduledExecutorService heartbeats = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "heartbeats");
        thread.setDaemon(true);
        return thread;
    });

    private Capabilities(
            WorkerConfig config, Database database, Rulebook rulebook, Keys keys, OfficialRules officialRules) {
        this.officialRules = officialRules;
        this.reader = new DocumentReader(officialRules);
        this.config = config;
        this.database = database;
        this.rulebook = rulebook;
        this.contents = config.contentFolder()
                .<ContentStore>map(DirectoryContentStore::new)
                .orElseGet(() -> new PostgresContentStore(database));
        this.ledger = new PostgresLedger(database, keys.believed());
        this.masterData = new PostgresMasterData(database);
        this.approvals = new PostgresApprovals(database, keys.signing());
        this.runs = new PostgresRunRecords(database);
    }

    private record Keys(ApprovalKeys signing, VerificationKeys believed) {}

    /**
     * @throws WorkerConfig.BadSetting when a file that is named cannot be used
     */
    public static Capabilities open(WorkerConfig config) throws WorkerConfig.BadSetting {
        return open(config, new OfficialRules());
    }

    /**
     * @param officialRules which somebody may be compiling already
     * @throws WorkerConfig.BadSetting when a file that is named cannot be used
     */
    public static Capabilities open(WorkerConfig config, OfficialRules officialRules) throws WorkerConfig.BadSetting {
        Rulebook rulebook = rulebook(config);
        Keys keys = keys(config);
        return new Capabilities(config, Database.open(config.database()), rulebook, keys, officialRules);
    }

    private static Rulebook rulebook(WorkerConfig config) throws WorkerConfig.BadSetting {
        if (config.rules().isEmpty()) {
            return RulebookFile.shipped(Agents.rules());
        }
        String name = config.rules().get().toString();
        try {
            String yaml = Files.readString(config.rules().get(), StandardCharsets.UTF_8);
            return RulebookFile.read(name, yaml, Agents.rules());
        } catch (IOException e) {
            throw new WorkerConfig.BadSetting(WorkerConfig.RULES, name + " cannot be read as UTF-8 text");
        } catch (InvalidRules e) {
            throw new WorkerConfig.BadSetting(WorkerConfig.RULES, String.valueOf(e.getMessage()));
        }
    }

    /** A process without a signing key can verify, but what it signs nobody believes. */
    private static Keys keys(WorkerConfig config) throws WorkerConfig.BadSetting {
        try {
            ApprovalKeys signing = config.approvalKey().isPresent()
                    ? ApprovalKeys.load(Files.readString(config.approvalKey().get(), StandardCharsets.UTF_8))
                    : ApprovalKeys.generate();
            if (config.approvalPublicKeys().isPresent()) {
                return new Keys(
                        signing,
                        ApprovalKeys.loadPublic(
                                Files.readString(config.approvalPublicKeys().get(), StandardCharsets.UTF_8)));
            }
            if (config.approvalKey().isEmpty()) {
                throw new WorkerConfig.BadSetting(
                        WorkerConfig.APPROVAL_PUBLIC_KEYS,
                        "is not set; it names the file of the public keys whose approvals the ledger believes");
            }
            return new Keys(signing, signing.verification());
        } catch (IOException | ApprovalKeys.BadKey e) {
            throw new WorkerConfig.BadSetting(WorkerConfig.APPROVAL_KEY, String.valueOf(e.getMessage()));
        }
    }

    WorkerConfig config() {
        return config;
    }

    /** Compiles what the first document would wait for; seconds, so call it before tasks are taken. */
    public void warm() {
        officialRules.compile();
    }

    /**
     * Then reads as many documents as are configured and rehearses runs, until they cost what they will cost for ever.
     */
    public void warmFully() {
        warmFully(Runtime.getRuntime().availableProcessors());
    }

    private void warmFully(int threads) {
        warm();
        WarmUp.read(officialRules, config.warmUp(), threads);
        Agents.rehearse(rulebook, RUNS_FOR_A_READING * config.warmUp());
    }

    /** As {@link #warm}, for UBL invoices alone; the first document of another syntax may wait seconds. */
    public void warmMostFrequent() {
        officialRules.compileMostFrequent();
    }

    /**
     * All of it beside the work, for a process that should be ready at once and whose first documents may cost ten times
     * what they will cost: on one thread, a daemon, gone with the process.
     */
    public void warmInBackground() {
        Thread warming = new Thread(() -> warmFully(1), "warms up in the background");
        warming.setDaemon(true);
        warming.start();
    }

    /** One implementation of every activity interface. */
    Object[] activities() {
        return new Object[] {
            new DocumentActivitiesImpl(contents, reader),
            new ModelActivitiesImpl(
                    ChatClient.of(config.model()),
                    new ActionSchemas(Agents.vocabularies()),
                    contents,
                    config.model().map(ModelConfig::price).orElse(Price.NONE),
                    heartbeats),
            new PolicyActivitiesImpl(() -> rulebook, masterData, config.build()),
            new ApprovalActivitiesImpl(approvals),
            new LedgerActivitiesImpl(ledger),
            new AuditActivitiesImpl(runs),
            new GroupActivitiesImpl(
                    new GroupReading(contents, reader, readers),
                    () -> rulebook,
                    masterData,
                    config.build(),
                    ledger,
                    runs)
        };
    }

    /** The books, for those who show them. */
    public Ledger ledger() {
        return ledger;
    }

    /** @param notReady why the process cannot work now; empty when it can */
    public GatewayPorts gatewayPorts(Supplier<Optional<String>> notReady) {
        return new GatewayPorts(contents, ledger, masterData, approvals, runs, this::seen, notReady);
    }

    private Optional<MasterData.Seen> seen(byte[] document) {
        if (!(reader.read(document) instanceof DocumentReader.Structured structured)) {
            return Optional.empty();
        }
        Invoice invoice = structured.invoice();
        return Optional.of(new MasterData.Seen(
                invoice.facts().supplierName(),
                invoice.facts().supplierTaxIds(),
                invoice.accounts(),
                invoice.facts().orderNumber(),
                invoice.facts().currency(),
                invoice.facts().gross()));
    }

    @Override
    public void close() {
        heartbeats.shutdownNow();
        readers.close();
        database.close();
    }
}
