package dev.ratchet.workflows.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.workflows.agent.Budget.Amounts;
import dev.ratchet.workflows.agent.Budget.Resource;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private static Budget spent(Amounts allowed, Amounts spent) {
        return new Budget(allowed, spent);
    }

    @Test
    void whatIsSpentIsUsedUpInTheOrderOfTheResources() {
        Amounts allowed = new Amounts(10, 2, 100, 100, 1_000);
        assertThat(spent(allowed, new Amounts(9, 1, 99, 99, 999)).exhausted()).isEmpty();
        assertThat(spent(allowed, new Amounts(9, 1, 100, 100, 999)).exhausted()).contains(Resource.TOKENS);
        assertThat(spent(allowed, new Amounts(10, 1, 100, 99, 999)).exhausted()).contains(Resource.STEPS);
    }

    @Test
    void anAgentThatMayAskNoModelGoesOnAndAffordsNone() {
        Budget none = Budget.of(new Amounts(10, 2, 0, 0, 1_000));
        assertThat(none.exhausted()).isEmpty();
        assertThat(none.affords(new Cost(1, 0))).isFalse();
        assertThat(none.affords(new Cost(0, 1))).isFalse();
        assertThat(spent(none.allowed(), new Amounts(0, 0, 1, 0, 0)).exhausted())
                .as("spent all the same")
                .contains(Resource.TOKENS);
        assertThat(Budget.of(new Amounts(0, 2, 0, 0, 1_000)).exhausted()).contains(Resource.STEPS);
    }
}
