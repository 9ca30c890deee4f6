package dev.ratchet.activities.budget;

import dev.ratchet.workflows.contract.TenantId;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

/**
 * Who spends, and when.
 *
 * @param run its workflow id
 * @param day of UTC
 */
public record Spender(TenantId tenant, String run, String agent, LocalDate day) {

    /** In the order of their levels, in which they are locked. */
    public List<Account> accounts() {
        return List.of(
                new Account(Level.RUN, run),
                new Account(Level.AGENT, agent + " " + month()),
                new Account(Level.TENANT, month()),
                new Account(Level.DAY, day.toString()));
    }

    String month() {
        return YearMonth.from(day).toString();
    }
}
