package dev.ratchet.worker.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.activities.budget.Account;
import dev.ratchet.activities.budget.Budgets;
import dev.ratchet.activities.budget.Level;
import dev.ratchet.activities.calls.Costs;
import dev.ratchet.worker.web.authentication.Access;
import dev.ratchet.worker.web.request.Refusal;
import dev.ratchet.worker.web.request.Requests;
import dev.ratchet.workflows.contract.Micros;
import dev.ratchet.workflows.gateway.Paths;
import dev.ratchet.workflows.gateway.Problem;
import dev.ratchet.workflows.gateway.models.BudgetStandings;
import dev.ratchet.workflows.gateway.models.ModelCosts;
import dev.ratchet.workflows.gateway.models.RaiseRequest;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What models cost, and what they may. */
final class MoneyEndpoints {
    private static final int JSON_CAP = 10_000;
    private static final int LONGEST_REASON = 400;

    private final GatewayConfig config;
    private final GatewayPorts ports;
    private final ObjectMapper mapper;

    MoneyEndpoints(GatewayConfig config, GatewayPorts ports, ObjectMapper mapper) {
        this.config = config;
        this.ports = ports;
        this.mapper = mapper;
    }

    void addTo(RoutesConfig routes) {
        routes.get(Paths.COSTS, this::costs, Access.PERSON);
        routes.get(Paths.BUDGETS, this::budgets, Access.PERSON);
        routes.post(Paths.BUDGETS_RAISE, this::raise, Access.BUDGETS);
    }

    private void costs(Context request) throws Refusal, IOException {
        Costs.By by = by(request.queryParam("by"));
        LocalDate since = since(request.queryParam("since"));
        List<Costs.Row> rows = ports.costs().costs(config.tenant(), by, since, Requests.most(request, 50, 1_000));
        json(
                request,
                new ModelCosts(
                        by.name().toLowerCase(Locale.ROOT),
                        since == null ? null : since.toString(),
                        ports.costs().currency().getCurrencyCode(),
                        shown(rows.get(0)),
                        rows.stream().skip(1).map(MoneyEndpoints::shown).toList()));
    }

    private static Costs.By by(@Nullable String given) throws Refusal {
        if (given == null) {
            return Costs.By.DAY;
        }
        for (Costs.By by : Costs.By.values()) {
            if (by.name().toLowerCase(Locale.ROOT).equals(given)) {
                return by;
            }
        }
        throw Refusal.badRequest("'by' should be run, agent, model or day");
    }

    private static @Nullable LocalDate since(@Nullable String given) throws Refusal {
        try {
            return given == null ? null : LocalDate.parse(given);
        } catch (DateTimeParseException e) {
            throw Refusal.badRequest("'since' should be a day such as 2026-11-28");
        }
    }

    private static ModelCosts.Row shown(Costs.Row row) {
        return new ModelCosts.Row(
                row.key() == null ? "total" : row.key(),
                row.calls(),
                row.failed(),
                row.lost(),
                row.lostMicros(),
                row.inputTokens(),
                row.cachedTokens(),
                row.outputTokens(),
                row.micros(),
                row.estimated(),
                row.estimatedMicros(),
                row.runs(),
                row.resolved());
    }

    private void budgets(Context request) throws Refusal, IOException {
        int most = Requests.most(request, 10, 1_000);
        json(
                request,
                new BudgetStandings(
                        ports.costs().currency().getCurrencyCode(),
                        ports.budgets().standings(config.tenant(), most).stream()
                                .map(MoneyEndpoints::shown)
                                .toList(),
                        ports.budgets().raises(config.tenant(), most).stream()
                                .map(MoneyEndpoints::shown)
                                .toList()));
    }

    private static BudgetStandings.Standing shown(Budgets.Standing standing) {
        return new BudgetStandings.Standing(
                standing.account().level().word(),
                standing.account().key(),
                standing.limit(),
                standing.raised(),
                standing.spent(),
                standing.reserved());
    }

    private static BudgetStandings.Raise shown(Budgets.Raise raise) {
        return new BudgetStandings.Raise(
                raise.account().level().word(),
                raise.account().key(),
                raise.micros(),
                raise.person(),
                raise.why(),
                raise.at());
    }

    private void raise(Context request) throws Refusal, IOException {
        RaiseRequest wish = Requests.json(request, mapper, RaiseRequest.class, JSON_CAP);
        String person = Requests.caller(request).acting(wish.as());
        Account account = account(wish);
        long micros = wish.amount() == null ? 0 : Micros.of(wish.amount()).orElse(0L);
        if (micros == 0) {
            throw Refusal.badRequest("'amount' should be more than 0, with at most six decimals, such as 25.00");
        }
        String why = wish.why() == null ? "" : wish.why().strip();
        if (why.isEmpty() || why.length() > LONGEST_REASON) {
            throw Refusal.badRequest("'why' should have 1 to " + LONGEST_REASON + " characters");
        }
        requireMayRaise(person);
        ports.budgets().raise(config.tenant(), account, micros, person, why);
        json(
                request,
                new BudgetStandings.Raise(account.level().word(), account.key(), micros, person, why, Instant.now()));
    }

    private static Account account(RaiseRequest wish) throws Refusal {
        Optional<Level> level = Arrays.stream(Level.values())
                .filter(each -> each.word().equals(wish.level()))
                .findFirst();
        if (level.isEmpty() || wish.key() == null) {
            throw Refusal.badRequest("a raise names its level (run, agent, tenant or day) and its key");
        }
        try {
            return new Account(level.get(), wish.key());
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest(String.valueOf(e.getMessage()));
        }
    }

    private void requireMayRaise(String person) throws Refusal {
        boolean may = ports.masterData()
                .person(config.tenant(), person)
                .filter(known -> known.roles().contains(Budgets.ROLE))
                .isPresent();
        if (!may) {
            throw new Refusal(
                    403,
                    Problem.of(
                            Problem.BUDGETS_ROLE,
                            person + " does not have the role '" + Budgets.ROLE
                                    + "' in the master data; let somebody who has it raise this budget"));
        }
    }

    private void json(Context request, Object value) throws IOException {
        request.contentType("application/json").result(mapper.writeValueAsBytes(value));
    }
}
