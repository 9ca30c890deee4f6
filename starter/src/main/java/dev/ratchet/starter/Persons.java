package dev.ratchet.starter;

import dev.ratchet.workflows.gateway.Problem;
import dev.ratchet.workflows.gateway.Whoami;
import org.jspecify.annotations.Nullable;

/** On whose behalf a command acts. */
final class Persons {
    private Persons() {}

    /** @throws Refused when the token's person may not act as that one */
    static String acting(Whoami whoami, @Nullable String as) {
        if (as == null || as.equals(whoami.person())) {
            return whoami.person();
        }
        if (whoami.mayActAs() != Whoami.MayActAs.ANYONE) {
            throw new Refused(
                    Problem.NOT_YOURSELF,
                    "your token is " + whoami.person() + "'s and may not act as " + as + "; leave out --as");
        }
        return as;
    }
}
