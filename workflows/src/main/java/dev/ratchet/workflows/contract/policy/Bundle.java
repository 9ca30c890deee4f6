package dev.ratchet.workflows.contract.policy;

import dev.ratchet.workflows.contract.Digest;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that decides how a run of one agent behaves, by version.
 *
 * @param build id of the code that runs the agent
 * @param prompts version by prompt name, of this agent's prompts
 * @param models model name by tier, of the tiers that this agent asks
 * @param rules version of the agent's rule book
 * @param rulesHash of its text
 */
public record Bundle(
        String agent,
        String build,
        SortedMap<String, String> prompts,
        SortedMap<String, String> models,
        String rules,
        Digest rulesHash) {
    public Bundle {
        prompts = Collections.unmodifiableSortedMap(new TreeMap<>(prompts));
        models = Collections.unmodifiableSortedMap(new TreeMap<>(models));
    }

    public static Bundle of(
            String agent, String build, Map<String, String> prompts, Map<String, String> models, Rulebook rules) {
        return new Bundle(agent, build, new TreeMap<>(prompts), new TreeMap<>(models), rules.version(), rules.hash());
    }

    /** Of all of it. */
    public Digest hash() {
        return Digest.of(
                String.join("\n", agent, build, prompts.toString(), models.toString(), rules, rulesHash.hex()));
    }

    /** For a person, in one line. */
    public String text() {
        return build + ", rules " + rules + " " + rulesHash.brief() + ", prompts "
                + (prompts.isEmpty() ? "none" : prompts) + ", models " + (models.isEmpty() ? "none" : models)
                + ", bundle " + hash().brief();
    }
}
