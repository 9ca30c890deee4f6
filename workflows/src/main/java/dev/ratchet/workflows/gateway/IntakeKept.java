package dev.ratchet.workflows.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.workflows.contract.DocumentRef;
import org.jspecify.annotations.Nullable;

/**
 * What an agent's run can begin with.
 *
 * @param input the JSON that was checked and kept, for an agent that takes JSON; absent for one that takes documents
 */
public record IntakeKept(DocumentRef intake, @Nullable JsonNode input) {
    /** A reader of JSON makes a node of an explicit {@code null}. */
    public IntakeKept {
        input = input == null || input.isNull() ? null : input;
    }
}
