package dev.ratchet.activities.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.activities.budget.Account;
import dev.ratchet.activities.budget.Exceeded;
import dev.ratchet.activities.budget.Level;
import dev.ratchet.activities.budget.Limits;
import dev.ratchet.activities.model.MemoryContentStore;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.FailureType;
import dev.ratchet.workflows.contract.ModelActivities.Usage;
import dev.ratchet.workflows.contract.TenantId;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedCallsTest {
    private static final CallAnswer ANSWER = new CallAnswer(
            CallAnswer.Ending.CUT_OFF, "said", new Usage("only", "scripted", 3, 1, 2, 3), CallAnswer.Cost.ESTIMATED);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final MemoryContentStore texts = new MemoryContentStore();
    private final MemoryModelCalls record = new MemoryModelCalls();
    private final AtomicInteger paid = new AtomicInteger();
    private final CallRequest request = ModelCallsContract.request(TenantId.DEFAULT, "a", 5);

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    private RecordedCalls calls(ModelCalls record) {
        return new RecordedCalls(record, texts, ReceivedAnswers.NOWHERE, timer);
    }

    private CallAnswer pay() {
        paid.incrementAndGet();
        return ANSWER;
    }

    @Test
    void whatWasPaidOnceIsAnsweredFromTheRecordByEveryWorker() throws IOException {
        RecordedCalls.Paid first = calls(record).once(request, this::pay);
        RecordedCalls.Paid again = calls(record).once(request, this::pay);
        assertThat(first).isEqualTo(new RecordedCalls.Paid(ANSWER, Digest.of("said")));
        assertThat(again).isEqualTo(first);
        assertThat(paid).hasValue(1);
    }

    @Test
    void whatIsAskedAndSaidIsKept() throws IOException {
        calls(record).once(request, this::pay);
        assertThat(texts.get(TenantId.DEFAULT, Digest.of("asked"))).isPresent();
        assertThat(texts.get(TenantId.DEFAULT, Digest.of("said"))).isPresent();
    }

    @Test
    void anotherWorkerComesBackWhenTheLeaseOfTheFirstIsOver() {
        record.claim(request, Digest.of("asked"), Duration.ofSeconds(20));
        assertThatExceptionOfType(ApplicationFailure.class)
                .isThrownBy(() -> calls(record).once(request, this::pay))
                .returns(FailureType.CALL_UNDER_WAY.name(), ApplicationFailure::getType)
                .returns(false, ApplicationFailure::isNonRetryable)
                .satisfies(busy ->
                        assertThat(busy.getNextRetryDelay()).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(21)));
        assertThat(paid).hasValue(0);
    }

    @Test
    void aCallThatFailsLeavesTheRequestFree() throws IOException {
        assertThatThrownBy(() -> calls(record).once(request, () -> {
                    throw new IllegalStateException("no answer");
                }))
                .hasMessage("no answer");
        calls(record).once(request, this::pay);
        assertThat(paid).hasValue(1);
    }

    @Test
    void whereNobodyWasCalledTheClaimIsWithdrawnAndTheReasonPassedOn() throws IOException {
        List<String> withdrawn = new ArrayList<>();
        ModelCalls noting = new Delegating(record) {
            @Override
            public void withdraw(CallRequest wanted, Mine mine) {
                withdrawn.add("withdrawn");
                super.withdraw(wanted, mine);
            }

            @Override
            public void release(CallRequest wanted, Mine mine) {
                withdrawn.add("released");
            }
        };
        ApplicationFailure down = ApplicationFailure.newFailure("all down", FailureType.MODEL_TIER_DOWN.name());
        assertThatThrownBy(() -> calls(noting).once(request, () -> {
                    throw new RecordedCalls.NotCalled(down);
                }))
                .isSameAs(down);
        assertThat(withdrawn).containsExactly("withdrawn");
        calls(record).once(request, this::pay);
        assertThat(paid).hasValue(1);
    }

    @Test
    void whatABudgetCannotHoldIsNotCalledAndSaysWhichBudget() {
        Exceeded exceeded = new Exceeded(new Account(Level.DAY, "2026-11-28"), 100, 90, 0, 20, Limits.Over.WAIT);
        ModelCalls full = new Delegating(record) {
            @Override
            public Claim claim(CallRequest wanted, Digest asked, Duration lease) {
                return new TooDear(exceeded);
            }
        };
        assertThatExceptionOfType(ApplicationFailure.class)
                .isThrownBy(() -> calls(full).once(request, this::pay))
                .returns(FailureType.BUDGET_EXCEEDED.name(), ApplicationFailure::getType)
                .returns(true, ApplicationFailure::isNonRetryable)
                .withMessageContaining("the budget of day 2026-11-28 is 0.0001; 0.00009 are spent, and this call may"
                        + " cost 0.00002");
        assertThat(paid).hasValue(0);
    }

    @Test
    void aBudgetMayEndTheRun() {
        Exceeded exceeded = new Exceeded(new Account(Level.DAY, "2026-11-28"), 100, 90, 0, 20, Limits.Over.END);
        ModelCalls full = new Delegating(record) {
            @Override
            public Claim claim(CallRequest wanted, Digest asked, Duration lease) {
                return new TooDear(exceeded);
            }
        };
        assertThatExceptionOfType(ApplicationFailure.class)
                .isThrownBy(() -> calls(full).once(request, this::pay))
                .returns(FailureType.BUDGET_ENDED.name(), ApplicationFailure::getType)
                .returns(true, ApplicationFailure::isNonRetryable)
                .withMessageContaining(". Who has the role 'budgets' may raise it for runs to come");
    }

    @Test
    void whoWaitsIsToldTheVeryCommandThatRaisesTheBudget() {
        Account agent = new Account(Level.AGENT, "invoice 2026-11");
        assertThat(new Exceeded(agent, 100, 90, 0, 20, Limits.Over.WAIT).why())
                .endsWith(
                        ". Who has the role 'budgets' may raise it ('ratchet budgets raise agent \"invoice 2026-11\" AMOUNT"
                                + " --why REASON'); then have this rechecked ('ratchet recheck ID')");
    }

    @Test
    void whatIsReservedForOthersIsWaitedFor() throws IOException {
        AtomicInteger refusals = new AtomicInteger(2);
        Exceeded reserved = new Exceeded(new Account(Level.DAY, "2026-11-28"), 100, 10, 80, 20, Limits.Over.WAIT);
        ModelCalls busy = new Delegating(record) {
            @Override
            public Claim claim(CallRequest wanted, Digest asked, Duration lease) {
                return refusals.getAndDecrement() > 0 ? new TooDear(reserved) : super.claim(wanted, asked, lease);
            }
        };
        assertThat(calls(busy).once(request, this::pay).answer()).isEqualTo(ANSWER);
        assertThat(paid).hasValue(1);
    }

    @Test
    void whoIsInterruptedWaitsForNoRoom() {
        Exceeded reserved = new Exceeded(new Account(Level.DAY, "2026-11-28"), 100, 10, 80, 20, Limits.Over.WAIT);
        ModelCalls busy = new Delegating(record) {
            @Override
            public Claim claim(CallRequest wanted, Digest asked, Duration lease) {
                return new TooDear(reserved);
            }
        };
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(ApplicationFailure.class)
                .isThrownBy(() -> calls(busy).once(request, this::pay))
                .returns(FailureType.BUDGET_RESERVED.name(), ApplicationFailure::getType)
                .returns(false, ApplicationFailure::isNonRetryable);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aPaidAnswerWaitsForADatabaseThatIsAway() throws IOException {
        AtomicInteger refusals = new AtomicInteger(2);
        ModelCalls away = new Delegating(record) {
            @Override
            public Recorded complete(CallRequest wanted, Mine mine, Recorded answer) {
                if (refusals.getAndDecrement() > 0) {
                    throw new IllegalStateException(new SQLException("gone", "08006"));
                }
                return super.complete(wanted, mine, answer);
            }
        };
        assertThat(calls(away).once(request, this::pay).answer()).isEqualTo(ANSWER);
        calls(record).once(request, this::pay);
        assertThat(paid).hasValue(1);
    }

    /** Temporal waits no more for somebody whose heartbeat did not arrive, but the answer is there. */
    @Test
    void anAnswerIsRecordedAlsoWhenNobodyWaitsForItAnyMore() throws IOException {
        calls(record).once(request, () -> {
            Thread.currentThread().interrupt();
            return pay();
        });
        assertThat(Thread.interrupted()).isTrue();
        calls(record).once(request, this::pay);
        assertThat(paid).hasValue(1);
    }

    /** It dies at the worst place: the answer is received, and nothing of it is in the database. */
    @Test
    void whatADeadWorkerOfThisMachineReceivedIsRecordedAndNotPaidAgain(@TempDir Path folder) throws IOException {
        DirectoryReceivedAnswers received = DirectoryReceivedAnswers.open(folder.resolve("answers"), Clock.systemUTC());
        received.keep(request, ANSWER);
        ReceivedAnswers afterARestart = DirectoryReceivedAnswers.open(folder.resolve("answers"), Clock.systemUTC());
        RecordedCalls calls = new RecordedCalls(record, texts, afterARestart, timer);
        assertThat(calls.once(request, this::pay)).isEqualTo(new RecordedCalls.Paid(ANSWER, Digest.of("said")));
        assertThat(paid).hasValue(0);
        assertThat(folder.resolve("answers")).isEmptyDirectory();
        calls.once(ModelCallsContract.request(TenantId.DEFAULT, "b", 5), this::pay);
        assertThat(paid).as("another request").hasValue(1);
        assertThat(folder.resolve("answers")).isEmptyDirectory();
    }

    @Test
    void aFileThatIsNoAnswerOrAnHourOldIsNone(@TempDir Path folder) throws IOException {
        DirectoryReceivedAnswers received = DirectoryReceivedAnswers.open(folder, Clock.systemUTC());
        Files.writeString(folder.resolve(request.digest().hex()), "{");
        assertThat(received.find(request)).isEmpty();
        received.keep(request, ANSWER);
        assertThat(received.find(request)).contains(ANSWER);
        assertThat(DirectoryReceivedAnswers.open(folder, Clock.offset(Clock.systemUTC(), Duration.ofMinutes(61)))
                        .find(request))
                .isEmpty();
    }

    @Test
    void anAnswerThatIsKeptNoLongerIsNotInvented() throws IOException {
        calls(record).once(request, this::pay);
        assertThatExceptionOfType(ApplicationFailure.class)
                .isThrownBy(() -> new RecordedCalls(record, new MemoryContentStore(), ReceivedAnswers.NOWHERE, timer)
                        .once(request, this::pay))
                .returns(FailureType.CONTENT_MISSING.name(), ApplicationFailure::getType);
        assertThat(paid).hasValue(1);
    }

    private static class Delegating implements ModelCalls {
        private final ModelCalls calls;

        Delegating(ModelCalls calls) {
            this.calls = calls;
        }

        @Override
        public Claim claim(CallRequest request, Digest asked, Duration lease) {
            return calls.claim(request, asked, lease);
        }

        @Override
        public void renew(CallRequest request, Mine mine, Duration lease) {
            calls.renew(request, mine, lease);
        }

        @Override
        public Recorded complete(CallRequest request, Mine mine, Recorded answer) {
            return calls.complete(request, mine, answer);
        }

        @Override
        public void notCalled(CallRequest request, Mine mine) {
            calls.notCalled(request, mine);
        }

        @Override
        public void withdraw(CallRequest request, Mine mine) {
            calls.withdraw(request, mine);
        }

        @Override
        public void release(CallRequest request, Mine mine) {
            calls.release(request, mine);
        }
    }
}
