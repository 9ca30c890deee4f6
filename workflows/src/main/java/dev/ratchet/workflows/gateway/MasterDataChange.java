package dev.ratchet.workflows.gateway;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record of the history of master data.
 *
 * @param number 1, 2, 3, …
 * @param event {@code BOOTSTRAP}, {@code APPLIED}, {@code HELD} or {@code CONFIRMED}; only HELD is not in force
 * @param person who loaded or confirmed it
 * @param confirms number of the change that this one confirms
 * @param hash as stored; by it a person says which change they saw
 * @param differences the first {@link #MOST} of what it made otherwise
 * @param more how many differences there are beyond those
 */
public record MasterDataChange(
        long number,
        Instant at,
        String event,
        String person,
        @Nullable Long confirms,
        String hash,
        List<Difference> differences,
        int more) {
    /** Differences that are shown of one change. Those that need a second person come first. */
    public static final int MOST = 200;

    /** The one event that is not in force. */
    public static final String HELD = "HELD";

    public MasterDataChange {
        differences = List.copyOf(differences);
    }

    /** @param secondPerson whether this is why two people must want it */
    public record Difference(String text, boolean secondPerson) {}
}
