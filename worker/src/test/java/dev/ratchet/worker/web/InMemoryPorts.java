package dev.ratchet.worker.web;

import dev.ratchet.activities.approval.Approvals;
import dev.ratchet.activities.audit.RecordedRun;
import dev.ratchet.activities.audit.RunRecords;
import dev.ratchet.activities.budget.Account;
import dev.ratchet.activities.budget.Budgets;
import dev.ratchet.activities.budget.Level;
import dev.ratchet.activities.calls.Costs;
import dev.ratchet.activities.calls.MemoryModelCalls;
import dev.ratchet.activities.calls.ModelCalls;
import dev.ratchet.activities.calls.ReceivedAnswers;
import dev.ratchet.activities.calls.RecordedCalls;
import dev.ratchet.activities.content.ContentStore;
import dev.ratchet.activities.grounding.Excerpts;
import dev.ratchet.activities.ledger.Ledger;
import dev.ratchet.activities.masterdata.MasterData;
import dev.ratchet.activities.masterdata.history.Change;
import dev.ratchet.activities.masterdata.history.MasterDataHistory;
import dev.ratchet.activities.masterdata.history.NotConfirmed;
import dev.ratchet.activities.model.MemoryContentStore;
import dev.ratchet.activities.model.ModelCheck;
import dev.ratchet.activities.model.tier.Models;
import dev.ratchet.activities.verification.ChainHead;
import dev.ratchet.activities.verification.Discrepancy;
import dev.ratchet.activities.verification.DiscrepancyKind;
import dev.ratchet.activities.verification.Verification;
import dev.ratchet.worker.Agents;
import dev.ratchet.worker.web.operations.Operations;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.Fact;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.batch.BatchActivities.Known;
import dev.ratchet.workflows.contract.effect.Approval;
import dev.ratchet.workflows.contract.effect.ApprovalActivities.Claim;
import dev.ratchet.workflows.contract.effect.ApprovalActivities.Closing;
import dev.ratchet.workflows.contract.effect.ApprovalActivities.Opening;
import dev.ratchet.workflows.contract.effect.ApprovalRequest;
import dev.ratchet.workflows.contract.effect.EffectActivities;
import dev.ratchet.workflows.contract.effect.PersonStatement;
import dev.ratchet.workflows.contract.invoice.BooksFacts;
import dev.ratchet.workflows.contract.record.ListedRun;
import dev.ratchet.workflows.contract.record.RunRecord;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.gateway.BooksHead;
import dev.ratchet.workflows.gateway.operations.PoisonRequest;
import dev.ratchet.workflows.gateway.operations.PoisonedRun;
import dev.ratchet.workflows.gateway.operations.ReconcileReport;
import dev.ratchet.workflows.gateway.operations.ScheduleRequest;
import dev.ratchet.workflows.gateway.operations.ScheduleStanding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** As much of each port as a gateway can see, kept in memory: of the default tenant; every other one has nothing. */
final class InMemoryPorts {
    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "leases");
        thread.setDaemon(true);
        return thread;
    });

    final Documents documents = new Documents();
    final InMemoryLibrary library = new InMemoryLibrary(documents);
    final Books books = new Books();
    final Suppliers suppliers = new Suppliers();
    final Consents consents = new Consents();
    final Runs runs = new Runs();
    final Money money = new Money();
    LiveRuns live = LiveRuns.OUT_OF_REACH;
    Operations operations = new OnAll();
    Models models = Models.NONE;
    ModelCalls modelCalls = new MemoryModelCalls();
    Optional<String> notReady = Optional.empty();

    GatewayPorts ports() {
        return new GatewayPorts(
                documents,
                books,
                books::verify,
                suppliers,
                consents,
                runs,
                money,
                money,
                live,
                library.ports(),
                library.keys,
                Agents.PRODUCT.registrations(),
                InMemoryPorts::read,
                new Excerpts(documents, (tenant, passages) -> true, (tenant, version) -> Optional.of("contract.pdf")),
                new ModelCheck(
                        models,
                        new RecordedCalls(modelCalls, new MemoryContentStore(), ReceivedAnswers.NOWHERE, TIMER),
                        TenantId.DEFAULT),
                operations,
                () -> notReady);
    }

    private static Optional<MasterData.Seen> read(byte[] bytes) {
        return bytes.length > 0 && bytes[0] == '<'
                ? Optional.of(
                        new MasterData.Seen("Acme", List.of("DE1"), List.of("DE02120300000000202051"), null, "EUR", 1))
                : Optional.empty();
    }

    /** Finds one difference, which it repairs when it is told to; has one schedule and one poison pill. */
    static final class OnAll implements Operations {
        private @Nullable String note;
        private @Nullable PoisonedRun pill = new PoisonedRun(
                GatewayTest.RUN, "invoice", PoisonedRun.Standing.MOVED, "it is of a test", Instant.EPOCH, "ratchet");

        @Override
        public List<ScheduleStanding> schedules() {
            return List.of(new ScheduleStanding("expiry", "hourly", note != null, note, null, null, 0, null));
        }

        @Override
        public void change(ScheduleRequest wish, String person) throws LiveRuns.Refused {
            if (!wish.name().equals("expiry")) {
                throw new LiveRuns.Refused("NO_SCHEDULE", "there is no schedule '" + wish.name() + "'");
            }
            note = wish.change() == ScheduleRequest.Change.PAUSE ? wish.why() + " " + person : null;
        }

        @Override
        public List<PoisonedRun> poisoned() {
            return pill == null ? List.of() : List.of(pill);
        }

        @Override
        public void change(PoisonRequest wish, String person) throws LiveRuns.Refused {
            if (pill == null || !wish.workflowId().equals(pill.workflowId())) {
                throw new LiveRuns.Refused("NO_SUCH_RUN", "there is no open run '" + wish.workflowId() + "'");
            }
            pill = wish.change() == PoisonRequest.Change.MOVE
                    ? new PoisonedRun(
                            pill.workflowId(), pill.agent(), pill.standing(), wish.why(), pill.since(), person)
                    : null;
        }

        @Override
        public ReconcileReport reconcile(@Nullable Instant since, boolean repair, @Nullable ChainHead head) {
            return new ReconcileReport(
                    since == null ? Instant.EPOCH : since,
                    1,
                    0,
                    1,
                    0,
                    1,
                    List.of(new ReconcileReport.Difference(
                            "WAITS_NOWHERE",
                            GatewayTest.RUN,
                            "run-1",
                            "a.xml",
                            "it is of a test",
                            repair ? ReconcileReport.Standing.REPAIRED : ReconcileReport.Standing.REPAIRABLE,
                            "started again")),
                    new ReconcileReport.Books(0, new BooksHead(0, Digest.of("empty")), List.of()));
        }
    }

    private static boolean known(TenantId tenant) {
        return tenant.equals(TenantId.DEFAULT);
    }

    static final class Documents implements ContentStore {
        final Map<Digest, byte[]> kept = new LinkedHashMap<>();

        @Override
        public DocumentRef put(TenantId tenant, InputStream bytes, long cap) throws IOException {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                body.write(buffer, 0, read);
                if (body.size() > cap) {
                    throw new TooLargeException(cap);
                }
            }
            Digest digest = Digest.of(body.toByteArray());
            if (known(tenant)) {
                kept.put(digest, body.toByteArray());
            }
            return new DocumentRef(tenant, digest, body.size());
        }

        @Override
        public Optional<byte[]> get(TenantId tenant, Digest digest) {
            return known(tenant) ? Optional.ofNullable(kept.get(digest)) : Optional.empty();
        }

        @Override
        public void forget(TenantId tenant, Collection<Digest> digests) {
            if (known(tenant)) {
                kept.keySet().removeAll(digests);
            }
        }
    }

    static final class Money implements Costs, Budgets {
        final List<Raise> raises = new ArrayList<>();

        @Override
        public Currency currency() {
            return Currency.getInstance("CHF");
        }

        @Override
        public List<Costs.Row> costs(TenantId tenant, By by, @Nullable LocalDate since, int most) {
            Costs.Row total = new Costs.Row(null, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
            return known(tenant)
                    ? List.of(
                            total,
                            new Costs.Row("ACME " + by + " since " + since, 2, 1, 1, 9, 30, 10, 40, 70, 1, 60, 3, 2))
                    : List.of(total);
        }

        @Override
        public List<Standing> standings(TenantId tenant, int most) {
            Account day = new Account(Level.DAY, "2026-11-28");
            return known(tenant) ? List.of(new Standing(day, 100L, 50, 20, 10)) : List.of();
        }

        @Override
        public void raise(TenantId tenant, Account account, long micros, String person, String why) {
            raises.add(new Raise(account, micros, person, why, Instant.EPOCH));
        }

        @Override
        public List<Raise> raises(TenantId tenant, int most) {
            return known(tenant) ? raises : List.of();
        }
    }

    static final class Books implements Ledger {
        final List<Entry> entries = new ArrayList<>();
        boolean broken;

        @Override
        public List<Entry> entries(TenantId tenant, int most) {
            if (broken) {
                throw new IllegalStateException("connection to secret-host refused");
            }
            return known(tenant) ? entries.subList(Math.max(0, entries.size() - most), entries.size()) : List.of();
        }

        @Override
        public List<Balance> balance(TenantId tenant) {
            return entries(tenant, Integer.MAX_VALUE).stream()
                    .flatMap(entry -> entry.lines().stream()
                            .map(line -> new Balance(line.account(), entry.currency(), line.minor())))
                    .toList();
        }

        /** The last head that the chain was to hold is the one that is answered. */
        Verification verify(TenantId tenant, @Nullable ChainHead earlier) {
            ChainHead head = earlier == null ? new ChainHead(entries.size(), Digest.of("head")) : earlier;
            return new Verification(
                    entries.size(),
                    head,
                    0,
                    List.of(new Verification.OfKind(
                            DiscrepancyKind.ENTRY_CHANGED, 2, List.of(new Discrepancy("entry 1", "it was changed")))));
        }

        @Override
        public void export(TenantId tenant, Appendable journal) throws IOException {
            for (Entry entry : entries(tenant, Integer.MAX_VALUE)) {
                journal.append(entry.date() + " " + entry.supplierId() + "\n");
            }
        }
    }

    static final class Suppliers implements MasterData {
        String loaded = "";
        final List<Change> changes = new ArrayList<>();
        final List<String> doNotFit = new ArrayList<>();
        final Map<String, Person> people = new LinkedHashMap<>();

        @Override
        public Loaded load(TenantId tenant, String person, String yaml) throws InvalidMasterData {
            if (!yaml.contains("suppliers:")) {
                throw new InvalidMasterData(List.of(new Problem(3, "suppliers[0].id", "is missing")));
            }
            loaded = yaml;
            Change.Event event = yaml.contains("held") ? Change.Event.HELD : Change.Event.APPLIED;
            Change change = change(event, person, null);
            changes.add(change);
            return new Loaded(1, 0, 2, change, 2);
        }

        private Change change(Change.Event event, String person, @Nullable Long confirms) {
            return new Change(
                    changes.size() + 1L,
                    Instant.EPOCH,
                    event,
                    person,
                    0,
                    Digest.of("file").hex(),
                    "[{\"secondPerson\":false,\"text\":\"supplier A: renamed\"},"
                            + "{\"secondPerson\":true,\"text\":\"person a: role b added\"}]",
                    "{}",
                    confirms,
                    null,
                    null,
                    "",
                    Digest.of("change " + changes.size()).hex());
        }

        @Override
        public Change confirm(TenantId tenant, long number, String hash, String person) throws NotConfirmed {
            if (pending(tenant).stream()
                    .noneMatch(each -> each.number() == number && each.rowHash().equals(hash))) {
                throw new NotConfirmed("NOT_HELD", "no change " + number + " waits");
            }
            Change confirmation = change(Change.Event.CONFIRMED, person, number);
            changes.add(confirmation);
            return confirmation;
        }

        @Override
        public List<Change> pending(TenantId tenant) {
            return changes.stream()
                    .filter(each -> each.event() == Change.Event.HELD)
                    .toList();
        }

        @Override
        public List<Change> history(TenantId tenant, int most) {
            return changes.subList(Math.max(0, changes.size() - most), changes.size());
        }

        @Override
        public MasterDataHistory.Verified verifyHistory(TenantId tenant) {
            return new MasterDataHistory.Verified(changes.size(), "", doNotFit);
        }

        @Override
        public String propose(List<Seen> invoices) {
            return "suppliers: " + invoices.size() + "\n";
        }

        void add(String person, String... roles) {
            people.put(person, new Person(person, Set.of(roles), Map.of()));
        }

        @Override
        public boolean hasPeople(TenantId tenant) {
            return known(tenant) && !people.isEmpty();
        }

        @Override
        public Optional<Person> person(TenantId tenant, String id) {
            return known(tenant) ? Optional.ofNullable(people.get(id)) : Optional.empty();
        }

        @Override
        public List<BooksFacts> lookAll(List<Question> questions) {
            throw new UnsupportedOperationException("a gateway looks nothing up");
        }
    }

    static final class Consents implements Approvals {
        final List<RunSummary> open = new ArrayList<>();
        final Map<Digest, Set<String>> uploaded = new LinkedHashMap<>();

        @Override
        public void uploaded(TenantId tenant, Digest document, String person) {
            uploaded.computeIfAbsent(document, each -> new TreeSet<>()).add(person);
        }

        @Override
        public boolean hasUploaded(TenantId tenant, Digest digest, String person) {
            return uploaded.getOrDefault(digest, Set.of()).contains(person);
        }

        @Override
        public boolean broughtIn(TenantId tenant, Digest digest) {
            return uploaded.containsKey(digest);
        }

        @Override
        public PersonStatement state(TenantId tenant, String workflowId, PersonStatement.Words words, String person)
                throws Refused {
            RunSummary run = open.stream()
                    .filter(each ->
                            each.tenant().equals(tenant) && each.workflowId().equals(workflowId))
                    .findFirst()
                    .orElseThrow(() -> new Refused("NOT_OPEN", "nothing waits under that id"));
            Instant now = Instant.parse("2026-11-21T10:00:00Z");
            Digest request = run.waiting().request();
            return new PersonStatement(
                    tenant,
                    run.run(),
                    words.kind(),
                    words.why(),
                    words.proposal(),
                    request,
                    person,
                    now,
                    now.plusSeconds(60),
                    "k1",
                    "c2ln");
        }

        @Override
        public void requireMayPropose(TenantId tenant, String workflowId, String person) throws Refused {
            state(tenant, workflowId, new PersonStatement.Words(PersonStatement.Kind.RECHECK, "", null), person);
        }

        @Override
        public Optional<EffectActivities.Refused> refuse(Claim claim) {
            throw new UnsupportedOperationException("a gateway verifies for no run");
        }

        @Override
        public void open(Opening opening) {
            open.add(opening.run());
        }

        @Override
        public void close(Closing closing) {
            open.removeIf(each -> each.run().equals(closing.run()));
        }

        @Override
        public List<ApprovalRequest> waiting(TenantId tenant) {
            return open.stream()
                    .filter(run -> known(tenant))
                    .map(run -> new ApprovalRequest(run, List.of(new Fact("effect", "of a test"))))
                    .toList();
        }

        @Override
        public Approval sign(TenantId tenant, String workflowId, Digest intent, String approver) throws Refused {
            RunSummary run = open.stream()
                    .filter(each -> known(tenant)
                            && each.workflowId().equals(workflowId)
                            && each.waiting() != null
                            && intent.equals(each.waiting().intent()))
                    .findFirst()
                    .orElseThrow(() -> new Refused("NOT_OPEN", "nothing like that waits for consent"));
            if (approver.equals(run.submitter())) {
                throw new Refused("SUBMITTER", "who submits a document may not approve it");
            }
            Instant now = Instant.parse("2026-11-21T10:00:00Z");
            return new Approval(
                    tenant,
                    "a1",
                    workflowId,
                    intent,
                    approver,
                    run.waiting().role(),
                    run.submitter(),
                    now,
                    now.plusSeconds(60),
                    "k1",
                    "c2ln");
        }
    }

    static final class Runs implements RunRecords {
        final Map<String, RunRecord> byId = new LinkedHashMap<>();

        @Override
        public void recordAll(List<RunRecord> records) {
            records.forEach(record -> byId.put(record.summary().workflowId(), record));
        }

        @Override
        public List<Known> latest(TenantId tenant, List<String> workflowIds) {
            return workflowIds.stream()
                    .filter(byId::containsKey)
                    .map(id -> byId.get(id).summary())
                    .map(run -> new Known(run.run(), run.result()))
                    .toList();
        }

        @Override
        public List<ListedRun> latest(TenantId tenant, @Nullable String agent, int most) {
            return byId.values().stream()
                    .filter(run -> known(tenant))
                    .map(RunRecord::summary)
                    .filter(run -> agent == null || run.agent().equals(agent))
                    .limit(most)
                    .map(run -> new ListedRun(run, Instant.EPOCH))
                    .toList();
        }

        @Override
        public Optional<RecordedRun> find(TenantId tenant, String workflowId) {
            return Optional.ofNullable(byId.get(workflowId))
                    .filter(run -> known(tenant))
                    .map(record -> new RecordedRun(
                            record.summary(),
                            String.valueOf(record.start()),
                            record.state(),
                            record.steps(),
                            Instant.EPOCH));
        }
    }
}
