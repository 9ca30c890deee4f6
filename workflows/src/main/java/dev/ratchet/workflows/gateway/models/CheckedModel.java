package dev.ratchet.workflows.gateway.models;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one tiny call to a model showed.
 *
 * @param id what the installation calls it
 * @param tiers that it is in
 * @param provider wire format
 * @param model as the provider names it
 * @param schema its schema mode
 * @param millis from the question to the answer, or to what went wrong
 * @param tokens that the provider counted for the call, 0 when it does not count
 * @param price in words
 * @param wrong what is wrong and what to do; absent when all is well
 */
public record CheckedModel(
        String id,
        List<String> tiers,
        String provider,
        String model,
        String schema,
        long millis,
        long tokens,
        String price,
        @Nullable String wrong) {
    public CheckedModel {
        tiers = List.copyOf(tiers);
    }
}
