package dev.ratchet.activities.budget;

import dev.ratchet.workflows.contract.Micros;

/**
 * A call that is not made, because a budget could not hold. Amounts in millionths of the accounting currency.
 *
 * @param allowed with what people added
 * @param reserved for calls that are under way
 * @param asked what the call may cost at most
 * @param over what becomes of the run
 */
public record Exceeded(Account account, long allowed, long spent, long reserved, long asked, Limits.Over over) {

    /** Whether it would fit if nothing were under way: what is reserved and not spent comes back. */
    public boolean mayPass() {
        return spent + asked <= allowed;
    }

    /** For a person. */
    public String why() {
        String underWay = reserved == 0 ? "" : " and " + Micros.text(reserved) + " are reserved for calls under way";
        return "the budget of " + account + " is " + Micros.text(allowed) + "; " + Micros.text(spent)
                + " are spent" + underWay + ", and this call may cost " + Micros.text(asked)
                + ". Who has the role '" + Budgets.ROLE + "' may raise it " + how();
    }

    private String how() {
        String key = account.key().contains(" ") ? "\"" + account.key() + "\"" : account.key();
        return over == Limits.Over.END
                ? "for runs to come"
                : "('ratchet budgets raise " + account.level().word() + " " + key
                        + " AMOUNT --why REASON'); then have this rechecked ('ratchet recheck ID')";
    }
}
