package dev.ratchet.worker.web.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.worker.web.request.CheckedJson;
import dev.ratchet.worker.web.request.Refusal;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.run.AgentEntry;
import java.nio.charset.StandardCharsets;

/** The JSON that an agent takes, held against the agent's schema. */
public final class AgentIntake {
    private AgentIntake() {}

    /** A checked input, and the bytes under whose digest it is kept. */
    record Input(JsonNode json, byte[] canonical) {}

    /** @throws Refusal 422 with every problem, by its place in the input */
    static Input checked(AgentEntry agent, AgentEntry.Json takes, String text) throws Refusal {
        JsonNode json = CheckedJson.fitting(takes.schema(), "the schema of agent '" + agent.name() + "'", text);
        return new Input(json, CanonicalJson.of(json).getBytes(StandardCharsets.UTF_8));
    }
}
