package dev.ratchet.worker;

import dev.ratchet.activities.approval.ApprovalActivitiesImpl;
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
import dev.ratchet.activities.documents.DocumentReader;
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
import dev.ratchet.activities.masterdata.MasterData;
import dev.ratchet.activities.masterdata.PostgresMasterData;
import dev.ratchet.activities.model.ModelActivitiesImpl;
import dev.ratchet.activities.model.ModelCheck;
import dev.ratchet.activities.model.OwnQuestions;
import dev.ratchet.activities.model.question.ActionSchemas;
import dev.ratchet.activities.model.question.Prompts;
import dev.ratchet.activities.model.tier.Tiers;
import dev.ratchet.activities.policy.AgentRules;
import dev.ratchet.activities.policy.PinnedRules;
import dev.ratchet.activities.policy.PolicyActivitiesImpl;
import dev.ratchet.activities.policy.PostgresRuleBooks;
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
import dev.ratchet.worker.configuration.ModelUse;
import dev.ratchet.worker.health.Readiness;
import dev.ratchet.worker.metrics.Metrics;
import dev.ratchet.worker.telemetry.Telemetry;
import dev.ratchet.worker.temporal.TemporalConnection;
import dev.ratchet.worker.web.GatewayPorts;
import dev.ratchet.worker.web.LibraryPorts;
import dev.ratchet.worker.web.LiveRuns;
import dev.ratchet.worker.web.operations.Operations;
import dev.ratchet.workflows.agent.rules.CompiledRules;
import dev.ratchet.workflows.contract.ModelActivities;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import dev.ratchet.workflows.contract.policy.Bundle;
import dev.ratchet.workflows.contract.policy.Rulebook;
import java.io.IOException;
import java.time.Clock;
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
    private final ExpiringContent modelTexts;
    private final Readers readers = new Readers();
    private final Telemetry telemetry;
    private final RecordedCalls calls;
    private final Configurations retrieval;
    private final Supplier<Passages> passages;
    private final List<AutoCloseable> parts = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService heartbeats = timer("heartbeats");
    private final ScheduledExecutorService leases = timer("leases");

    /** One daemon thread. */
    static ScheduledExecutorService timer(String name) {
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
        Keys keys = Keys.of(config);
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

    /** For activities of an agent's own. */
    MasterData masterData() {
        return masterData;
    }

    DocumentReader reader() {
        return reader;
    }

    /** Threads on which pages of documents are read. */
    Readers readers() {
        return readers;
    }

    /** What has them performed, once each. */
    Effects effects() {
        return effects;
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
    public void observe(Metrics metrics, TemporalConnection temporal) {
        PostgresStandings standings = new PostgresStandings(database);
        SortedMap<String, String> types = new TreeMap<>();
        agents.registrations().forEach((name, agent) -> types.put(agent.entry().workflowType(), name));
        metrics.watch(telemetry.api(), () -> standings.of(config.tenant()), temporal.client(), types);
    }

    /** Has metrics tell how busy this worker is. */
    public void observeSlots(Metrics metrics) {
        metrics.slots(telemetry.api(), config.sizing().limits(config.database().connections()));
    }

    /** Why a process that needs nothing but the database cannot work now; empty when it can. */
    public Supplier<Optional<String>> readiness() {
        return new Readiness(Map.of("the database", database::answers))::notReady;
    }

    /** Whose signatures count here. */
    public VerificationKeys believed() {
        return people;
    }

    /** Asks the models that this process was told of; the tenant pays. */
    public ModelCheck modelCheck() {
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
