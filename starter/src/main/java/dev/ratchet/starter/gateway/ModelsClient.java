package dev.ratchet.starter.gateway;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.command.Refused;
import dev.ratchet.workflows.gateway.Paths;
import dev.ratchet.workflows.gateway.models.BudgetStandings;
import dev.ratchet.workflows.gateway.models.CheckedModel;
import dev.ratchet.workflows.gateway.models.ModelCosts;
import dev.ratchet.workflows.gateway.models.RaiseRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the gateway has of models, and of the money that they cost. */
public final class ModelsClient {
    private final GatewayConnection gateway;

    private ModelsClient(GatewayConnection gateway) {
        this.gateway = gateway;
    }

    /** @throws Refused when the environment names no gateway that a token may go to */
    public static ModelsClient of(CommandContext context) {
        return new ModelsClient(GatewayConnection.of(context));
    }

    /** Has the gateway make a tiny call to each of its models, all at once; half a minute at most. */
    public List<CheckedModel> check() {
        return gateway.send("POST", Paths.MODELS_CHECK, BodyPublishers.noBody(), new TypeReference<>() {});
    }

    /**
     * @param by {@code run}, {@code agent}, {@code model} or {@code day}
     * @param since first day of UTC that counts, as ISO date; absent for all
     */
    public ModelCosts costs(String by, @Nullable String since, int most) {
        return gateway.get(
                Query.of(Paths.COSTS)
                        .with("by", by)
                        .with("most", most)
                        .with("since", since)
                        .path(),
                new TypeReference<>() {});
    }

    /** @param most of each level */
    public BudgetStandings budgets(int most) {
        return gateway.get(Query.of(Paths.BUDGETS).with("most", most).path(), new TypeReference<>() {});
    }

    public BudgetStandings.Raise raise(RaiseRequest wish) {
        return gateway.post(Paths.BUDGETS_RAISE, wish, new TypeReference<>() {});
    }
}
