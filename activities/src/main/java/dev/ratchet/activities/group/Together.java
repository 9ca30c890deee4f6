package dev.ratchet.activities.group;

import dev.ratchet.activities.Failures;
import dev.ratchet.workflows.contract.Answered;
import dev.ratchet.workflows.contract.FailureType;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Asks once for a whole group and, where one of it spoils that, once for each. */
final class Together {
    private Together() {}

    /** Answers every question, in their order, or throws and answers none; the same question may be asked again. */
    interface Asking<Q, A> {
        List<A> ask(List<Q> questions) throws Exception;
    }

    /**
     * One answer for each question, in their order; what cannot be answered even alone is trouble.
     *
     * @throws ApplicationFailure when the database is away, which no question is to blame for
     */
    static <Q, A> List<Answered<A>> ask(List<Q> questions, Asking<Q, A> asking) {
        if (questions.isEmpty()) {
            return List.of();
        }
        try {
            return Failures.guard(() -> asking.ask(questions)).stream()
                    .map(Answered::of)
                    .toList();
        } catch (ApplicationFailure | StackOverflowError | OutOfMemoryError spoiled) {
            Answered<A> trouble = trouble(spoiled);
            return questions.size() == 1
                    ? List.of(trouble)
                    : questions.stream()
                            .map(alone -> ask(List.of(alone), asking).get(0))
                            .toList();
        }
    }

    /** Asks on with the answers there are; trouble stays where it is. */
    static <A, B> List<Answered<B>> then(List<Answered<A>> answers, Function<List<A>, List<Answered<B>>> next) {
        Iterator<Answered<B>> more = next.apply(answers.stream()
                        .map(Answered::answer)
                        .filter(Objects::nonNull)
                        .toList())
                .iterator();
        List<Answered<B>> all = new ArrayList<>();
        for (Answered<A> answer : answers) {
            all.add(answer.trouble() == null ? more.next() : new Answered<>(null, answer.trouble()));
        }
        return all;
    }

    /** @throws ApplicationFailure when what went wrong passes with time and is nobody's fault */
    static <A> Answered<A> trouble(Throwable spoiled) {
        if (!(spoiled instanceof ApplicationFailure failure)) {
            return Answered.trouble(
                    FailureType.UNEXPECTED.name(),
                    "document",
                    "Handling this document ended in " + spoiled.getClass().getSimpleName() + ".");
        }
        if (FailureType.DATABASE_UNAVAILABLE.name().equals(failure.getType())) {
            throw failure;
        }
        return Answered.trouble(failure.getType(), "document", failure.getOriginalMessage());
    }
}
