package com.example.leave;

import dev.ratchet.workflows.contract.effect.Intent;
import java.time.DayOfWeek;
import java.time.LocalDate;

/** What somebody asks for: days off, first and last day. */
public record LeaveRequest(String person, LocalDate from, LocalDate to) {
    static final String SCHEMA = """
            {
              "type": "object",
              "properties": {
                "person": {"type": "string", "pattern": "^[a-z][a-z0-9-]{0,39}$"},
                "from": {"type": "string", "format": "date"},
                "to": {"type": "string", "format": "date"}
              },
              "required": ["person", "from", "to"],
              "additionalProperties": false
            }
            """;

    /** Monday to Friday; 0 when {@code to} is before {@code from}. */
    int days() {
        return to.isBefore(from)
                ? 0
                : (int) from.datesUntil(to.plusDays(1))
                        .filter(day -> day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0)
                        .count();
    }

    /** The effect that is asked for. What has the same business key can happen once only. */
    Intent intent() {
        return Intent.of(person + "/" + from, BookLeave.NAME, this);
    }
}
