package dev.ratchet.starter.gateway;

import dev.ratchet.starter.command.Refused;
import dev.ratchet.workflows.gateway.Problem;
import dev.ratchet.workflows.gateway.Whoami;
import org.jspecify.annotations.Nullable;

/** The person for whom a command acts. */
public final class ActingPerson {
    private ActingPerson() {}

    /** @throws Refused when the token's person may not act as that person */
    public static String of(Whoami whoami, @Nullable String as) {
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
