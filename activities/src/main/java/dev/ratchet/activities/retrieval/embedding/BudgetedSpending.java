package dev.ratchet.activities.retrieval.embedding;

import dev.ratchet.activities.Failures;
import dev.ratchet.activities.budget.Exceeded;
import dev.ratchet.activities.budget.Limits;
import dev.ratchet.activities.budget.Reservations;
import dev.ratchet.activities.budget.Spender;
import dev.ratchet.activities.database.Database;
import dev.ratchet.activities.model.provider.Tokens;
import dev.ratchet.activities.model.tier.Price;
import dev.ratchet.workflows.contract.FailureType;
import dev.ratchet.workflows.contract.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;

/**
 * Embeddings are paid from the tenant's budgets, as what an agent named {@value #AGENT} asks: reserved before each call, settled
 * after it. A call whose worker dies is given back when its lease is over.
 */
public final class BudgetedSpending implements Spending {
    /** In whose name they are paid. */
    public static final String AGENT = "embeddings";

    /** Longer than a call may take. */
    private static final Duration LEASE = Duration.ofMinutes(5);

    private final Jdbi jdbi;
    private final Supplier<Limits> limits;
    private final TenantId tenant;
    private final Price price;

    /**
     * @param tenant who pays
     * @param price of what is read
     */
    public BudgetedSpending(Database database, Supplier<Limits> limits, TenantId tenant, Price price) {
        this.jdbi = database.jdbi();
        this.limits = limits;
        this.tenant = tenant;
        this.price = price;
    }

    /** @throws io.temporal.failure.ApplicationFailure {@link FailureType#BUDGET_RESERVED} when it may fit later, or {@link FailureType#BUDGET_EXCEEDED} */
    @Override
    public Reserved reserve(List<String> texts, long tokens) {
        String id = UUID.randomUUID().toString();
        Spender spender =
                new Spender(tenant, AGENT + "/" + tenant + "/" + id, AGENT, jdbi.withHandle(Reservations::today));
        Optional<Exceeded> exceeded = jdbi.inTransaction(handle -> {
            Optional<Exceeded> why =
                    Reservations.reserve(handle, spender, limits.get(), id, price.most(tokens, 0), LEASE);
            if (why.isPresent()) {
                handle.rollback();
            }
            return why;
        });
        if (exceeded.isPresent()) {
            throw Failures.of(
                    exceeded.get().mayPass() ? FailureType.BUDGET_RESERVED : FailureType.BUDGET_EXCEEDED,
                    exceeded.get().why(),
                    null);
        }
        return spent -> settle(id, spender, spent);
    }

    private void settle(String id, Spender spender, long tokens) {
        jdbi.useTransaction(handle -> {
            Reservations.release(handle, spender, id);
            Reservations.settle(handle, spender, price.of(new Tokens(tokens, 0, 0)));
        });
    }
}
