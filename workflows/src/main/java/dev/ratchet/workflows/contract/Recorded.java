package dev.ratchet.workflows.contract;

import org.jspecify.annotations.Nullable;

/**
 * What matters of a run on record to who hands its document in again.
 *
 * @param outcome POSTED, DUPLICATE, REFUSED, WAITING or FAILED
 * @param entry number in the books; absent when none
 */
public record Recorded(
        RunRef run,
        String outcome,
        String code,
        String why,
        @Nullable String route,
        @Nullable Long entry,
        @Nullable Money amount) {

    public static Recorded of(AuditActivities.Account account) {
        return new Recorded(
                account.run(),
                account.outcome(),
                account.code(),
                account.why(),
                account.route(),
                account.entry(),
                account.amount());
    }
}
