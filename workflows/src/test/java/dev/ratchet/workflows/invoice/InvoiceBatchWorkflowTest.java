package dev.ratchet.workflows.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.TestTemporal;
import dev.ratchet.TestWorkers;
import dev.ratchet.workflows.batch.BatchWorkflow;
import dev.ratchet.workflows.batch.BatchWorkflow.Item;
import dev.ratchet.workflows.batch.BatchWorkflow.Opening;
import dev.ratchet.workflows.batch.BatchWorkflow.Page;
import dev.ratchet.workflows.batch.BatchWorkflow.PageResult;
import dev.ratchet.workflows.batch.BatchWorkflow.Tally;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.batch.ItemResult;
import dev.ratchet.workflows.contract.invoice.DocumentReading;
import dev.ratchet.workflows.contract.record.RunResult;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.run.RunRequest;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateHandle;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
        temporal = TestTemporal.open();
        Worker worker = temporal.newWorker(InvoiceWorkflow.TASK_QUEUE, TestWorkers.options());
        worker.registerWorkflowImplementationFactory(
                InvoiceWorkflow.class,
                values -> new InvoiceWorkflowImpl(values.get(0, RunRequest.class)),
                WorkflowImplementationOptions.newBuilder().build());
        worker.registerWorkflowImplementationFactory(
                InvoiceBatchWorkflow.class,
                values -> new InvoiceBatchWorkflowImpl(values.get(0, Opening.class), mostPages),
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
        world.records.requireRebuilt();
        alone.records.requireRebuilt();
    }

    @Test
    void aPageIsBookedWithFourActivitiesAndAnsweredInItsOrder() {
        WorkflowStub batch = open("one");
        PageResult result = take(batch, page(1, 20));
        assertThat(result.documents())
                .hasSize(20)
                .allSatisfy(each -> assertThat(each.status()).isEqualTo(RunStatus.DONE));
        assertThat(result.documents().stream().map(RunResult::receipt)).doesNotHaveDuplicates();
        assertThat(world.asked).containsExactly("read 20", "consult 20", "post 20");
        assertThat(world.records.all()).hasSize(20).allSatisfy(record -> {
            assertThat(record.steps()).hasSize(3);
            assertThat(record.summary().outcome()).isEqualTo("POSTED");
            assertThat(record.start()).contains(record.summary().workflowId().substring("invoice/default/".length()));
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
    void aPageIsRuledByTheRulesInForceWhenItIsWorkedOn() {
        WorkflowStub batch = open("rules");
        assertThat(take(batch, page(1, BatchWorkflow.PAGE)).documents())
                .allSatisfy(each -> assertThat(each.status()).isEqualTo(RunStatus.DONE));
        world.rules = Samples.strictRules();
        assertThat(take(batch, page(2, BatchWorkflow.PAGE)).documents())
                .allSatisfy(each -> assertThat(each.status()).isEqualTo(RunStatus.REFUSED));
    }

    @Test
    void aFullPageIsReadAndAskedInPartsAndPostedAsOne() {
        take(open("full"), page(1, BatchWorkflow.PAGE));
        assertThat(world.asked).containsExactly("read 40", "read 40", "consult 40", "consult 40", "post 80");
        assertThat(world.records.all()).hasSize(BatchWorkflow.PAGE);
    }

    /** Later pages are read first and would be booked first, if nothing held them to their order. */
    @Test
    void pagesAreBookedInTheOrderInWhichTheyWereBegunAndDocumentsInTheOrderOfTheirPage() {
        WorkflowStub batch = openForShortTasks("order");
        world.mayLook.drainPermits();
        List<CompletableFuture<String>> sent = new ArrayList<>();
        for (int number = 1; number <= 3; number++) {
            Page page = page(number, 4);
            sent.add(CompletableFuture.supplyAsync(() -> answer(batch, page), senders));
            int waiting = number;
            await(() -> world.mayLook.getQueueLength() == waiting);
        }
        world.mayLook.release(1_000);
        sent.forEach(answer -> assertThat(answer.join()).isEqualTo("4 documents"));
        List<String> inOrder = Stream.of(page(1, 4), page(2, 4), page(3, 4))
                .flatMap(page -> page.items().stream())
                .map(item -> "RE-" + item.document().digest().brief())
                .toList();
        assertThat(world.bookedInOrder).containsExactlyElementsOf(inOrder);
    }

    /** The workflow task that waits for the ledger brings the second page when it ends. */
    @Test
    void aPageIsReadWhileTheOneBeforeIsBookedAndAsksTheBooksAfterIt() {
        world.mayPost.drainPermits();
        WorkflowStub batch = openForShortTasks("pages");
        var first = CompletableFuture.supplyAsync(() -> answer(batch, page(1, 3)), senders);
        await(() -> world.mayPost.hasQueuedThreads());
        var second = CompletableFuture.supplyAsync(() -> answer(batch, page(2, 5)), senders);
        await(() -> (world.mayPost.hasQueuedThreads() && world.asked.stream().anyMatch("read 5"::equals))
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
        world.readings.put(text.digest(), document -> ItemResult.of(Samples.text()));
        alone.readings.put(text.digest(), Samples.text());
        world.books.put("RE-" + large.digest().brief(), Samples.books(0));
        alone.books = Samples.books(0);
        world.readings.put(
                broken.digest(),
                document -> ItemResult.of(new DocumentReading.Unreadable("EMPTY", "the file is empty")));
        WorkflowStub batch = open("mixed");
        List<RunResult> results = take(batch, page).documents();
        assertThat(results)
                .extracting(RunResult::status)
                .containsExactly(RunStatus.RUNNING, RunStatus.RUNNING, RunStatus.REFUSED, RunStatus.DONE);
        assertThat(results.get(2).code()).isEqualTo("EMPTY");
        assertThat(finish(batch)).isEqualTo(new Tally(1, 1, 0, 1, 0, 2, 0));
        var person = temporal.getWorkflowClient()
                .newWorkflowStub(InvoiceWorkflow.class, InvoiceWorkflow.workflowId(large.tenant(), large.digest()));
        assertThat(person.settled().status()).isEqualTo(RunStatus.WAITING);
        assertThat(person.explain().steps())
                .extracting(step -> step.proposal())
                .as("begins from the document")
                .containsExactly("read_document", "consult_books");
        assertThat(alone.records.all()).anySatisfy(record -> {
            assertThat(record.summary().workflowId()).endsWith(large.digest().hex());
            assertThat(record.steps()).hasSize(2);
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
        for (int number = 1; number <= BatchWorkflow.PAGES_IN_FLIGHT; number++) {
            Page page = page(number, BatchWorkflow.PAGE);
            page.items()
                    .forEach(item ->
                            world.readings.put(item.document().digest(), document -> ItemResult.of(Samples.text())));
            sent.add(CompletableFuture.supplyAsync(() -> answeredAtLast("texts", page), senders));
        }
        await(() ->
                waiting() + sent.stream().filter(CompletableFuture::isDone).count() == BatchWorkflow.PAGES_IN_FLIGHT);
        temporal.getWorkerFactory().resumePolling();
        sent.forEach(answer -> assertThat(answer.join()).isEqualTo("80 documents"));
        int documents = BatchWorkflow.PAGES_IN_FLIGHT * BatchWorkflow.PAGE;
        assertThat(finish(now("texts")).ownRuns()).isEqualTo(documents);
        List<Integer> histories = histories("texts");
        assertThat(histories).allSatisfy(bytes -> assertThat(bytes).isLessThan(2_000_000));
        assertThat(histories.stream().mapToInt(Integer::intValue).sum() / documents)
                .as("bytes of history for each")
                .isBetween(500, 2_500);
    }

    private String answeredAtLast(String name, Page page) {
        String answer = answer(now(name), page);
        while (answer.equals(BatchWorkflow.MOVING)) {
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
        world.readings.put(poisoned.digest(), document -> ItemResult.error("TOO_SLOW", "document", "took too long"));
        WorkflowStub batch = open("poisoned");
        assertThat(take(batch, page).documents())
                .extracting(RunResult::status)
                .containsExactly(RunStatus.DONE, RunStatus.RUNNING, RunStatus.DONE);
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
        assertThat(batch.getResult(Tally.class).done()).isEqualTo(5);
    }

    /** The second batch must neither end nor replace the run that waits for a person. */
    @Test
    void aDocumentThatHasARunOfItsOwnKeepsIt() {
        Page page = page(1, 1);
        DocumentRef text = page.items().get(0).document();
        world.readings.put(text.digest(), document -> ItemResult.of(Samples.text()));
        alone.reading = Samples.text();
        RunResult first = take(open("first"), page).documents().get(0);
        String id = InvoiceWorkflow.workflowId(text.tenant(), text.digest());
        RunSummary waits = temporal.getWorkflowClient()
                .newWorkflowStub(InvoiceWorkflow.class, id)
                .settled();
        assertThat(waits.status()).isEqualTo(RunStatus.WAITING);
        RunResult second = take(open("second"), page).documents().get(0);
        assertThat(List.of(first, second)).extracting(RunResult::status).containsOnly(RunStatus.RUNNING);
        assertThat(temporal.getWorkflowClient()
                        .newWorkflowStub(InvoiceWorkflow.class, id)
                        .status())
                .isEqualTo(waits);
        assertThat(alone.requests).as("it asked a person once").hasSize(1);
    }

    @Test
    void creditNotesComeAfterTheInvoicesOfTheirPage() {
        Page page = page(1, 3);
        world.readings.put(
                page.items().get(0).document().digest(),
                document -> ItemResult.of(
                        new DocumentReading.Structured(Samples.creditNote("CN-1"), Digest.of("invoice"), List.of())));
        assertThat(take(open("credit"), page).documents())
                .extracting(RunResult::status)
                .containsOnly(RunStatus.DONE);
        assertThat(world.asked).containsExactly("read 3", "consult 2", "post 2", "consult 1", "post 1");
    }

    @Test
    void theSameDocumentInTwoBatchesIsBookedOnce() {
        Page page = page(1, 5);
        WorkflowStub first = open("left");
        WorkflowStub second = open("right");
        var a = begin(first, page);
        var b = begin(second, page);
        List<RunStatus> standings = new ArrayList<>();
        a.getResult().documents().forEach(each -> standings.add(each.status()));
        b.getResult().documents().forEach(each -> standings.add(each.status()));
        assertThat(standings).filteredOn(RunStatus.DONE::equals).hasSize(5);
        assertThat(standings).filteredOn(RunStatus.DUPLICATE::equals).hasSize(5);
    }

    @Test
    void whatWasDecidedBeforeIsNotRunAgainUnlessAsked() {
        Page page = page(1, 3);
        world.readings.put(
                page.items().get(0).document().digest(),
                document -> ItemResult.of(new DocumentReading.Unreadable("EMPTY", "the file is empty")));
        take(open("before"), page);
        world.asked.clear();
        List<RunResult> second = take(open("after"), page).documents();
        assertThat(second).extracting(RunResult::code).containsExactly("EMPTY", "SAME_DOCUMENT", "SAME_DOCUMENT");
        assertThat(second)
                .extracting(RunResult::status)
                .containsExactly(RunStatus.REFUSED, RunStatus.DUPLICATE, RunStatus.DUPLICATE);
        assertThat(world.asked).isEmpty();
        assertThat(world.records.all()).hasSize(3);
        take(open("once-more", true), page);
        assertThat(world.asked).containsExactly("read 3", "consult 3", "post 2");
    }

    @Test
    void aPageSentAgainIsAnsweredAlikeAndCountsOnce() {
        WorkflowStub batch = open("again");
        PageResult first = take(batch, page(1, 5));
        assertThat(take(batch, page(1, 5))).isEqualTo(first);
        PageResult anew = batch.startUpdate(
                        UpdateOptions.newBuilder(PageResult.class)
                                .setUpdateName("submit")
                                .setUpdateId("another-id")
                                .setWaitForStage(WorkflowUpdateStage.COMPLETED)
                                .build(),
                        page(1, 5))
                .getResult();
        assertThat(anew.documents()).extracting(RunResult::status).containsOnly(RunStatus.DONE);
        assertThat(world.booked).hasSize(5);
        assertThat(finish(batch).done()).isEqualTo(5);
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
                assertThat(e).rootCause().hasMessageContaining(BatchWorkflow.MOVING);
                again++;
            }
        }
        assertThat(again).isLessThan(100);
        assertThat(now("long").query("progress", Tally.class)).isEqualTo(new Tally(7, 21, 0, 0, 0, 0, 0));
        assertThat(finish(now("long")).pages()).isEqualTo(7);
        assertThat(world.records.all().stream()
                        .map(record -> record.summary().run().runId())
                        .distinct())
                .as("one run for the record, however often it continued")
                .hasSize(1);
        assertThat(batch.getResult(Tally.class).pages()).isEqualTo(7);
    }

    @Test
    void tooManyPagesAreRefusedNotPiledUp() {
        temporal.getWorkerFactory().suspendPolling();
        WorkflowStub batch = open("fast");
        int pages = 3 * BatchWorkflow.PAGES_IN_FLIGHT;
        List<CompletableFuture<String>> sent = new ArrayList<>();
        for (int number = 1; number <= pages; number++) {
            Page page = page(number, 1);
            sent.add(CompletableFuture.supplyAsync(() -> answer(batch, page), senders));
        }
        await(() -> waiting() + sent.stream().filter(CompletableFuture::isDone).count() == pages);
        temporal.getWorkerFactory().resumePolling();
        List<String> answers = sent.stream().map(CompletableFuture::join).toList();
        assertThat(answers).contains("1 documents", BatchWorkflow.TOO_FAST);
        assertThat(answers).filteredOn("1 documents"::equals).hasSizeBetween(BatchWorkflow.PAGES_IN_FLIGHT, pages - 1);
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

    /** How many wait for the server's answer, and for nothing that they meet before they have asked. */
    private long waiting() {
        return sending.stream()
                .filter(thread -> thread.getState() == Thread.State.WAITING
                        && Stream.of(thread.getStackTrace())
                                .anyMatch(frame -> frame.getMethodName().equals("blockingUnaryCall")))
                .count();
    }

    private static void await(BooleanSupplier met) {
        long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!met.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the end of a minute's wait").isLessThan(until);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
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
        assertThat(world.records.all()).hasSize(3);
    }

    @Test
    void aBatchThatNobodyFeedsEnds() {
        WorkflowStub batch = open("idle");
        take(batch, page(1, 2));
        temporal.sleep(Duration.ofMinutes(10));
        take(batch, page(2, 2));
        temporal.sleep(Duration.ofMinutes(40));
        assertThat(batch.getResult(Tally.class).done()).isEqualTo(4);
    }

    @Test
    void aRecordThatCannotBeKeptWithTheOthersIsKeptAlone() {
        world.recordsTogether = false;
        take(open("records"), page(1, 3));
        assertThat(alone.records.all()).hasSize(3);
    }

    @Test
    void aRecordThatCannotBeKeptAtAllFailsItsDocumentOnly() {
        Page page = page(1, 3);
        world.recordsTogether = false;
        alone.unrecordable = InvoiceWorkflow.workflowId(
                TenantId.DEFAULT, page.items().get(1).document().digest());
        List<RunResult> results = take(open("unrecordable"), page).documents();
        assertThat(results)
                .extracting(RunResult::status)
                .containsExactly(RunStatus.DONE, RunStatus.FAILED, RunStatus.DONE);
        assertThat(results.get(1).code()).isEqualTo("NOT_RECORDED");
        assertThat(alone.records.all()).hasSize(2);
    }

    @Test
    void aPageThatIsNotOneIsRefusedWithWhatWouldBeRight() {
        WorkflowStub batch = open("bad");
        for (Page bad : List.of(
                new Page(1, List.of()),
                new Page(0, page(1, 1).items()),
                page(1, BatchWorkflow.PAGE + 1),
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
                                .setWorkflowId(BatchWorkflow.workflowId(TenantId.DEFAULT, name))
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

    private static WorkflowUpdateHandle<PageResult> begin(WorkflowStub batch, Page page) {
        return batch.startUpdate(
                UpdateOptions.newBuilder(PageResult.class)
                        .setUpdateName("submit")
                        .setUpdateId("page-" + page.number())
                        .setWaitForStage(WorkflowUpdateStage.ACCEPTED)
                        .build(),
                page);
    }

    private static PageResult take(WorkflowStub batch, Page page) {
        return begin(batch, page).getResult();
    }

    private static Tally finish(WorkflowStub batch) {
        return batch.update("finish", Tally.class);
    }
}
