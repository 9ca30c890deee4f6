package dev.ratchet.workflows.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.TestTemporal;
import dev.ratchet.TestWorkers;
import dev.ratchet.workflows.agent.Rebuild;
import dev.ratchet.workflows.agent.Rebuild.Problem;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.record.RunRecord;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.Step;
import dev.ratchet.workflows.contract.record.StepRecord;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The record of a run that a model and a person had a part in, and what is found when somebody changes it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InvoiceRebuildTest {
    private String start;
    private List<StepRecord> steps;
    private Digest state;

    @BeforeAll
    void aRunIsRecorded() {
        SmallWorld world = new SmallWorld();
        try (TestWorkflowEnvironment temporal = TestTemporal.open()) {
            Worker worker = temporal.newWorker(InvoiceWorkflow.TASK_QUEUE, TestWorkers.options());
            Caller.register(worker);
            worker.registerActivitiesImplementations(world);
            temporal.start();
            Caller caller = Caller.of(temporal.getWorkflowClient());
            GoldenRuns.APPROVED.happen(world, caller);
            assertThat(caller.result().status()).isEqualTo(RunStatus.DONE);
        }
        List<RunRecord> records = world.records.all();
        start = records.stream()
                .map(RunRecord::start)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
        steps = records.stream().flatMap(record -> record.steps().stream()).toList();
        state = records.get(records.size() - 1).state();
        assertThat(steps).hasSizeGreaterThanOrEqualTo(5);
    }

    @Test
    void theRecordAsItIsGivesTheStateThatTheRunEndedWith() {
        Rebuild<InvoiceState> rebuilt = rebuild(steps);
        assertThat(rebuilt.problem()).isNull();
        assertThat(rebuilt.equal()).isTrue();
        assertThat(rebuilt.steps()).isEqualTo(steps.size());
    }

    @Test
    void eachStepThatIsLeftOutIsNamed() {
        for (int i = 0; i < steps.size() - 1; i++) {
            List<StepRecord> without = new ArrayList<>(steps);
            without.remove(i);
            assertProblem(without, i + 1, Problem.STEP_MISSING, "step " + (i + 1) + " is not on record");
        }
        assertProblem(steps.subList(0, steps.size() - 1), 0, Problem.OTHER_STATE, "on record is " + state.brief());
    }

    @Test
    void eachObservationThatIsAlteredIsNamed() {
        for (int i = 0; i < steps.size(); i++) {
            StepRecord step = steps.get(i);
            List<StepRecord> altered = new ArrayList<>(steps);
            altered.set(i, new StepRecord(step.step(), step.proposal(), step.result() + " "));
            assertProblem(
                    altered,
                    i + 1,
                    Problem.BODY_ALTERED,
                    "the observation of step " + (i + 1) + " is not the one whose digest is on record");
        }
    }

    @Test
    void anObservationThatIsAlteredWithItsDigestLeadsToAnotherState() {
        StepRecord read = steps.get(0);
        String result = read.result().replace("\"lines\":1", "\"lines\":2");
        assertThat(result).isNotEqualTo(read.result());
        List<StepRecord> altered = new ArrayList<>(steps);
        altered.set(0, new StepRecord(numbered(read.step(), 1, Digest.of(result)), read.proposal(), result));
        assertThat(rebuild(altered).problem())
                .isNotNull()
                .extracting(Problem::code)
                .isEqualTo(Problem.OTHER_STATE);
    }

    @Test
    void stepsThatAreSwappedAreNamed() {
        for (int i = 0; i < steps.size() - 1; i++) {
            List<StepRecord> swapped = new ArrayList<>(steps);
            Collections.swap(swapped, i, i + 1);
            assertProblem(
                    swapped,
                    i + 2,
                    Problem.STEP_OUT_OF_ORDER,
                    "step " + (i + 2) + " stands where step " + (i + 1) + " belongs");
        }
    }

    /** Whoever swaps may write new numbers, too: then the phase in which a step was taken tells. */
    @Test
    void stepsThatAreSwappedAndNumberedAnewAreNamed() {
        List<StepRecord> swapped = new ArrayList<>(steps);
        StepRecord first = steps.get(0);
        StepRecord second = steps.get(1);
        swapped.set(
                0,
                new StepRecord(
                        numbered(second.step(), 1, second.step().observed()), second.proposal(), second.result()));
        swapped.set(
                1,
                new StepRecord(numbered(first.step(), 2, first.step().observed()), first.proposal(), first.result()));
        assertProblem(
                swapped,
                1,
                Problem.STEP_OUT_OF_ORDER,
                "step 1 was taken in phase " + second.step().phase());
    }

    private static Step numbered(Step step, int number, Digest observed) {
        return new Step(
                number,
                step.beganMillis(),
                step.plannedMillis(),
                step.atMillis(),
                step.phase(),
                step.planner(),
                step.proposal(),
                step.proposed(),
                step.verdict(),
                step.observation(),
                observed,
                step.tokens(),
                step.micros());
    }

    private void assertProblem(List<StepRecord> changed, int step, String code, String why) {
        Problem problem = rebuild(changed).problem();
        assertThat(problem).isNotNull();
        assertThat(problem.step()).isEqualTo(step);
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.why()).contains(why);
    }

    private Rebuild<InvoiceState> rebuild(List<StepRecord> recorded) {
        return Rebuild.of(new InvoiceAgent(), start, recorded, state);
    }
}
