package dev.ratchet.activities.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.activities.Failures;
import dev.ratchet.workflows.contract.FailureType;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.batch.ItemResult;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ReadersTest {
    private static long in(Duration time) {
        return System.nanoTime() + time.toNanos();
    }

    private static List<ItemResult<Integer>> each(Readers readers, List<Callable<Integer>> works) {
        return readers.each(works, in(Duration.ofSeconds(20)));
    }

    private static int deep(int depth) {
        return depth < 0 ? 0 : 1 + deep(depth + 1);
    }

    private static Callable<Integer> waiting(CountDownLatch latch) {
        return () -> {
            latch.await();
            return 0;
        };
    }

    @Test
    void answersComeInTheOrderOfTheWorksFromSeveralThreads() {
        try (Readers readers = new Readers(2, Duration.ofSeconds(10))) {
            CyclicBarrier both = new CyclicBarrier(2);
            List<Callable<Integer>> works = IntStream.range(0, 20)
                    .<Callable<Integer>>mapToObj(i -> () -> {
                        both.await();
                        return i;
                    })
                    .toList();
            assertThat(each(readers, works))
                    .isEqualTo(IntStream.range(0, 20).mapToObj(ItemResult::of).toList());
        }
    }

    @Test
    void whateverOneThrowsIsItsOwnErrorAndTheThreadsLiveOn() {
        try (Readers readers = new Readers(1, Duration.ofSeconds(10))) {
            List<Callable<Integer>> works = List.of(
                    () -> deep(0),
                    () -> {
                        throw new OutOfMemoryError("planted");
                    },
                    () -> {
                        throw new IOException("planted");
                    },
                    () -> {
                        throw new NoClassDefFoundError("planted");
                    },
                    () -> {
                        throw Failures.of(FailureType.CONTENT_MISSING, "upload it again", null);
                    },
                    () -> 6);
            List<ItemResult<Integer>> answers = each(readers, works);
            assertThat(answers.subList(0, 5))
                    .extracting(ItemResult::error)
                    .doesNotContainNull()
                    .extracting(Finding::code)
                    .containsExactly("CRASHED", "CRASHED", "UNEXPECTED", "CRASHED", "CONTENT_MISSING");
            assertThat(answers.get(0).error().why()).contains("StackOverflowError");
            assertThat(answers.get(5).value()).isEqualTo(6);
        }
    }

    @Test
    void aDatabaseThatIsAwayIsNoErrorOfADocument() {
        assertThatThrownBy(() -> BatchWithFallback.error(Failures.of(FailureType.DATABASE_UNAVAILABLE, "away", null)))
                .isInstanceOf(ApplicationFailure.class);
    }

    @Test
    void oneThatNeverEndsIsAnErrorAndAnotherThreadTakesItsPlace() {
        CountDownLatch never = new CountDownLatch(1);
        try (Readers readers = new Readers(1, Duration.ofMillis(200))) {
            assertThat(each(readers, List.of(waiting(never))).get(0).error())
                    .extracting(Finding::code)
                    .isEqualTo("TOO_SLOW");
            assertThat(each(readers, List.of(() -> 1, () -> 2)))
                    .extracting(ItemResult::value)
                    .containsExactly(1, 2);
            never.countDown();
            assertThat(each(readers, List.of(() -> 3)))
                    .extracting(ItemResult::value)
                    .containsExactly(3);
        }
    }

    @Test
    void whatHasNotBegunWhenTheGroupsTimeIsOverIsAnErrorToo() {
        CountDownLatch never = new CountDownLatch(1);
        try (Readers readers = new Readers(1, Duration.ofSeconds(20))) {
            List<ItemResult<Integer>> answers =
                    readers.each(List.of(waiting(never), () -> 1), in(Duration.ofMillis(300)));
            assertThat(answers).allMatch(answer -> answer.error() != null);
            assertThat(each(readers, List.of(() -> 2)))
                    .extracting(ItemResult::value)
                    .containsExactly(2);
            never.countDown();
        }
    }
}
