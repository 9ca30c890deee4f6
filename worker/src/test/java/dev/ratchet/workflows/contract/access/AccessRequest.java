package dev.ratchet.workflows.contract.access;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks for.
 *
 * @param person id of who is to have access
 * @param system id of the system
 * @param reason in the requester's own words; a stranger's text
 * @param until last day; absent for access without an end
 */
public record AccessRequest(
        String person,
        String system,
        String reason,
        @Nullable LocalDate until) {
    public static final String SCHEMA = """
            {
              "type": "object",
              "properties": {
                "person": {"type": "string", "pattern": "^[a-z][a-z0-9-]{0,39}$"},
                "system": {"type": "string", "pattern": "^[a-z][a-z0-9-]{0,39}$"},
                "reason": {"type": "string", "minLength": 1, "maxLength": 2000},
                "until": {"type": "string", "format": "date"}
              },
              "required": ["person", "system", "reason"],
              "additionalProperties": false
            }
            """;

    private static final String ID = "[a-z][a-z0-9-]{0,39}";

    public AccessRequest {
        if (!person.matches(ID) || !system.matches(ID)) {
            throw new IllegalArgumentException(
                    "person and system are ids of 1 to 40 lower-case letters, digits or hyphens");
        }
        if (reason.isBlank() || reason.length() > 2_000) {
            throw new IllegalArgumentException("a reason has 1 to 2000 characters");
        }
    }
}
