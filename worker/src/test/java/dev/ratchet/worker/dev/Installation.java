package dev.ratchet.worker.dev;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.FreePorts;
import dev.ratchet.activities.approval.Approvals;
import dev.ratchet.activities.ledger.Ledger;
import dev.ratchet.activities.masterdata.MasterData;
import dev.ratchet.activities.masterdata.history.Change;
import dev.ratchet.activities.masterdata.history.NotConfirmed;
import dev.ratchet.activities.verification.Verification;
import dev.ratchet.starter.Ratchet;
import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.worker.Agents;
import dev.ratchet.worker.Capabilities;
import dev.ratchet.worker.WorkerMain;
import dev.ratchet.worker.poison.PoisonSettings;
import dev.ratchet.worker.temporal.TemporalConnection;
import dev.ratchet.worker.web.GatewayPorts;
import dev.ratchet.workflows.batch.BatchWorkflow;
import dev.ratchet.workflows.batch.Cursor;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.Approval;
import dev.ratchet.workflows.contract.effect.ApprovalRequest;
import dev.ratchet.workflows.contract.effect.PersonDecision;
import dev.ratchet.workflows.contract.effect.PersonStatement;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.invoice.InvoiceWorkflow;
import dev.ratchet.workflows.run.RunRequest;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.converter.DataConverter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Real services on free ports, the demo's master data, sample documents, and worker processes that may be killed. */
public final class Installation implements AutoCloseable {
    public static final TenantId TENANT = TenantId.DEFAULT;
    private static final String SUPPLIER = "KERZENDORF";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path folder;
    private final DevServices services;
    private final TemporalConnection temporal;
    private final GatewayPorts ports;
    private final Map<String, Long> expected = new TreeMap<>();
    private final Set<String> forged = new TreeSet<>();
    private long documents;
    private int processes;

    private Installation(Path folder, DevServices services, TemporalConnection temporal) {
        this.folder = folder;
        this.services = services;
        this.temporal = temporal;
        this.ports = services.capabilities().gatewayPorts(Optional::empty);
    }

    public static Installation start(Path folder, boolean inMemory, Map<String, String> environment) throws Exception {
        int port = FreePorts.pair();
        DevServices services = DevServices.start(
                new DevServices.Options(folder.resolve("data"), port, 0, inMemory),
                blamingNoRun(environment),
                Agents.PRODUCT);
        Installation installation = new Installation(folder, services, services.connect());
        installation.load(DemoInbox.masterData());
        return installation;
    }

    /** Tests that kill one worker after another must not have a run moved that was in three of them. */
    public static Map<String, String> blamingNoRun(Map<String, String> environment) {
        Map<String, String> settings = new TreeMap<>(environment);
        settings.put(PoisonSettings.ATTEMPTS, "0");
        return settings;
    }

    public void load(String masterData) {
        try {
            Change change =
                    ports.masterData().load(TENANT, "jonas.petri", masterData).change();
            if (change.event() == Change.Event.HELD) {
                ports.masterData().confirm(TENANT, change.number(), change.rowHash(), "miriam.falk");
            }
        } catch (MasterData.InvalidMasterData | NotConfirmed e) {
            throw new AssertionError(e);
        }
    }

    /** Content in the store that nobody is on record as having brought in. */
    public DocumentRef plant(byte[] document) throws IOException {
        return ports.documents().put(TENANT, document);
    }

    /** Every entry of the books, oldest first. */
    public List<Ledger.Entry> booked() {
        return newest(Math.toIntExact(entries()));
    }

    /** A run with an invented past; its record must not rebuild. */
    public void forged(String id) {
        forged.add(id);
    }

    // ---- processes

    /** The product's own. */
    public WorkerProcess worker() throws IOException {
        return process(WorkerMain.class, "run");
    }

    public WorkerProcess process(Class<?> main, String... arguments) throws IOException {
        return process(Map.of(), main, arguments);
    }

    /** @param more environment than every worker has */
    public WorkerProcess process(Map<String, String> more, Class<?> main, String... arguments) throws IOException {
        Map<String, String> environment = new TreeMap<>(services.workerEnvironment());
        environment.putAll(more);
        return WorkerProcess.start(folder.resolve("process-" + ++processes + ".log"), environment, main, arguments);
    }

    public Capabilities capabilities() {
        return services.capabilities();
    }

    /** As the superuser, who can hold up what the workers do. */
    public Connection superuser() throws SQLException {
        Connection connection = services.database().superuser("ratchet");
        connection.setSchema("ratchet");
        return connection;
    }

    public Path file(String name) {
        return folder.resolve(name);
    }

    /** {@code kill -9}. */
    public void killDatabase() {
        ProcessHandle.of(services.database().postmasterPid()).orElseThrow().destroyForcibly();
    }

    public void restartDatabase() {
        services.database().restart();
    }

    // ---- documents

    /** Hands in a text, which nobody expects in the books; answers with the run's workflow id. */
    public String submitText(String text) throws IOException {
        DocumentRef document = bringIn(text.getBytes(StandardCharsets.UTF_8), "anna.behrens");
        String id = InvoiceWorkflow.workflowId(TENANT, document.digest());
        InvoiceWorkflow run = client().newWorkflowStub(
                        InvoiceWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(id)
                                .setTaskQueue(InvoiceWorkflow.TASK_QUEUE)
                                .build());
        WorkflowClient.start(run::run, RunRequest.of(document, "text.txt", "anna.behrens"));
        return id;
    }

    /** Hands in sample {@code number}, which is then expected in the books; answers with the run's workflow id. */
    public String submit(int number) throws IOException {
        byte[] ubl = SampleInvoices.ubl(number);
        DocumentRef document = bringIn(ubl, "anna.behrens");
        String id = InvoiceWorkflow.workflowId(TENANT, document.digest());
        InvoiceWorkflow run = client().newWorkflowStub(
                        InvoiceWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(id)
                                .setTaskQueue(InvoiceWorkflow.TASK_QUEUE)
                                .build());
        WorkflowClient.start(run::run, RunRequest.of(document, SampleInvoices.name(number), "anna.behrens"));
        expect(new String(ubl, StandardCharsets.UTF_8));
        return id;
    }

    private void expect(String ubl) {
        documents++;
        expected.merge("expenses:purchases:" + SUPPLIER, cents(ubl, "TaxExclusiveAmount"), Long::sum);
        expected.merge("assets:vat-input", cents(ubl, "TaxAmount"), Long::sum);
        expected.merge("liabilities:payable:" + SUPPLIER, -cents(ubl, "PayableAmount"), Long::sum);
    }

    /** Of the first element of that name. */
    public static long cents(String ubl, String element) {
        Matcher amount = Pattern.compile("<cbc:" + element + " currencyID=\"EUR\">([0-9]+)\\.([0-9]{2})<")
                .matcher(ubl);
        assertThat(amount.find()).as(element).isTrue();
        return Long.parseLong(amount.group(1)) * 100 + Long.parseLong(amount.group(2));
    }

    /** A folder of samples, which are then expected in the books. */
    public Path inbox(int first, int count) throws IOException {
        Path inbox = Files.createDirectories(folder.resolve("inbox-" + first));
        for (int number = first; number < first + count; number++) {
            byte[] ubl = SampleInvoices.ubl(number);
            Files.write(inbox.resolve(SampleInvoices.name(number)), ubl);
            expect(new String(ubl, StandardCharsets.UTF_8));
        }
        return inbox;
    }

    /** One command line, in this process. */
    public Said ratchet(StringWriter err, Object... arguments) {
        StringWriter out = new StringWriter();
        int code = Ratchet.run(
                new CommandContext(
                        services.starterEnvironment(), folder, new PrintWriter(out), new PrintWriter(err), false, 200),
                Stream.of(arguments).map(Object::toString).toArray(String[]::new));
        return new Said(code, out.toString(), err.toString());
    }

    /** Documents of a batch that are posted by its history alone. */
    public long bookedByHistory(String batch) {
        DataConverter converter = client().getOptions().getDataConverter();
        long booked = 0;
        for (HistoryEvent event : client().fetchHistory(batch).getEvents()) {
            if (event.hasWorkflowExecutionStartedEventAttributes()) {
                Cursor carried = converter
                        .fromPayloads(
                                0,
                                Optional.of(event.getWorkflowExecutionStartedEventAttributes()
                                        .getInput()),
                                BatchWorkflow.Opening.class,
                                BatchWorkflow.Opening.class)
                        .carried();
                booked += carried == null ? 0 : carried.tally().done();
            } else if (event.hasWorkflowExecutionUpdateCompletedEventAttributes()) {
                booked += converter
                        .fromPayloads(
                                0,
                                Optional.of(event.getWorkflowExecutionUpdateCompletedEventAttributes()
                                        .getOutcome()
                                        .getSuccess()),
                                BatchWorkflow.PageResult.class,
                                BatchWorkflow.PageResult.class)
                        .documents()
                        .stream()
                        .filter(each -> each.status() == RunStatus.DONE)
                        .count();
            }
        }
        return booked;
    }

    // ---- runs

    public WorkflowClient client() {
        return temporal.client();
    }

    public boolean ended(String id) {
        return client().newUntypedWorkflowStub(id).describe().getCloseTime() != null;
    }

    /** Whether no workflow task is to be done for it: it has ended, or waits for a person. */
    public boolean rests(String id) {
        EventType last = client().fetchHistory(id).getLastEvent().getEventType();
        return last != EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED
                && last != EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED
                && last != EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED;
    }

    public RunSummary result(String id) {
        try {
            return client().newUntypedWorkflowStub(id)
                    .getResult(PATIENCE.toSeconds(), TimeUnit.SECONDS, RunSummary.class);
        } catch (WorkflowFailedException e) {
            throw new AssertionError(client().fetchHistory(id).toJson(true), e);
        } catch (TimeoutException e) {
            throw new AssertionError("the run did not end: " + events(id), e);
        }
    }

    /** As a person who tries again when nobody answers. */
    public void approveUntilItEnds(String id, String approver) {
        await("the approval is taken", () -> approve(id, approver).status() == RunStatus.DONE);
    }

    public boolean waits(String id) {
        return waiting().stream().anyMatch(request -> request.run().workflowId().equals(id));
    }

    /** Why each workflow task was broken off that had to be done again. */
    public List<String> broken(String id) {
        return client().fetchHistory(id).getEvents().stream()
                .filter(event ->
                        event.hasWorkflowTaskTimedOutEventAttributes() || event.hasWorkflowTaskFailedEventAttributes())
                .map(event -> event.hasWorkflowTaskTimedOutEventAttributes()
                        ? event.getWorkflowTaskTimedOutEventAttributes()
                                .getTimeoutType()
                                .name()
                        : innermost(event.getWorkflowTaskFailedEventAttributes().getFailure()))
                .toList();
    }

    private static String innermost(Failure failure) {
        return failure.hasCause()
                ? innermost(failure.getCause())
                : failure.getMessage()
                        + failure.getStackTrace().lines().limit(6).toList();
    }

    public List<EventType> events(String id) {
        return client().fetchHistory(id).getEvents().stream()
                .map(HistoryEvent::getEventType)
                .toList();
    }

    /** What waits for a person, as the gateway knows it. */
    public List<ApprovalRequest> requests() {
        return ports.approvals().waiting(TENANT);
    }

    public List<RunSummary> waiting() {
        return requests().stream().map(ApprovalRequest::run).toList();
    }

    /** As the gateway does for the person who asks. */
    public Approval sign(String id, Digest intent, String approver) throws Approvals.Refused {
        return ports.approvals().sign(TENANT, id, intent, approver);
    }

    /** As the gateway does for the person who says it. */
    public PersonStatement state(String id, PersonStatement.Kind kind, String why, String person)
            throws Approvals.Refused {
        return state(id, new PersonStatement.Words(kind, why, null), person);
    }

    /** As the gateway does for the person who says it. */
    public PersonStatement state(String id, PersonStatement.Words words, String person) throws Approvals.Refused {
        return ports.approvals().state(TENANT, id, words, person);
    }

    /** As the gateway does for an upload. */
    public DocumentRef bringIn(byte[] document, String person) throws IOException {
        DocumentRef kept = ports.documents().put(TENANT, document);
        ports.approvals().uploaded(TENANT, kept.digest(), person);
        return kept;
    }

    /** Signs as the gateway does, then tells the run; answers when the run has taken it and come to rest. */
    public RunSummary approve(String id, String approver) {
        Optional<RunSummary> open = waiting().stream()
                .filter(request -> request.run().workflowId().equals(id))
                .findFirst();
        if (open.isEmpty()) {
            return result(id);
        }
        RunSummary asked = open.get();
        try {
            Approval approval = ports.approvals()
                    .sign(
                            TENANT,
                            id,
                            Objects.requireNonNull(
                                    Objects.requireNonNull(asked.waiting()).intent()),
                            approver);
            return client().newWorkflowStub(InvoiceWorkflow.class, id).decide(new PersonDecision.Approve(approval));
        } catch (Approvals.Refused e) {
            throw new AssertionError(e);
        }
    }

    /** As the submitter does by the gateway; answers when the run has come to rest. */
    public RunSummary recheck(String id) {
        try {
            PersonStatement said = state(id, PersonStatement.Kind.RECHECK, "", "anna.behrens");
            return client().newWorkflowStub(InvoiceWorkflow.class, id).decide(new PersonDecision.State(said));
        } catch (Approvals.Refused e) {
            throw new AssertionError(e);
        }
    }

    // ---- the books

    /** Number of the newest entry; what a look that fails now is worth nothing. */
    public long entries() {
        List<Ledger.Entry> newest = ports.ledger().entries(TENANT, 1);
        return newest.isEmpty() ? 0 : newest.get(0).number();
    }

    public void awaitEntries(long number) {
        await("entry " + number, () -> entries() >= number);
    }

    /** The first answer that is none of the failures of a server that is just coming back. */
    public static <T> T eventually(Supplier<T> asked) {
        List<T> answers = new ArrayList<>();
        await("an answer", () -> answers.add(asked.get()));
        return answers.get(0);
    }

    private List<Ledger.Entry> newest(int most) {
        return ports.ledger().entries(TENANT, most);
    }

    private Verification verified() {
        try {
            return ports.verifier().verify(TENANT, null);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Every document that was ever handed in is in the books, once. */
    public void requireEveryDocumentBookedOnce() {
        Ledger ledger = ports.ledger();
        Verification verified = verified();
        assertThat(verified.discrepancies()).isEmpty();
        assertThat(verified.entries()).isEqualTo(documents);
        List<Ledger.Entry> entries = newest(Math.toIntExact(documents) + 1);
        assertThat(entries).extracting(Ledger.Entry::document).doesNotHaveDuplicates();
        assertThat(entries).extracting(Ledger.Entry::invoiceNumber).doesNotHaveDuplicates();
        assertThat(ledger.balance(TENANT))
                .allSatisfy(balance -> assertThat(balance.currency()).isEqualTo("EUR"))
                .extracting(Ledger.Balance::account, Ledger.Balance::minor)
                .containsExactlyElementsOf(expected.entrySet().stream()
                        .map(account -> org.assertj.core.groups.Tuple.tuple(account.getKey(), account.getValue()))
                        .toList());
    }

    /** Looks again every 20 ms; a look that throws has seen nothing. */
    public static void await(String what, BooleanSupplier seen) {
        await(() -> what, seen);
    }

    public static void await(Supplier<String> what, BooleanSupplier seen) {
        await(what, PATIENCE, seen);
    }

    public static void await(Supplier<String> what, Duration atMost, BooleanSupplier seen) {
        long until = System.nanoTime() + atMost.toNanos();
        RuntimeException last = null;
        while (System.nanoTime() < until) {
            try {
                if (seen.getAsBoolean()) {
                    return;
                }
            } catch (RuntimeException e) {
                last = e;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        throw new AssertionError("not within " + atMost.toSeconds() + " s: " + what.get(), last);
    }

    @Override
    public void close() throws IOException {
        RebuiltRuns.requireEqual(services.capabilities(), TENANT, forged);
        temporal.close();
        services.close();
    }
}
