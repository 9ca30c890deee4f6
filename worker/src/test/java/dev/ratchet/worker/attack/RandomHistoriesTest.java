package dev.ratchet.worker.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.activities.ledger.Ledger;
import dev.ratchet.worker.attack.Intruder.Answer;
import dev.ratchet.worker.attack.Intruder.Step;
import dev.ratchet.worker.dev.DemoInbox;
import dev.ratchet.worker.dev.Installation;
import dev.ratchet.worker.dev.SampleInvoices;
import dev.ratchet.worker.dev.WorkerProcess;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.RunRef;
import io.temporal.client.WorkflowOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The property: whatever a workflow asks of the workers, in any order and with any arguments, the books hold nothing but what
 * documents say that somebody brought in, and of those only what the rules permit without a person. The arguments are put
 * together from genuine parts of several runs, and then changed at random places. What documents say is taken from their text,
 * not from the product.
 */
@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RandomHistoriesTest {
    private static final long SEED = 20_261_129L;
    private static final int HISTORIES = 40;
    private static final int STEPS = 20;

    @TempDir
    static Path folder;

    private static Installation product;
    private static WorkerProcess worker;
    private static WorkerFactory intruder;

    /** What may be in the books: account and minor units, by the document's digest. */
    private static final Map<Digest, Map<String, Long>> ALLOWED = new HashMap<>();

    private static final List<GenuineParts> RUNS = new ArrayList<>();
    private static final Map<String, Integer> ANSWERS = new TreeMap<>();

    @BeforeAll
    static void start() throws Exception {
        product = Installation.start(folder, true, Map.of());
        worker = product.worker();
        intruder = WorkerFactory.newInstance(product.client());
        Worker own = intruder.newWorker(Intruder.TASK_QUEUE);
        own.registerWorkflowImplementationTypes(Intruder.Impl.class, Intruder.HistoryImpl.class);
        intruder.start();
        for (int sample = 301; sample <= 306; sample++) {
            byte[] ubl = SampleInvoices.ubl(sample);
            DocumentRef document = product.bringIn(ubl, "jonas.petri");
            ALLOWED.put(document.digest(), says(new String(ubl, StandardCharsets.UTF_8)));
            RUNS.add(parts(document));
        }
        RUNS.add(parts(product.bringIn(DemoInbox.document("13-valdrift-over-limit.xml"), "jonas.petri")));
        RUNS.add(parts(product.plant(SampleInvoices.ubl(307))));
    }

    @AfterAll
    static void stop() throws Exception {
        intruder.shutdownNow();
        worker.close();
        product.close();
    }

    private static Map<String, Long> says(String ubl) {
        return Map.of(
                "expenses:purchases:KERZENDORF", Installation.cents(ubl, "TaxExclusiveAmount"),
                "assets:vat-input", Installation.cents(ubl, "TaxAmount"),
                "liabilities:payable:KERZENDORF", -Installation.cents(ubl, "PayableAmount"));
    }

    private static GenuineParts parts(DocumentRef document) {
        RunRef run = GenuineParts.run(document);
        return GenuineParts.of(
                document,
                (activity, argument) ->
                        play(run, List.of(new Step(activity, argument))).get(0));
    }

    /** @param own whose workflow id the history has */
    private static List<Answer> play(RunRef own, List<Step> steps) {
        return product.client()
                .newWorkflowStub(
                        Intruder.History.class,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(own.workflowId())
                                .setTaskQueue(Intruder.TASK_QUEUE)
                                .build())
                .play(steps);
    }

    private static void requireOnlyWhatDocumentsSay(String after) {
        for (Ledger.Entry entry : product.booked()) {
            Map<String, Long> booked = new HashMap<>();
            entry.lines().forEach(line -> booked.merge(line.account(), line.minor(), Long::sum));
            assertThat(booked).as("entry %d, after %s", entry.number(), after).isEqualTo(ALLOWED.get(entry.document()));
        }
    }

    @Test
    @Order(1)
    void noRandomHistoryBooksWhatNoDocumentSays() {
        Random random = new Random(SEED);
        for (int history = 0; history < HISTORIES; history++) {
            GenuineParts own = RUNS.get(random.nextInt(RUNS.size()));
            RandomArguments arguments = new RandomArguments(random, RUNS, own);
            List<Step> steps = new ArrayList<>();
            for (int step = 0; step < STEPS; step++) {
                steps.add(arguments.step());
            }
            for (Answer answer : play(own.run(), steps)) {
                ANSWERS.merge(kind(answer), 1, Integer::sum);
            }
            requireOnlyWhatDocumentsSay("history " + history + " of seed " + SEED + ": " + CanonicalJson.of(steps));
        }
        System.out.println(HISTORIES * STEPS + " random calls came to: " + ANSWERS);
        assertThat(ANSWERS.keySet())
                .as("the histories reach every check of the ledger")
                .contains("PERMISSION_FORGED", "INTENT_MISMATCH", "SUBMITTER_UNKNOWN", "BAD_INPUT", "done")
                .doesNotContain("UNEXPECTED");
    }

    /** That the property can be broken by something at all: what is right is booked, by the same way. */
    @Test
    @Order(2)
    void whatIsRightIsBookedByTheSameWay() {
        for (GenuineParts run : RUNS) {
            play(run.run(), List.of(new Step("EffectPerform", run.request())));
        }
        requireOnlyWhatDocumentsSay("the right requests");
        assertThat(product.booked())
                .extracting(Ledger.Entry::document)
                .containsExactlyInAnyOrderElementsOf(ALLOWED.keySet());
    }

    private static String kind(Answer answer) {
        JsonNode value = answer.value();
        if (answer.failed() != null) {
            return answer.failed().replaceAll("(?s):.*", "");
        }
        return value == null
                ? "nothing"
                : value.path("code").asText(value.path("effect").asText("an answer"));
    }
}
