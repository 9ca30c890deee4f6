package dev.ratchet.workflows.gateway;

import dev.ratchet.workflows.contract.Container;
import dev.ratchet.workflows.contract.Digest;
import org.jspecify.annotations.Nullable;

/**
 * One person's wish to have a run started.
 *
 * @param intake what that person uploaded for it
 * @param name what the person calls it, for display
 * @param again whether it is started once more when a run of the same intake has finished
 * @param container that it came in, which that person uploaded, too; absent when it came alone
 * @param as on whose behalf; absent for the token's own person
 */
public record StartRequest(
        String agent,
        Digest intake,
        String name,
        boolean again,
        @Nullable Container container,
        @Nullable String as) {

    /** Of what came alone. */
    public StartRequest(String agent, Digest intake, String name, boolean again, @Nullable String as) {
        this(agent, intake, name, again, null, as);
    }
}
