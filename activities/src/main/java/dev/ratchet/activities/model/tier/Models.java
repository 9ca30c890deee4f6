package dev.ratchet.activities.model.tier;

import dev.ratchet.workflows.contract.ModelTier;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The models of an installation.
 *
 * @param all each with an id of its own
 * @param tiers ids of {@code all}, first asked first, 1 or more for every tier; both empty where there is no model
 */
public record Models(List<ModelEntry> all, Map<ModelTier, List<String>> tiers) {
    public static final Models NONE = new Models(List.of(), Map.of());

    public Models {
        all = List.copyOf(all);
        Map<ModelTier, List<String>> copy = new EnumMap<>(ModelTier.class);
        tiers.forEach((tier, ids) -> copy.put(tier, List.copyOf(ids)));
        List<String> known = all.stream().map(ModelEntry::id).toList();
        if (known.stream().distinct().count() < known.size()) {
            throw new IllegalArgumentException("two models have one id");
        }
        for (ModelTier tier : all.isEmpty() ? new ModelTier[0] : ModelTier.values()) {
            List<String> ids = copy.getOrDefault(tier, List.of());
            if (ids.isEmpty() || !known.containsAll(ids)) {
                throw new IllegalArgumentException(
                        "the tier " + tier.wire() + " names one or more of the models " + known);
            }
        }
        tiers = copy;
    }

    /** An installation with one model, which is all tiers. */
    public static Models of(ModelEntry only) {
        Map<ModelTier, List<String>> tiers = new EnumMap<>(ModelTier.class);
        for (ModelTier tier : ModelTier.values()) {
            tiers.put(tier, List.of(only.id()));
        }
        return new Models(List.of(only), tiers);
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** Names of the models by name of the tier, for a bundle. */
    public SortedMap<String, String> names() {
        SortedMap<String, String> names = new TreeMap<>();
        tiers.forEach((tier, ids) -> names.put(
                tier.wire(),
                ids.stream()
                        .map(this::entry)
                        .map(entry -> entry.endpoint().model())
                        .collect(Collectors.joining(", "))));
        return names;
    }

    /** @throws IllegalArgumentException when there is none of this id */
    ModelEntry entry(String id) {
        return all.stream()
                .filter(entry -> entry.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no model '" + id + "'"));
    }
}
