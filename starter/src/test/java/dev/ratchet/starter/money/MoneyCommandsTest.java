package dev.ratchet.starter.money;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.starter.toy.Said;
import dev.ratchet.starter.toy.ToyGateway;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.Paths;
import dev.ratchet.workflows.gateway.Problem;
import dev.ratchet.workflows.gateway.Whoami.MayActAs;
import dev.ratchet.workflows.gateway.models.BudgetStandings;
import dev.ratchet.workflows.gateway.models.BudgetStandings.Raise;
import dev.ratchet.workflows.gateway.models.BudgetStandings.Standing;
import dev.ratchet.workflows.gateway.models.ModelCosts;
import dev.ratchet.workflows.gateway.models.ModelCosts.Row;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MoneyCommandsTest {
    private static final Row TOTAL =
            new Row("total", 12, 1, 2, 480_000, 12_000, 4_000, 1_200, 240_001, 3, 9_000, 10, 7);
    private static final Row SMALL =
            new Row("small", 12, 1, 2, 480_000, 12_000, 4_000, 1_200, 240_001, 3, 9_000, 10, 0);
    private static final Raise RAISE = new Raise(
            "day", "2026-11-28", 25_000_000, "miriam.falk", "month's end", Instant.parse("2026-11-28T10:00:00Z"));
    private static ToyGateway gateway;

    @BeforeAll
    static void start() {
        gateway = new ToyGateway();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void reset() {
        gateway.reset(MayActAs.SELF);
    }

    private static Said ratchet(String... arguments) {
        return Said.by(
                Map.of("RATCHET_URL", gateway.url(), "RATCHET_TOKEN", ToyGateway.TOKEN),
                Path.of("nowhere"),
                140,
                arguments);
    }

    @Test
    void costsAreATableWithTheTotalLastAndWhatWasEstimatedOrLostBelow() {
        gateway.answer(
                ToyGateway.getting(Paths.COSTS)
                        .withQueryParam("by", equalTo("model"))
                        .withQueryParam("since", equalTo("2026-11-01")),
                new ModelCosts("model", "2026-11-01", "EUR", TOTAL, List.of(SMALL)));
        Said said = ratchet("costs", "--by", "model", "--since", "2026-11-01");
        assertThat(said.code()).as(said.err()).isZero();
        List<String> lines = said.out().lines().toList();
        assertThat(lines.get(0))
                .containsSubsequence("MODEL", "CALLS", "FAILED", "LOST", "EUR", "RESOLVED", "PER RESOLVED");
        assertThat(lines.get(1))
                .containsSubsequence("small", "12", "1", "2", "12000", "4000", "1200", "0.240001", "10", "0", "-");
        assertThat(lines.get(2)).containsSubsequence("total", "0.240001", "10", "7", "0.034286");
        assertThat(lines.get(1).indexOf("0.240001")).isEqualTo(lines.get(2).indexOf("0.240001"));
        assertThat(said.out())
                .contains("Of this, 0.009 EUR is estimated (calls: 3): their providers did not count the tokens,")
                .contains("Workers died during 2 calls; they may have cost 0.48 EUR more at most.");
    }

    @Test
    void asJsonTheyAreOneLine() throws Exception {
        ModelCosts costs = new ModelCosts("day", null, "EUR", TOTAL, List.of());
        gateway.answer(ToyGateway.getting(Paths.COSTS).withQueryParam("by", equalTo("day")), costs);
        Said said = ratchet("costs", "--json");
        assertThat(said.out().lines()).hasSize(1);
        assertThat(Json.mapper().readValue(said.out(), ModelCosts.class)).isEqualTo(costs);
    }

    @Test
    void whereNoModelWasAskedThatIsSaid() {
        gateway.answer(
                ToyGateway.getting(Paths.COSTS),
                new ModelCosts("day", null, "EUR", new Row("total", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), List.of()));
        assertThat(ratchet("costs").out()).isEqualTo("no model was asked\n");
        assertThat(ratchet("costs", "--by", "week").code()).isEqualTo(2);
    }

    @Test
    void budgetsAreShownWithWhoRaisedThem() {
        gateway.answer(
                ToyGateway.getting(Paths.BUDGETS),
                new BudgetStandings(
                        "EUR",
                        List.of(
                                new Standing("day", "2026-11-28", 50_000_000L, 25_000_000, 61_500_000, 1_234_567),
                                new Standing("agent", "invoice 2026-11", null, 0, 61_500_000, 0)),
                        List.of(RAISE)));
        Said said = ratchet("budgets");
        assertThat(said.out())
                .containsSubsequence(
                        "LIMIT EUR", "day", "2026-11-28", "50.000000", "25.000000", "61.500000", "1.234567")
                .containsSubsequence("agent", "invoice 2026-11", "-", "0.000000", "61.500000", "0.000000")
                .contains("2026-11-28T10:00:00Z miriam.falk raised day 2026-11-28 by 25.00: month's end");
    }

    @Test
    void aBudgetIsRaisedWithAReason() {
        gateway.answer(
                ToyGateway.posting(Paths.BUDGETS_RAISE)
                        .withRequestBody(equalToJson("{\"level\":\"day\",\"key\":\"2026-11-28\",\"amount\":\"25\","
                                + "\"why\":\"month's end\",\"as\":null}")),
                RAISE);
        assertThat(ratchet("budgets", "raise", "day", "2026-11-28", "25", "--why", "month's end")
                        .out())
                .isEqualTo(
                        "the budget of day 2026-11-28 is raised by 25.00; nothing goes on by itself: have what waits rechecked"
                                + " ('ratchet recheck ID')\n");
        assertThat(ratchet("budgets", "raise", "day", "2026-11-28", "25").code())
                .as("no reason")
                .isEqualTo(2);
    }

    @Test
    void whoMayNotIsTold() {
        gateway.refuse(
                ToyGateway.posting(Paths.BUDGETS_RAISE),
                403,
                Problem.of(Problem.BUDGETS_ROLE, "olga does not have the role 'budgets' in the master data"));
        Said said = ratchet("budgets", "raise", "day", "2026-11-28", "25", "--why", "x");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).contains("does not have the role 'budgets'");
    }
}
