package dev.ratchet.workflows.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.RealTemporal;
import dev.ratchet.workflows.contract.invoice.BooksFacts;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On a server that suggests to continue as new after a few events, as no server in memory does. */
class ContinueAsNewRealServerTest {
    private static final int RECHECKS = 40;

    @Test
    void aRunThatIsRecheckedAgainAndAgainContinuesAsNewWhileItWaitsAndStillAnswers() {
        String setting = "limit.historyCount.suggestContinueAsNew=" + GoldenRuns.FEW_EVENTS;
        try (RealTemporal temporal = RealTemporal.start(setting);
                RealWorker worker = RealWorker.on(temporal)) {
            SmallWorld world = worker.world();
            world.books =
                    Samples.books(BooksFacts.Supplier.UNKNOWN, BooksFacts.Account.SAME, BooksFacts.Duplicate.NONE, 0);
            Caller caller = Caller.of(temporal.client());
            RunSummary first = caller.submit();
            String firstExecution = currentExecution(caller);
            RunSummary waiting = first;
            for (int i = 0; i < RECHECKS; i++) {
                waiting = caller.recheck(waiting);
                assertThat(waiting.status()).isEqualTo(RunStatus.WAITING);
            }
            assertThat(currentExecution(caller)).as("it continued as new").isNotEqualTo(firstExecution);
            RunSummary after = caller.running().status();
            assertThat(after.run()).as("it keeps its name").isEqualTo(first.run());
            assertThat(after.submitter()).isEqualTo("sam");
            assertThat(world.queries).extracting(query -> query.run().runId()).containsOnly(firstExecution);
            List<Integer> numbers = world.records.all().stream()
                    .flatMap(record -> record.steps().stream())
                    .map(record -> record.step().number())
                    .toList();
            assertThat(numbers).doesNotHaveDuplicates().isSorted();
            assertThat(numbers).as("two turns for each recheck").hasSizeGreaterThanOrEqualTo(2 * RECHECKS);
            assertThat(caller.deny("enough", waiting).status()).isEqualTo(RunStatus.REFUSED);
            world.records.requireRebuilt();
        }
    }

    private static String currentExecution(Caller caller) {
        return caller.client()
                .newUntypedWorkflowStub(caller.id())
                .describe()
                .getExecution()
                .getRunId();
    }
}
