package dev.ratchet.worker;

import dev.ratchet.activities.approval.ApprovalActivitiesImpl;
import dev.ratchet.activities.approval.ApprovalKeys;
import dev.ratchet.activities.approval.Approvals;
import dev.ratchet.activities.approval.AuthorizationCheck;
import dev.ratchet.activities.approval.MasterDataSignatures;
import dev.ratchet.activities.approval.PostgresApprovals;
import dev.ratchet.activities.approval.VerificationKeys;
import dev.ratchet.activities.attestation.AccountFingerprints;
import dev.ratchet.activities.attestation.AttestationKeys;
import dev.ratchet.activities.attestation.DocumentAttestation;
import dev.ratchet.activities.attestation.PermissionAttestation;
import dev.ratchet.activities.audit.AuditActivitiesImpl;
import dev.ratchet.activities.audit.BundledRunRecords;
import dev.ratchet.activities.audit.ObservedRunRecords;
import dev.ratchet.activities.audit.PostgresRunRecords;
import dev.ratchet.activities.audit.RunRecords;
import dev.ratchet.activities.batch.BatchActivitiesImpl;
import dev.ratchet.activities.batch.BatchReading;
import dev.ratchet.activities.batch.InvoiceBatchActivitiesImpl;
import dev.ratchet.activities.batch.Readers;
import dev.ratchet.activities.budget.InvalidLimits;
import dev.ratchet.activities.budget.Limits;
import dev.ratchet.activities.budget.LimitsFile;
import dev.ratchet.activities.budget.PostgresBudgets;
import dev.ratchet.activities.calls.DirectoryReceivedAnswers;
import dev.ratchet.activities.calls.ObservedModelCalls;
import dev.ratchet.activities.calls.PostgresCosts;
import dev.ratchet.activities.calls.PostgresModelCalls;
import dev.ratchet.activities.calls.ReceivedAnswers;
import dev.ratchet.activities.calls.RecordedCalls;
import dev.ratchet.activities.content.ContentStore;
import dev.ratchet.activities.content.DirectoryContentStore;
import dev.ratchet.activities.content.DirectoryExpiringContent;
import dev.ratchet.activities.content.ExpiringContent;
import dev.ratchet.activities.content.PostgresContentStore;
import dev.ratchet.activities.content.PostgresExpiringContent;
import dev.ratchet.activities.database.Database;
import dev.ratchet.activities.documents.DocumentActivitiesImpl;
import dev.ratchet.activities.documents.DocumentReader;
import dev.ratchet.activities.documents.SaidFields;
import dev.ratchet.activities.documents.StoredInvoices;
import dev.ratchet.activities.documents.invoice.Invoice;
import dev.ratchet.activities.documents.rules.OfficialRules;
import dev.ratchet.activities.documents.rules.WarmUp;
import dev.ratchet.activities.effect.EffectActivitiesImpl;
import dev.ratchet.activities.effect.Effects;
import dev.ratchet.activities.effect.ObservedEffects;
import dev.ratchet.activities.effect.PostgresEffects;
import dev.ratchet.activities.grounding.Excerpts;
import dev.ratchet.activities.grounding.PostgresVerifiedAnswers;
import dev.ratchet.activities.grounding.RecordedAnswers;
import dev.ratchet.activities.ledger.Ledger;
import dev.ratchet.activities.ledger.ObservedLedger;
import dev.ratchet.activities.ledger.PostgresLedger;
import dev.ratchet.activities.library.PassagesOnRecord;
import dev.ratchet.activities.library.PostgresLibrary;
import dev.ratchet.activities.library.Pulse;
import dev.ratchet.activities.masterdata.BooksActivitiesImpl;
import dev.ratchet.activities.masterdata.MasterData;
import dev.ratchet.activities.masterdata.PostgresMasterData;
import dev.ratchet.activities.model.ModelActivitiesImpl;
import dev.ratchet.activities.model.ModelCheck;
import dev.ratchet.activities.model.OwnQuestions;
import dev.ratchet.activities.model.question.ActionSchemas;
import dev.ratchet.activities.model.question.Prompts;
import dev.ratchet.activities.model.tier.Tiers;
import dev.ratchet.activities.operation.ExpirySweep;
import dev.ratchet.activities.operation.PostgresOperationLog;
import dev.ratchet.activities.policy.AgentRules;
import dev.ratchet.activities.policy.PinnedRules;
import dev.ratchet.activities.policy.PolicyActivitiesImpl;
import dev.ratchet.activities.policy.PostgresRuleBooks;
import dev.ratchet.activities.reconciliation.PostgresRecordedStandings;
import dev.ratchet.activities.retrieval.PassageIndex;
import dev.ratchet.activities.retrieval.Retriever;
import dev.ratchet.activities.retrieval.configuration.Configurations;
import dev.ratchet.activities.retrieval.embedding.BudgetedSpending;
import dev.ratchet.activities.standing.PostgresStandings;
import dev.ratchet.activities.telemetry.BooksTelemetry;
import dev.ratchet.activities.telemetry.CallTelemetry;
import dev.ratchet.activities.telemetry.RunTelemetry;
import dev.ratchet.activities.verification.BooksVerifier;
import dev.ratchet.activities.verification.PostgresBooksVerifier;
import dev.ratchet.activities.verification.RememberedVerifier;
import dev.ratchet.worker.configuration.KeyFiles;
import dev.ratchet.worker.configuration.ModelUse;
import dev.ratchet.worker.health.Readiness;
import dev.ratchet.worker.metrics.Metrics;
import dev.ratchet.worker.operations.OperationActivitiesImpl;
import dev.ratchet.worker.operations.Schedules;
import dev.ratchet.worker.poison.PoisonQueue;
import dev.ratchet.worker.reconciliation.Reconciler;
import dev.ratchet.worker.restart.Restarts;
import dev.ratchet.worker.telemetry.Telemetry;
import dev.ratchet.worker.web.GatewayPorts;
import dev.ratchet.worker.web.LibraryPorts;
import dev.ratchet.worker.web.LiveRuns;
import dev.ratchet.worker.web.operations.Operations;
import dev.ratchet.workflows.agent.rules.CompiledRules;
import dev.ratchet.workflows.contract.ModelActivities;
import dev.ratchet.workflows.contract.effect.PersonStatement;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import dev.ratchet.workflows.contract.operations.Operation;
import dev.ratchet.workflows.contract.policy.Bundle;
import dev.ratchet.workflows.contract.policy.Rulebook;
import dev.ratchet.workflows.gateway.operations.ReconcileReport;
import dev.ratchet.workflows.invoice.InvoiceRules;
import dev.ratchet.workflows.invoice.InvoiceWorkflow;
import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Everything the activities and the gateway stand on, opened once per process. */
public final class Capabilities implements AutoCloseable {
    private final WorkerConfig config;
    private final Agents agents;
    private final Database database;
    private final ContentStore contents;
    private final Ledger ledger;
    private final BooksVerifier verifier;
    private final MasterData masterData;
    private final Approvals approvals;
    private final RunRecords runs;
    private final OfficialRules officialRules;
    private final DocumentReader reader;
    private final PinnedRules rules;
    private final Effects effects;
    private final VerificationKeys people;
    private final AttestationKeys attestation;
    private final Tiers models;
    private final Readers readers = new Readers();
    private final ExpiringContent modelTexts;
    private final Telemetry telemetry;
    private final RecordedCalls calls;
    private final Configurations retrieval;
    private final Supplier<Passages> passages;
    private final List<AutoCloseable> parts = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService heartbeats = timer("heartbeats");
    private final ScheduledExecutorService leases = timer("leases");

    private static ScheduledExecutorService timer(String name) {
        return Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    private Capabilities(
            WorkerConfig config,
            Agents agents,
            Database database,
            List<AgentRules> rules,
            Keys keys,
            Supplier<Limits> limits,
            ReceivedAnswers received,
            Configurations retrieval,
            Telemetry telemetry,
            OfficialRules officialRules) {
        this.telemetry = telemetry;
        this.officialRules = officialRules;
        this.reader = new DocumentReader(officialRules);
        this.config = config;
        this.agents = agents;
        this.database = database;
        this.rules = new PinnedRules(new PostgresRuleBooks(database, rules), this::bundle);
        this.contents = config.contentFolder()
                .<ContentStore>map(DirectoryContentStore::new)
                .orElseGet(() -> new PostgresContentStore(database));
        this.modelTexts = config.contentFolder()
                .<ExpiringContent>map(
                        folder -> new DirectoryExpiringContent(folder.resolve(".model"), Clock.systemUTC()))
                .orElseGet(() -> new PostgresExpiringContent(database));
        BooksTelemetry books = new BooksTelemetry(telemetry.api());
        this.calls = new RecordedCalls(
                new ObservedModelCalls(new PostgresModelCalls(database, limits), new CallTelemetry(telemetry.api())),
                modelTexts,
                received,
                leases);
        this.retrieval = retrieval;
        this.passages = once(() -> closedWithThis(Passages.open(config, database, contents, retrieval, limits)));
        this.ledger = new ObservedLedger(new PostgresLedger(database), books);
        this.attestation = keys.attestation();
        this.people = keys.believed();
        this.models = new Tiers(config.models());
        PermissionAttestation permissions = new PermissionAttestation(attestation);
        AuthorizationCheck.Keys believed = new AuthorizationCheck.Keys(keys.believed(), permissions);
        this.effects = new ObservedEffects(new PostgresEffects(database, believed, agents.effects()), books);
        this.verifier =
                new RememberedVerifier(new PostgresBooksVerifier(database, believed, contents), database, books);
        this.masterData = new PostgresMasterData(
                database,
                new AccountFingerprints(attestation),
                new MasterDataSignatures(keys.signing(), keys.believed()));
        this.approvals = new PostgresApprovals(database, keys.signing(), believed, effects);
        RunRecords kept = new PostgresRunRecords(database);
        this.runs =
                new BundledRunRecords(new ObservedRunRecords(kept, new RunTelemetry(telemetry.api())), this::bundleNow);
    }

    /** A process that serves pages and takes no tasks never opens it. */
    private static <T> Supplier<T> once(Supplier<T> opening) {
        return new Supplier<>() {
            private @Nullable T opened;

            @Override
            public synchronized T get() {
                if (opened == null) {
                    opened = opening.get();
                }
                return opened;
            }
        };
    }

    private record Keys(ApprovalKeys signing, VerificationKeys believed, AttestationKeys attestation) {}

    /**
     * Of a process that nobody observes.
     *
     * @param agents that the process knows
     * @throws WorkerConfig.BadSetting when a file that is named cannot be used
     */
    public static Capabilities open(WorkerConfig config, Agents agents) throws WorkerConfig.BadSetting {
        return open(config, agents, Telemetry.OFF, new OfficialRules());
    }

    /**
     * @param telemetry of the process, closed with this
     * @param officialRules which somebody may be compiling already
     * @throws WorkerConfig.BadSetting when a file that is named cannot be used
     */
    public static Capabilities open(
            WorkerConfig config, Agents agents, Telemetry telemetry, OfficialRules officialRules)
            throws WorkerConfig.BadSetting {
        List<AgentRules> rules = RuleFiles.of(config, agents);
        Keys keys = keys(config);
        Supplier<Limits> limits = limits(config, agents);
        Configurations retrieval = Passages.configurations(config);
        return new Capabilities(
                config,
                agents,
                Database.open(config.database()),
                rules,
                keys,
                limits,
                received(config),
                retrieval,
                telemetry,
                officialRules);
    }

    private static Supplier<Limits> limits(WorkerConfig config, Agents agents) throws WorkerConfig.BadSetting {
        if (config.modelUse().budgets().isEmpty()) {
            return () -> Limits.NONE;
        }
        try {
            Set<String> spenders = new TreeSet<>(agents.registrations().keySet());
            spenders.add(ModelCheck.AGENT);
            spenders.add(BudgetedSpending.AGENT);
            return LimitsFile.open(config.modelUse().budgets().get(), spenders);
        } catch (InvalidLimits e) {
            throw new WorkerConfig.BadSetting(ModelUse.BUDGETS, String.valueOf(e.getMessage()));
        }
    }

    private static ReceivedAnswers received(WorkerConfig config) throws WorkerConfig.BadSetting {
        if (config.modelUse().answers().isEmpty()) {
            return ReceivedAnswers.NOWHERE;
        }
        try {
            return DirectoryReceivedAnswers.open(config.modelUse().answers().get(), Clock.systemUTC());
        } catch (IOException e) {
            throw new WorkerConfig.BadSetting(ModelUse.ANSWERS, String.valueOf(e.getMessage()));
        }
    }

    /** That of a run that no rule was asked about. */
    private Optional<Bundle> bundleNow(String agent) {
        return Optional.ofNullable(agents.registrations().get(agent))
                .map(known -> known.rules() == null
                        ? bundle(agent, Rulebook.NONE)
                        : rules.bundle(agent, rules.of(agent, null)));
    }

    private Bundle bundle(String agent, CompiledRules ruled) {
        return bundle(agent, ruled.book());
    }

    private Bundle bundle(String agent, Rulebook book) {
        List<String> prompts =
                Objects.requireNonNull(agents.registrations().get(agent)).prompts();
        Map<String, String> models =
                prompts.isEmpty() ? Map.of() : config.models().names();
        return Bundle.of(agent, config.build(), Prompts.versions(prompts), models, book)
                .retrieving(agents.retrieves(agent) ? retrieval.version() : null);
    }

    /** A process without a signing key can verify, but what it signs nobody believes. */
    private static Keys keys(WorkerConfig config) throws WorkerConfig.BadSetting {
        AttestationKeys attestation = attestationKeys(config);
        try {
            ApprovalKeys signing = config.keys().approval().isPresent()
                    ? ApprovalKeys.load(
                            Files.readString(config.keys().approval().get(), StandardCharsets.UTF_8))
                    : ApprovalKeys.generate();
            if (config.keys().believed().isPresent()) {
                return new Keys(
                        signing,
                        ApprovalKeys.loadPublic(
                                Files.readString(config.keys().believed().get(), StandardCharsets.UTF_8)),
                        attestation);
            }
            if (config.keys().approval().isEmpty()) {
                throw new WorkerConfig.BadSetting(
                        KeyFiles.BELIEVED,
                        "is not set; it names the file of the public keys whose approvals the ledger believes");
            }
            return new Keys(signing, signing.verification(), attestation);
        } catch (IOException | ApprovalKeys.BadKey e) {
            throw new WorkerConfig.BadSetting(KeyFiles.APPROVAL, String.valueOf(e.getMessage()));
        }
    }

    private static AttestationKeys attestationKeys(WorkerConfig config) throws WorkerConfig.BadSetting {
        try {
            return AttestationKeys.load(Files.readString(config.keys().attestation(), StandardCharsets.US_ASCII));
        } catch (IOException | IllegalArgumentException e) {
            throw new WorkerConfig.BadSetting(KeyFiles.ATTESTATION, String.valueOf(e.getMessage()));
        }
    }

    WorkerConfig config() {
        return config;
    }

    /** Those that this process knows. */
    public Agents agents() {
        return agents;
    }

    /** Compiles what the first document would wait for; seconds, so call it before tasks are taken. */
    public void warm() {
        officialRules.compile();
    }

    /** Then reads as many documents as are configured, until they cost what they will cost for ever. */
    public void warmFully() {
        warmFully(Runtime.getRuntime().availableProcessors());
    }

    private void warmFully(int threads) {
        warm();
        WarmUp.read(officialRules, config.lifecycle().warmUp(), threads);
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

    /** One implementation of each activity interface that any agent may use. */
    List<Object> activities() {
        return List.of(
                new OwnQuestions(agents.asking(), approvals::broughtIn, models()),
                new PolicyActivitiesImpl(rules),
                new ApprovalActivitiesImpl(approvals),
                new EffectActivitiesImpl(effects),
                new AuditActivitiesImpl(runs),
                new BatchActivitiesImpl(runs),
                passages.get().activities());
    }

    private ModelActivities models() {
        return new ModelActivitiesImpl(
                models,
                new ActionSchemas(agents.vocabularies()),
                contents,
                calls,
                new CallTelemetry(telemetry.api()),
                heartbeats);
    }

    /** Those of the invoice agent. */
    List<Object> invoiceActivities() {
        BooksActivitiesImpl books = new BooksActivitiesImpl(
                InvoiceWorkflow.AGENT,
                masterData,
                parties(),
                rules,
                InvoiceRules::rule,
                attestation,
                Clock.systemUTC());
        DocumentAttestation readings = new DocumentAttestation(attestation);
        return List.of(
                new DocumentActivitiesImpl(
                        contents, reader, readings, new SaidFields(InvoiceWorkflow.AGENT, this::isSigned)),
                books,
                new InvoiceBatchActivitiesImpl(new BatchReading(contents, reader, readers, readings), books, effects));
    }

    private MasterData.PartiesOf parties() {
        StoredInvoices invoices = new StoredInvoices(contents);
        return (tenant, digests) -> invoices.all(tenant, digests).stream()
                .map(invoice -> new MasterData.Parties(party(invoice.supplier()), party(invoice.buyer())))
                .toList();
    }

    private static MasterData.Party party(Invoice.Party party) {
        return new MasterData.Party(party.name(), party.comparableTaxIds());
    }

    private boolean isSigned(PersonStatement said) {
        return people.signed(said) && people.valid(said.key(), Instant.now());
    }

    /** For activities of an agent's own. */
    public Database database() {
        return database;
    }

    /** Where the library puts its passages. */
    PassageIndex passageIndex() {
        return passages.get().index();
    }

    /** For activities of an agent's own that search as all agents do. */
    Retriever retriever() {
        return passages.get().retriever();
    }

    /** Prompts and completions, which are kept as long as the tenant keeps them. */
    ExpiringContent modelTexts() {
        return modelTexts;
    }

    /** For activities of an agent's own: documents and inputs as they were brought in, under the digests in runs' ids. */
    public ContentStore contents() {
        return contents;
    }

    /** For activities of an agent's own: who brought what in. */
    public Approvals approvals() {
        return approvals;
    }

    /** For activities of an agent's own: how runs ended. */
    public RunRecords runs() {
        return runs;
    }

    /** For activities of an agent's own. */
    public PinnedRules rules() {
        return rules;
    }

    /** For activities of an agent's own, to attest what they find. */
    public AttestationKeys attestation() {
        return attestation;
    }

    /** For activities of an agent's own, to attest what they find that the rules permit. */
    public PermissionAttestation permissions() {
        return new PermissionAttestation(attestation);
    }

    /** Beats for activities of an agent's own that last; one thread for all. */
    public ScheduledExecutorService heartbeats() {
        return heartbeats;
    }

    /** For what an agent's own activities hold open: closed with this. */
    public <T extends AutoCloseable> T closedWithThis(T part) {
        parts.add(part);
        return part;
    }

    /** The books, for those who show them. */
    public Ledger ledger() {
        return ledger;
    }

    /** Holds the books against what they rest on. */
    public BooksVerifier verifier() {
        return verifier;
    }

    /** Has metrics tell how things stand with what was promised. */
    void observe(Metrics metrics, TemporalConnection temporal) {
        PostgresStandings standings = new PostgresStandings(database);
        SortedMap<String, String> types = new TreeMap<>();
        agents.registrations().forEach((name, agent) -> types.put(agent.entry().workflowType(), name));
        metrics.watch(telemetry.api(), () -> standings.of(config.tenant()), temporal.client(), types);
    }

    /** Has metrics tell how busy this worker is. */
    void observeSlots(Metrics metrics) {
        metrics.slots(telemetry.api(), config.sizing().limits(config.database().connections()));
    }

    /** Why a process that needs nothing but the database cannot work now; empty when it can. */
    public Supplier<Optional<String>> readiness() {
        return new Readiness(Map.of("the database", database::answers))::notReady;
    }

    /** Whose signatures count here. */
    VerificationKeys believed() {
        return people;
    }

    /** Compares the runs that this client reaches with record and books. */
    public Reconciler reconciler(WorkflowClient client) {
        return new Reconciler(
                client,
                config.tenant(),
                agents.registrations(),
                new PostgresRecordedStandings(database),
                verifier,
                agents.performing(),
                restarts(client),
                approvals);
    }

    /** Of the runs that this client reaches. */
    PoisonQueue poisonQueue(WorkflowClient client) {
        return new PoisonQueue(
                client,
                config.tenant(),
                agents.registrations(),
                restarts(client),
                approvals,
                new PostgresOperationLog(database),
                config.poison());
    }

    /** Those of this tenant. */
    Schedules schedules(WorkflowClient client) {
        return new Schedules(client, config.tenant(), new PostgresOperationLog(database));
    }

    /** Behind the schedules. */
    OperationActivitiesImpl operations(WorkflowClient client) {
        Reconciler reconciler = reconciler(client);
        ExpirySweep expired = new ExpirySweep(database);
        return new OperationActivitiesImpl(
                Map.of(
                        Operation.Kind.RECONCILE,
                        tenant -> told(reconciler.reconcile(Instant.now().minus(Reconciler.LOOK_BACK), false, null)),
                        Operation.Kind.RETENTION,
                        tenant -> modelTexts.purge(
                                        tenant,
                                        Duration.ofDays(config.modelUse().retentionDays()))
                                + " prompts and completions were older than "
                                + config.modelUse().retentionDays()
                                + " days and are gone",
                        Operation.Kind.EXPIRY,
                        tenant -> {
                            ExpirySweep.Swept swept = expired.sweep(tenant);
                            return swept.requests() + " requests and " + swept.reservations()
                                    + " reservations were over and are gone";
                        }),
                new PostgresOperationLog(database),
                Pulse.of(heartbeats));
    }

    private static String told(ReconcileReport found) {
        return found.count() + " differences in " + found.runs() + " runs and " + found.batches() + " batches, "
                + found.count(ReconcileReport.Standing.LEFT) + " of them for a person; books of "
                + found.books().entries() + " entries, head "
                + found.books().head().text()
                + (found.books().findings().isEmpty()
                        ? ", fit"
                        : ", do not fit: " + String.join(", ", found.books().findings()));
    }

    private Restarts restarts(WorkflowClient client) {
        return new Restarts(client, config.tenant(), agents.registrations(), contents, approvals);
    }

    /** Asks the models that this process was told of; the tenant pays. */
    ModelCheck modelCheck() {
        return new ModelCheck(config.models(), calls, config.tenant());
    }

    /**
     * Of a gateway that reaches no run as it is now.
     *
     * @param notReady why the process cannot work now; empty when it can
     */
    public GatewayPorts gatewayPorts(Supplier<Optional<String>> notReady) {
        return new GatewayPorts(
                contents,
                ledger,
                verifier,
                masterData,
                approvals,
                runs,
                new PostgresCosts(database, config.modelUse().currency()),
                new PostgresBudgets(database),
                LiveRuns.OUT_OF_REACH,
                libraryPorts(),
                attestation,
                agents.registrations(),
                this::seen,
                new Excerpts(
                        contents, new PassagesOnRecord(database, contents)::has, new PostgresLibrary(database)::name),
                modelCheck(),
                Operations.OUT_OF_REACH,
                notReady);
    }

    private LibraryPorts libraryPorts() {
        PassagesOnRecord passages = new PassagesOnRecord(database, contents);
        return new LibraryPorts(
                new PostgresLibrary(database),
                new RecordedAnswers(contents, attestation, passages::has),
                new PostgresVerifiedAnswers(database));
    }

    private Optional<MasterData.Seen> seen(byte[] document) {
        if (!(reader.read(document) instanceof DocumentReader.Structured structured)) {
            return Optional.empty();
        }
        Invoice invoice = structured.invoice();
        InvoiceFacts facts = invoice.facts(new DocumentAttestation(attestation).accounts(config.tenant()));
        return Optional.of(new MasterData.Seen(
                invoice.supplier().name(),
                invoice.supplier().comparableTaxIds(),
                invoice.accounts(),
                facts.orderNumber(),
                facts.currency(),
                facts.gross()));
    }

    @Override
    public void close() {
        heartbeats.shutdownNow();
        leases.shutdownNow();
        parts.forEach(Capabilities::close);
        readers.close();
        reader.close();
        telemetry.close();
        database.close();
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            throw new IllegalStateException("a part of an agent's cannot be closed", e);
        }
    }
}
