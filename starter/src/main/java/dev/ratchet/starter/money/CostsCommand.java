package dev.ratchet.starter.money;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.gateway.ModelsClient;
import dev.ratchet.starter.screen.Column;
import dev.ratchet.starter.screen.Tables;
import dev.ratchet.workflows.contract.Micros;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.models.ModelCosts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "costs",
        description = "What models have cost: calls, tokens, money, and money for each resolved run.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class CostsCommand implements Callable<Integer> {
    /** By what calls are added up. */
    enum By {
        RUN,
        AGENT,
        MODEL,
        DAY
    }

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "As JSON; money in millionths of the currency.")
    private boolean json;

    @Option(
            names = "--by",
            paramLabel = "run|agent|model|day",
            defaultValue = "day",
            description = "By what calls are added up; day by default.")
    private By by;

    @Option(names = "--since", paramLabel = "DATE", description = "Only calls since that day of UTC.")
    private @Nullable String since;

    @Option(
            names = "--most",
            paramLabel = "N",
            defaultValue = "50",
            description = "The most rows to show, 1 to 1000; 50 by default.")
    private int most;

    @Override
    public Integer call() throws JsonProcessingException {
        CommandContext here = CommandContext.of(spec);
        String grouped = by.name().toLowerCase(Locale.ROOT);
        ModelCosts costs = ModelsClient.of(here).costs(grouped, since, most);
        if (json) {
            here.out().println(Json.mapper().writeValueAsString(costs));
            return 0;
        }
        if (costs.total().runs() == 0) {
            here.out().println("no model was asked");
            return 0;
        }
        List<List<@Nullable Object>> rows = new ArrayList<>();
        List<ModelCosts.Row> all = new ArrayList<>(costs.rows());
        all.add(costs.total());
        int decimals = Amounts.decimals(
                all.stream().flatMap(row -> Stream.of(row.micros(), Amounts.orZero(row.microsPerResolved()))));
        all.forEach(row -> rows.add(row(row, decimals)));
        here.out().println(Tables.of(here.width(), columns(by, costs.currency()), rows));
        if (costs.total().estimated() > 0) {
            here.out()
                    .println("Of this, " + Micros.text(costs.total().estimatedMicros()) + " " + costs.currency()
                            + " is estimated (calls: "
                            + costs.total().estimated()
                            + "): their providers did not count the tokens, and they may have cost that at most.");
        }
        if (costs.total().lost() > 0) {
            here.out()
                    .println("Workers died during " + costs.total().lost() + " calls; they may have cost "
                            + Micros.text(costs.total().lostMicros()) + " " + costs.currency() + " more at most.");
        }
        return 0;
    }

    private static List<Column> columns(By by, String currency) {
        return List.of(
                Column.whole(by.name()),
                Column.figure("CALLS"),
                Column.figure("FAILED"),
                Column.figure("LOST"),
                Column.figure("TOKENS IN"),
                Column.figure("CACHED"),
                Column.figure("OUT"),
                Column.figure(currency),
                Column.figure("RUNS"),
                Column.figure("RESOLVED"),
                Column.figure("PER RESOLVED"));
    }

    private static List<@Nullable Object> row(ModelCosts.Row row, int decimals) {
        return Arrays.asList(
                row.key(),
                row.calls(),
                row.failed(),
                row.lost(),
                row.inputTokens(),
                row.cachedTokens(),
                row.outputTokens(),
                Amounts.text(row.micros(), decimals),
                row.runs(),
                row.resolved(),
                Amounts.text(row.microsPerResolved(), decimals));
    }
}
