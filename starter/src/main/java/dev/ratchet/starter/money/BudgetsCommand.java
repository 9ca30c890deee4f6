package dev.ratchet.starter.money;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.gateway.ModelsClient;
import dev.ratchet.starter.screen.Column;
import dev.ratchet.starter.screen.Tables;
import dev.ratchet.workflows.contract.Micros;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.models.BudgetStandings;
import dev.ratchet.workflows.gateway.models.RaiseRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "budgets",
        description = "What models may cost, and what is spent and reserved of it.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class BudgetsCommand implements Callable<Integer> {
    /** Levels, from the narrowest to the widest. */
    enum Level {
        RUN,
        AGENT,
        TENANT,
        DAY
    }

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "As JSON; money in millionths of the currency.")
    private boolean json;

    @Option(
            names = "--most",
            paramLabel = "N",
            defaultValue = "10",
            description = "The most budgets of each level to show, 1 to 1000; 10 by default.")
    private int most;

    @Override
    public Integer call() throws JsonProcessingException {
        CommandContext here = CommandContext.of(spec);
        BudgetStandings standings = ModelsClient.of(here).budgets(most);
        if (json) {
            here.out().println(Json.mapper().writeValueAsString(standings));
            return 0;
        }
        here.out()
                .println(
                        standings.budgets().isEmpty()
                                ? "nothing is spent"
                                : Tables.of(here.width(), columns(standings.currency()), rows(standings)));
        standings
                .raises()
                .forEach(raise -> here.out()
                        .println(raise.at() + " " + Tables.plain(raise.person()) + " raised " + raise.level() + " "
                                + Tables.plain(raise.key()) + " by " + Micros.text(raise.micros()) + ": "
                                + Tables.plain(raise.why())));
        return 0;
    }

    private static List<Column> columns(String currency) {
        return List.of(
                Column.whole("BUDGET"),
                Column.whole("OF"),
                Column.figure("LIMIT " + currency),
                Column.figure("RAISED"),
                Column.figure("SPENT"),
                Column.figure("RESERVED"));
    }

    private static List<List<@Nullable Object>> rows(BudgetStandings standings) {
        int decimals = Amounts.decimals(standings.budgets().stream()
                .flatMap(
                        each -> Stream.of(Amounts.orZero(each.limit()), each.raised(), each.spent(), each.reserved())));
        return standings.budgets().stream()
                .map(each -> Arrays.<@Nullable Object>asList(
                        each.level(),
                        each.key(),
                        Amounts.text(each.limit(), decimals),
                        Amounts.text(each.raised(), decimals),
                        Amounts.text(each.spent(), decimals),
                        Amounts.text(each.reserved(), decimals)))
                .toList();
    }

    @Command(
            name = "raise",
            description = "Adds to one budget, for ever on record. Then have what waits rechecked.",
            mixinStandardHelpOptions = true)
    int raise(
            @Parameters(paramLabel = "run|agent|tenant|day", description = "The level.") Level level,
            @Parameters(
                            paramLabel = "OF",
                            description =
                                    "As 'budgets' and the waiting run say it: a run's whole id, 'AGENT 2026-11', 2026-11, 2026-11-28.")
                    String of,
            @Parameters(paramLabel = "AMOUNT", description = "In the currency that 'budgets' shows, such as 25.00.")
                    String amount,
            @Option(names = "--why", paramLabel = "REASON", required = true, description = "For the record.")
                    String why,
            @Option(names = "--as", paramLabel = "PERSON", description = "Who raises it; you by default.") @Nullable
                    String as) {
        CommandContext here = CommandContext.of(spec);
        BudgetStandings.Raise raised = ModelsClient.of(here)
                .raise(new RaiseRequest(level.name().toLowerCase(Locale.ROOT), of, amount, why, as));
        here.out()
                .println("the budget of " + raised.level() + " " + Tables.plain(raised.key()) + " is raised by "
                        + Micros.text(raised.micros())
                        + "; nothing goes on by itself: have what waits rechecked ('ratchet recheck ID')");
        return 0;
    }
}
