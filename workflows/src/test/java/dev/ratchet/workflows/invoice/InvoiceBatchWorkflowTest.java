package dev.ratchet.workflows.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.TestWorkers;
import dev.ratchet.workflows.contract.Answered;
import dev.ratchet.workflows.contract.AuditActivities.Account;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentReading;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.invoice.InvoiceBatchWorkflow.Became;
import dev.ratchet.workflows.invoice.InvoiceBatchWorkflow.Item;
import dev.ratchet.workflows.invoice.InvoiceBatchWorkflow.Opening;
import dev.ratchet.workflows.invoice.InvoiceBatchWorkflow.Page;
import dev.ratchet.workflows.invoice.InvoiceBatchWorkflow.Taken;
import dev.ratchet.workflows.invoice.InvoiceBatchWorkflow.Tally;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Standing;
import dev.ratchet.workflows.temporal.Converters;
import dev.ratchet.workflows.temporal.RunView;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateHandle;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkflowImplementationOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The batch workflow against an in-memory Temporal that skips time. */
@Timeout(60)
class InvoiceBatchWorkflowTest {
    private final GroupWorld world = new GroupWorld();
    private final SmallWorld alone = new SmallWorld();
    private TestWorkflowEnvironment temporal;
    private int mostPages = 1_000;
    private final List<Thread> sending = new CopyOnWriteArrayList<>();
    private final ExecutorService senders = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "sender");
        sending.add(thread);
        return thread;
    });

    @BeforeEach
    void start() {
        TestEnvironmentOptions.Builder options = TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(Converters.dataConverter())
                        .build());
        RunView.SEARCH_ATTRIBUTES.forEach(key -> options.registerSearchAttribute(
                key.getName(),
                key == RunView.AMOUNT
                        ? IndexedValueType.INDEXED_VALUE_TYPE_INT
                        : IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
        temporal = TestWorkflowEnvironment.newInstance(options.build());
        Worker worker = temporal.newWorker(InvoiceWorkflow.TASK_QUEUE, TestWorkers.options());
        var router = InvoiceAgent.router();
        worker.registerWorkflowImplementationFactory(
                InvoiceWorkflow.class,
                values -> new InvoiceWorkflowImpl(values.get(0, InvoiceWorkflow.Request.class), router),
                WorkflowImplementationOptions.newBuilder().build());
        worker.registerWorkflowImplementationFactory(
                InvoiceBatchWorkflow.class,
                values -> new InvoiceBatchWorkflowImpl(values.get(0, Opening.class), router, mostPages),
                WorkflowImplementationOptions.newBuilder().build());
        worker.registerActivitiesImplementations(world, alone);
        temporal.start();
    }

    @AfterEach
    void stop() {
        world.mayLook.release(1_000);
        world.mayRead.release(1_000);
        world.mayPost.release(1_000);
        senders.shutdownNow();
        temporal.close();
    }

    @Test
    void aPageIsBookedWithFourActivitiesAndAnsweredInItsOrder() {
        WorkflowStub batch = open("one");
        Taken taken = take(batch, page(1, 20));
        assertThat(taken.documents())
                .hasSize(20)
                .allSatisfy(each -> assertThat(each.standing()).isEqualTo(Standing.POSTED));
        assertThat(taken.documents().stream().map(Became::entry)).doesNotHaveDuplicates();
        assertThat(world.asked).containsExactly("read 20", "consult 20", "post 20");
        assertThat(world.accounts).hasSize(20).allSatisfy(account -> {
            assertThat(account.steps()).hasSize(3);
            assertThat(account.outcome()).isEqualTo("POSTED");
            assertThat(account.run().workflowId()).isEqualTo("invoice/default/" + account.document());
        });
        Tally tally = finish(batch);
        assertThat(tally).isEqualTo(new Tally(1, 20, 0, 0, 0, 0, 0));
        assertThat(batch.getResult(Tally.class)).isEqualTo(tally);
        assertThat(temporal.getWorkflowClient()
                        .fetchHistory("batch/default/one")
                        .getEvents()
                        .size())
                .isLessThan(30);
    }

    @Test
    void theRulesAreToldOnceAndAgainWhenTheyChange() {
        WorkflowStub batch = open("rules");
        assertThat(take(batch, page(1, InvoiceBatchWorkflow.PAGE)).documents())
                .allSatisfy(each -> assertThat(each.standing()).isEqualTo(Standing.POSTED));
        assertThat(world.rulesTold).hasValue(1);
        world.rules = Samples.strictRules();
        assertThat(take(batch, page(2, InvoiceBatchWorkflow.PAGE)).documents())
                .allSatisfy(each -> assertThat(each.standing()).isEqualTo(Standing.REFUSED));
        assertThat(world.rulesTold).hasValue(2);
    }

    @Test
    void aFullPageBehindWhichNothingComesIsReadAndBookedInHalves() {
        take(open("full"), page(1, InvoiceBatchWorkflow.PAGE));
        assertThat(world.asked).containsExactly("read 40", "read 40", "consult 40", "post 40", "consult 40", "post 40");
        assertThat(world.accounts).hasSize(InvoiceBatchWorkflow.PAGE);
    }

    @Test
    void aPageBehindWhichAnotherComesIsBookedAsOne() {
        world.mayLook.drainPermits();
        WorkflowStub batch = openForShortTasks("two");
        var first = CompletableFuture.supplyAsync(() -> answer(batch, page(1, InvoiceBatchWorkflow.PAGE)), senders);
        await(() -> world.mayLook.getQueueLength() == 2);
        var second = CompletableFuture.supplyAsync(() -> answer(batch, page(2, InvoiceBatchWorkflow.PAGE)), senders);
        await(() -> world.mayLook.getQueueLength() == 4);
        world.mayLook.release(1_000);
        assertThat(List.of(first.join(), second.join())).containsOnly("80 documents");
        assertThat(world.asked.stream().filter(what -> !what.startsWith("read")))
                .containsExactly("consult 80", "post 80", "consult 40", "post 40", "consult 40", "post 40");
    }

    @Test
    void whenAllThatIsHereIsReadWhatComesSoonIsReadAhead() {
        WorkflowStub batch = open("ahead");
        List<DocumentRef> soon = page(3, 4).items().stream().map(Item::document).toList();
        Page first = new Page(1, page(1, 3).items(), soon);
        assertThat(answer(batch, first)).isEqualTo("3 documents");
        assertThat(world.asked).containsExactlyInAnyOrder("read 3", "read ahead 4", "consult 3", "post 3");
        assertThat(answer(batch, page(2, 2))).isEqualTo("2 documents");
        assertThat(world.asked)
                .filteredOn(what -> what.startsWith("read ahead"))
                .hasSize(1);
    }

    @Test
    void whatIsHereIsNotReadAhead() {
        world.mayLook.drainPermits();
        WorkflowStub batch = openForShortTasks("behind");
        List<DocumentRef> soon = Stream.of(page(2, 5), page(3, 4))
                .flatMap(page -> page.items().stream())
                .map(Item::document)
                .toList();
        var first = CompletableFuture.supplyAsync(
                () -> answer(batch, new Page(1, page(1, 3).items(), soon)), senders);
        await(() -> world.mayLook.getQueueLength() == 1);
        var second = CompletableFuture.supplyAsync(() -> answer(batch, page(2, 5)), senders);
        await(() -> world.mayLook.getQueueLength() == 2);
        world.mayLook.release(1_000);
        assertThat(List.of(first.join(), second.join())).containsExactly("3 documents", "5 documents");
        assertThat(world.asked).containsOnlyOnce("read ahead 4");
        assertThat(world.asked.indexOf("read ahead 4")).isGreaterThan(world.asked.indexOf("read 5"));
    }

    /** The workflow task that waits for the ledger brings the second page when it ends. */
    @Test
    void aPageIsReadWhileTheOneBeforeIsBookedAndAsksTheBooksAfterIt() {
        world.mayPost.drainPermits();
        WorkflowStub batch = openForShortTasks("pages");
        var first = CompletableFuture.supplyAsync(() -> answer(batch, page(1, 3)), senders);
        await(() -> world.mayPost.hasQueuedThreads());
        var second = CompletableFuture.supplyAsync(() -> answer(batch, page(2, 5)), senders);
        await(() -> world.mayPost.hasQueuedThreads() && world.asked.stream().anyMatch("read 5"::equals)
                || world.asked.contains("consult 5"));
        assertThat(world.asked).contains("consult 3").doesNotContain("consult 5");
        world.mayPost.release(2);
        assertThat(first.join()).isEqualTo("3 documents");
        assertThat(second.join()).isEqualTo("5 documents");
        assertThat(world.asked.stream().filter(what -> !what.startsWith("read")))
                .containsExactly("consult 3", "post 3", "consult 5", "post 5");
    }

    @Test
    void whatIsNotSimpleGetsARunOfItsOwnThatOutlivesTheBatch() {
        Page page = page(1, 4);
        DocumentRef text = page.items().get(0).document();
        DocumentRef large = page.items().get(1).document();
        DocumentRef broken = page.items().get(2).document();
        world.readings.put(text.digest(), document -> Answered.of(Samples.text()));
        alone.readings.put(text.digest(), Samples.text());
        world.books.put("RE-" + large.digest().brief(), Samples.books(0));
        alone.books = Samples.books(0);
        world.readings.put(
                broken.digest(), document -> Answered.of(new DocumentReading.Unreadable("EMPTY", "the file is empty")));
        WorkflowStub batch = open("mixed");
        List<Became> became = take(batch, page).documents();
        assertThat(became)
                .extracting(Became::standing)
                .containsExactly(Standing.RUNNING, Standing.RUNNING, Standing.REFUSED, Standing.POSTED);
        assertThat(became.get(2).code()).isEqualTo("EMPTY");
        assertThat(finish(batch)).isEqualTo(new Tally(1, 1, 0, 1, 0, 2, 0));
        var person = temporal.getWorkflowClient()
                .newWorkflowStub(InvoiceWorkflow.class, InvoiceWorkflow.workflowId(large.tenant(), large.digest()));
        assertThat(person.settled().standing()).isEqualTo(Standing.WAITING);
        assertThat(person.explain().steps())
                .extracting(step -> step.proposal())
                .as("begins from the document")
                .containsExactly("read_document", "consult_books");
        assertThat(alone.accounts).anySatisfy(account -> {
            assertThat(account.document()).isEqualTo(large.digest());
            assertThat(account.steps()).hasSize(2);
        });
        var model = temporal.getWorkflowClient()
                .newWorkflowStub(InvoiceWorkflow.class, InvoiceWorkflow.workflowId(text.tenant(), text.digest()));
        assertThat(model.settled().code()).isEqualTo("MODEL_NOT_CONFIGURED");
    }

    /** The server takes 4 MB in one transaction; what one workflow task does is one. */
    @Test
    void asManyRunsOfTheirOwnAsOneTaskCanBeginMakeNoLargeHistory() {
        alone.reading = new DocumentReading.Unreadable("EMPTY", "the file is empty");
        temporal.getWorkerFactory().suspendPolling();
        open("texts");
        List<CompletableFuture<String>> sent = new ArrayList<>();
        for (int number = 1; number <= InvoiceBatchWorkflow.PAGES_IN_FLIGHT; number++) {
            Page page = page(number, InvoiceBatchWorkflow.PAGE);
            page.items()
                    .forEach(item ->
                            world.readings.put(item.document().digest(), document -> Answered.of(Samples.text())));
            sent.add(CompletableFuture.supplyAsync(() -> answeredAtLast("texts", page), senders));
        }
        await(() -> sent(InvoiceBatchWorkflow.PAGES_IN_FLIGHT));
        temporal.getWorkerFactory().resumePolling();
        sent.forEach(answer -> assertThat(answer.join()).isEqualTo("80 documents"));
        int documents = InvoiceBatchWorkflow.PAGES_IN_FLIGHT * InvoiceBatchWorkflow.PAGE;
        assertThat(finish(now("texts")).ownRuns()).isEqualTo(documents);
        List<Integer> histories = histories("texts");
        assertThat(histories).allSatisfy(bytes -> assertThat(bytes).isLessThan(2_000_000));
        assertThat(histories.stream().mapToInt(Integer::intValue).sum() / documents)
                .as("bytes of history for each")
                .isBetween(500, 2_500);
    }

    private String answeredAtLast(String name, Page page) {
        String answer = answer(now(name), page);
        while (answer.equals(InvoiceBatchWorkflow.MOVING)) {
            answer = answer(now(name), page);
        }
        return answer;
    }

    private WorkflowStub now(String name) {
        return temporal.getWorkflowClient().newUntypedWorkflowStub("batch/default/" + name);
    }

    /** Bytes of each, from the first run to the one that did not continue as new. */
    private List<Integer> histories(String name) {
        String id = "batch/default/" + name;
        List<Integer> bytes = new ArrayList<>();
        String run = temporal.getWorkflowClient()
                .fetchHistory(id)
                .getEvents()
                .get(0)
                .getWorkflowExecutionStartedEventAttributes()
                .getFirstExecutionRunId();
        while (!run.isEmpty()) {
            var history = temporal.getWorkflowClient().fetchHistory(id, run);
            bytes.add(history.getHistory().getSerializedSize());
            run = history.getLastEvent()
                    .getWorkflowExecutionContinuedAsNewEventAttributes()
                    .getNewExecutionRunId();
        }
        return bytes;
    }

    @Test
    void aDocumentThatMakesTroubleStopsNobody() {
        Page page = page(1, 3);
        DocumentRef poisoned = page.items().get(1).document();
        world.readings.put(poisoned.digest(), document -> Answered.trouble("TOO_SLOW", "document", "took too long"));
        WorkflowStub batch = open("poisoned");
        assertThat(take(batch, page).documents())
                .extracting(Became::standing)
                .containsExactly(Standing.POSTED, Standing.RUNNING, Standing.POSTED);
    }

    @Test
    void aPageThatCannotBeWorkedOnFailsAloneAndSaysWhy() {
        Page page = page(1, 3);
        DocumentRef lost = page.items().get(1).document();
        world.forgotten = InvoiceWorkflow.workflowId(lost.tenant(), lost.digest());
        WorkflowStub batch = open("lost");
        assertThat(answer(batch, page)).isEqualTo("what was decided cannot be read");
        assertThat(answer(batch, page(2, 5))).isEqualTo("5 documents");
        assertThat(finish(batch)).isEqualTo(new Tally(1, 5, 0, 0, 0, 0, 0));
        assertThat(batch.getResult(Tally.class).posted()).isEqualTo(5);
    }

    @Test
    void aDocumentThatHasARunOfItsOwnKeepsIt() {
        Page page = page(1, 1);
        world.readings.put(page.items().get(0).document().digest(), document -> Answered.of(Samples.text()));
        Became first = take(open("first"), page).documents().get(0);
        Became second = take(open("second"), page).documents().get(0);
        assertThat(List.of(first, second)).extracting(Became::standing).containsOnly(Standing.RUNNING);
    }

    @Test
    void creditNotesComeAfterTheInvoicesOfTheirPage() {
        Page page = page(1, 3);
        world.readings.put(
                page.items().get(0).document().digest(),
                document -> Answered.of(
                        new DocumentReading.Structured(Samples.creditNote("CN-1"), Digest.of("invoice"), List.of())));
        assertThat(take(open("credit"), page).documents())
                .extracting(Became::standing)
                .containsOnly(Standing.POSTED);
        assertThat(world.asked).containsExactly("read 3", "consult 2", "post 2", "consult 1", "post 1");
    }

    @Test
    void theSameDocumentInTwoBatchesIsBookedOnce() {
        Page page = page(1, 5);
        WorkflowStub first = open("left");
        WorkflowStub second = open("right");
        var a = begin(first, page);
        var b = begin(second, page);
        List<Standing> standings = new ArrayList<>();
        a.getResult().documents().forEach(each -> standings.add(each.standing()));
        b.getResult().documents().forEach(each -> standings.add(each.standing()));
        assertThat(standings).filteredOn(Standing.POSTED::equals).hasSize(5);
        assertThat(standings).filteredOn(Standing.DUPLICATE::equals).hasSize(5);
    }

    @Test
    void whatWasDecidedBeforeIsNotRunAgainUnlessAsked() {
        Page page = page(1, 3);
        world.readings.put(
                page.items().get(0).document().digest(),
                document -> Answered.of(new DocumentReading.Unreadable("EMPTY", "the file is empty")));
        take(open("before"), page);
        world.asked.clear();
        List<Became> second = take(open("after"), page).documents();
        assertThat(second).extracting(Became::code).containsExactly("EMPTY", "SAME_DOCUMENT", "SAME_DOCUMENT");
        assertThat(second)
                .extracting(Became::standing)
                .containsExactly(Standing.REFUSED, Standing.DUPLICATE, Standing.DUPLICATE);
        assertThat(world.asked).isEmpty();
        assertThat(world.accounts).hasSize(3);
        take(open("once-more", true), page);
        assertThat(world.asked).containsExactly("read 3", "consult 2", "post 2");
    }

    @Test
    void aPageSentAgainIsAnsweredAlikeAndCountsOnce() {
        WorkflowStub batch = open("again");
        Taken first = take(batch, page(1, 5));
        assertThat(take(batch, page(1, 5))).isEqualTo(first);
        Taken anew = batch.startUpdate(
                        UpdateOptions.newBuilder(Taken.class)
                                .setUpdateName("take")
                                .setUpdateId("another-id")
                                .setWaitForStage(WorkflowUpdateStage.COMPLETED)
                                .build(),
                        page(1, 5))
                .getResult();
        assertThat(anew.documents()).extracting(Became::standing).containsOnly(Standing.POSTED);
        assertThat(world.booked).hasSize(5);
        assertThat(finish(batch).posted()).isEqualTo(5);
    }

    @Test
    void continuesAsNewAndTheCallerOnlySeesThatAPageIsToBeSentAgain() {
        mostPages = 2;
        WorkflowStub batch = open("long");
        int sent = 0;
        int again = 0;
        while (sent < 7) {
            try {
                take(now("long"), page(sent + 1, 3));
                sent++;
            } catch (WorkflowUpdateException e) {
                assertThat(e).rootCause().hasMessageContaining(InvoiceBatchWorkflow.MOVING);
                again++;
            }
        }
        assertThat(again).isLessThan(100);
        assertThat(now("long").query("progress", Tally.class)).isEqualTo(new Tally(7, 21, 0, 0, 0, 0, 0));
        assertThat(finish(now("long")).pages()).isEqualTo(7);
        assertThat(world.accounts.stream()
                        .map(Account::run)
                        .map(run -> run.runId())
                        .distinct())
                .as("one run for the record, however often it continued")
                .hasSize(1);
        assertThat(batch.getResult(Tally.class).pages()).isEqualTo(7);
    }

    @Test
    void tooManyPagesAreRefusedNotPiledUp() {
        temporal.getWorkerFactory().suspendPolling();
        WorkflowStub batch = open("fast");
        int pages = 3 * InvoiceBatchWorkflow.PAGES_IN_FLIGHT;
        List<CompletableFuture<String>> sent = new ArrayList<>();
        for (int number = 1; number <= pages; number++) {
            Page page = page(number, 1);
            sent.add(CompletableFuture.supplyAsync(() -> answer(batch, page), senders));
        }
        await(() -> sent(pages));
        temporal.getWorkerFactory().resumePolling();
        List<String> answers = sent.stream().map(CompletableFuture::join).toList();
        assertThat(answers).contains("1 documents", InvoiceBatchWorkflow.TOO_FAST);
        assertThat(answers)
                .filteredOn("1 documents"::equals)
                .hasSizeBetween(InvoiceBatchWorkflow.PAGES_IN_FLIGHT, pages - 1);
    }

    /** A workflow task that waits for an activity ends within a second, and the next one brings what has come meanwhile. */
    private WorkflowStub openForShortTasks(String name) {
        WorkflowStub batch = temporal.getWorkflowClient()
                .newUntypedWorkflowStub(
                        "InvoiceBatch",
                        WorkflowOptions.newBuilder()
                                .setWorkflowId("batch/default/" + name)
                                .setTaskQueue(InvoiceWorkflow.TASK_QUEUE)
                                .setWorkflowTaskTimeout(Duration.ofSeconds(1))
                                .build());
        batch.start(Opening.of(TenantId.DEFAULT, "sam", false));
        return batch;
    }

    /** Each of so many waits for the server's answer, and for nothing that it meets before it has asked. */
    private boolean sent(int pages) {
        return sending.size() == pages
                && sending.stream()
                        .allMatch(thread -> thread.getState() == Thread.State.WAITING
                                && Stream.of(thread.getStackTrace())
                                        .anyMatch(frame -> frame.getMethodName().equals("blockingUnaryCall")));
    }

    private static void await(BooleanSupplier met) {
        while (!met.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    private static String answer(WorkflowStub batch, Page page) {
        try {
            return take(batch, page).documents().size() + " documents";
        } catch (WorkflowUpdateException e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            String why =
                    root instanceof ApplicationFailure failure ? failure.getOriginalMessage() : String.valueOf(root);
            return why.replaceFirst(":.*", "");
        }
    }

    @Test
    void aBatchThatIsCancelledFinishesThePageAtHand() {
        world.mayRead.drainPermits();
        WorkflowStub batch = open("cancelled");
        var answer = CompletableFuture.supplyAsync(() -> answer(batch, page(1, 3)), senders);
        await(() -> world.mayRead.hasQueuedThreads());
        batch.cancel();
        world.mayRead.release(100);
        assertThat(answer.join()).isEqualTo("3 documents");
        assertThatThrownBy(() -> batch.getResult(Tally.class))
                .isInstanceOf(WorkflowFailedException.class)
                .hasCauseInstanceOf(CanceledFailure.class);
        assertThat(world.accounts).hasSize(3);
    }

    @Test
    void aBatchThatNobodyFeedsEnds() {
        WorkflowStub batch = open("idle");
        take(batch, page(1, 2));
        temporal.sleep(Duration.ofMinutes(10));
        take(batch, page(2, 2));
        temporal.sleep(Duration.ofMinutes(40));
        assertThat(batch.getResult(Tally.class).posted()).isEqualTo(4);
    }

    @Test
    void aRecordThatCannotBeKeptWithTheOthersIsKeptAlone() {
        world.recordsTogether = false;
        take(open("records"), page(1, 3));
        assertThat(alone.accounts).hasSize(3);
    }

    @Test
    void aRecordThatCannotBeKeptAtAllFailsItsDocumentOnly() {
        Page page = page(1, 3);
        world.recordsTogether = false;
        alone.unrecordable = page.items().get(1).document().digest();
        List<Became> became = take(open("unrecordable"), page).documents();
        assertThat(became)
                .extracting(Became::standing)
                .containsExactly(Standing.POSTED, Standing.FAILED, Standing.POSTED);
        assertThat(became.get(1).code()).isEqualTo("NOT_RECORDED");
        assertThat(alone.accounts).hasSize(2);
    }

    @Test
    void aPageThatIsNotOneIsRefusedWithWhatWouldBeRight() {
        WorkflowStub batch = open("bad");
        for (Page bad : List.of(
                new Page(1, List.of()),
                new Page(0, page(1, 1).items()),
                page(1, InvoiceBatchWorkflow.PAGE + 1),
                new Page(
                        1,
                        List.of(new Item(
                                new DocumentRef(new TenantId("other"), Digest.of("x"), 10), "foreign.xml"))))) {
            assertThatThrownBy(() -> take(batch, bad))
                    .rootCause()
                    .isInstanceOf(ApplicationFailure.class)
                    .hasMessageContaining("1 to 80 documents of tenant default");
        }
        assertThat(world.asked).isEmpty();
    }

    private WorkflowStub open(String name) {
        return open(name, false);
    }

    private WorkflowStub open(String name, boolean again) {
        WorkflowStub batch = temporal.getWorkflowClient()
                .newUntypedWorkflowStub(
                        "InvoiceBatch",
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(InvoiceBatchWorkflow.workflowId(TenantId.DEFAULT, name))
                                .setTaskQueue(InvoiceWorkflow.TASK_QUEUE)
                                .build());
        batch.start(Opening.of(TenantId.DEFAULT, "sam", again));
        return temporal.getWorkflowClient().newUntypedWorkflowStub("batch/default/" + name);
    }

    static Page page(int number, int documents) {
        return new Page(
                number,
                IntStream.range(0, documents)
                        .mapToObj(i -> new Item(
                                new DocumentRef(TenantId.DEFAULT, Digest.of(number + "/" + i), 1_000),
                                number + "-" + i + ".xml"))
                        .toList());
    }

    private static WorkflowUpdateHandle<Taken> begin(WorkflowStub batch, Page page) {
        return batch.startUpdate(
                UpdateOptions.newBuilder(Taken.class)
                        .setUpdateName("take")
                        .setUpdateId("page-" + page.number())
                        .setWaitForStage(WorkflowUpdateStage.ACCEPTED)
                        .build(),
                page);
    }

    private static Taken take(WorkflowStub batch, Page page) {
        return begin(batch, page).getResult();
    }

    private static Tally finish(WorkflowStub batch) {
        return batch.update("finish", Tally.class);
    }
}
