package dev.ratchet.starter.agents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.starter.toy.Said;
import dev.ratchet.starter.toy.ToyAgent;
import dev.ratchet.starter.toy.ToyGateway;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.Paths;
import dev.ratchet.workflows.run.AgentEntry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgentsCommandTest {
    @Test
    void each_agent_is_told_with_its_purpose_and_what_it_takes() throws Exception {
        try (ToyGateway gateway = new ToyGateway()) {
            Said said = agents(gateway);
            assertThat(said.code()).as(said.err()).isZero();
            assertThat(said.out())
                    .containsPattern("invoice +books an invoice +a document\n")
                    .containsPattern("grant +gives a person a role +JSON")
                    .contains("JSON: person (string), role (string), days (integer, optional)");

            List<String> lines = agents(gateway, "--json").out().lines().toList();
            assertThat(lines).hasSize(2);
            JsonNode grant = Json.mapper().readTree(lines.get(0));
            assertThat(grant.at("/intake/takes").asText()).isEqualTo("json");
            assertThat(Json.mapper().treeToValue(grant, AgentEntry.class)).isEqualTo(ToyAgent.GRANT.entry());

            gateway.answer(ToyGateway.getting(Paths.AGENTS), List.of());
            assertThat(agents(gateway).out()).isEqualTo("the gateway knows no agent\n");
        }
    }

    @Test
    void a_schema_that_names_no_fields_is_just_json() {
        assertThat(Takes.inWords(new AgentEntry.Json("{\"type\": \"array\"}"))).isEqualTo("JSON");
        assertThat(Takes.inWords(new AgentEntry.Json("{}"))).isEqualTo("JSON");
        assertThat(Takes.inWords(new AgentEntry.Json("{\"properties\": {\"a\": {\"enum\": [1]}}}")))
                .isEqualTo("JSON: a (any, optional)");
    }

    private static Said agents(ToyGateway gateway, String... options) {
        String[] command = new String[options.length + 1];
        command[0] = "agents";
        System.arraycopy(options, 0, command, 1, options.length);
        return Said.by(
                Map.of("RATCHET_URL", gateway.url(), "RATCHET_TOKEN", ToyGateway.TOKEN),
                Path.of("nowhere"),
                120,
                command);
    }
}
