package dev.ratchet.activities.batch;

import dev.ratchet.activities.Failures;
import dev.ratchet.workflows.contract.FailureType;
import dev.ratchet.workflows.contract.batch.ItemResult;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Asks once for a whole group and, where one of it spoils that, once for each. */
final class BatchWithFallback {
    private BatchWithFallback() {}

    /** Answers every question, in their order, or throws and answers none; the same question may be asked again. */
    interface Asking<Q, A> {
        List<A> ask(List<Q> questions) throws Exception;
    }

    /**
     * One answer for each question, in their order; what cannot be answered even alone is an error.
     *
     * @throws ApplicationFailure when the database is away, which no question is to blame for
     */
    static <Q, A> List<ItemResult<A>> ask(List<Q> questions, Asking<Q, A> asking) {
        if (questions.isEmpty()) {
            return List.of();
        }
        try {
            return Failures.guard(() -> asking.ask(questions)).stream()
                    .map(ItemResult::of)
                    .toList();
        } catch (ApplicationFailure spoiled) {
            ItemResult<A> error = error(spoiled);
            return questions.size() == 1
                    ? List.of(error)
                    : questions.stream()
                            .map(alone -> ask(List.of(alone), asking).get(0))
                            .toList();
        }
    }

    /** Asks on with the answers there are; an error stays where it is. */
    static <A, B> List<ItemResult<B>> then(List<ItemResult<A>> answers, Function<List<A>, List<ItemResult<B>>> next) {
        Iterator<ItemResult<B>> more = next.apply(answers.stream()
                        .map(ItemResult::value)
                        .filter(Objects::nonNull)
                        .toList())
                .iterator();
        List<ItemResult<B>> all = new ArrayList<>();
        for (ItemResult<A> answer : answers) {
            all.add(answer.error() == null ? more.next() : new ItemResult<>(null, answer.error()));
        }
        return all;
    }

    /** @throws ApplicationFailure when what went wrong passes with time and is nobody's fault */
    static <A> ItemResult<A> error(ApplicationFailure failure) {
        if (FailureType.DATABASE_UNAVAILABLE.name().equals(failure.getType())) {
            throw failure;
        }
        return ItemResult.error(failure.getType(), "document", failure.getOriginalMessage());
    }
}
