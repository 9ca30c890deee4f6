package dev.ratchet.activities.retrieval.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.activities.budget.Limits;
import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.activities.model.tier.Price;
import dev.ratchet.workflows.contract.FailureType;
import dev.ratchet.workflows.contract.TenantId;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BudgetedSpendingTest {
    private static final List<String> TEXTS = List.of("a text");

    /** A token costs one millionth. */
    private static final Price PRICE = new Price(1_000_000, 0, 0);

    private static final Limits LIMITS = new Limits(null, new TreeMap<>(Map.of("embeddings", 100L)), null, null);

    @Test
    void whatIsReservedIsHeldAndWhatIsSettledIsSpent() {
        try (TestDatabase test = new TestDatabase()) {
            Spending spending = new BudgetedSpending(test.database(), () -> LIMITS, TenantId.DEFAULT, PRICE);

            Spending.Reserved first = spending.reserve(TEXTS, 80);
            fails(spending, 30, FailureType.BUDGET_RESERVED);
            first.settle(50);
            Spending.Reserved second = spending.reserve(TEXTS, 30);
            second.settle(0);
            fails(spending, 51, FailureType.BUDGET_EXCEEDED);

            List<Long> spent = test.database()
                    .jdbi()
                    .withHandle(handle -> handle.createQuery("SELECT spent FROM budget WHERE level IN ('AGENT', 'DAY')")
                            .mapTo(Long.class)
                            .list());
            assertThat(spent).containsExactly(50L, 50L);
        }
    }

    private static void fails(Spending spending, long tokens, FailureType type) {
        assertThatThrownBy(() -> spending.reserve(TEXTS, tokens))
                .isInstanceOfSatisfying(
                        ApplicationFailure.class,
                        failure -> assertThat(failure.getType()).isEqualTo(type.name()));
    }
}
