package dev.ratchet.workflows.contract;

import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that decides how a run behaves, by version.
 *
 * @param build id of the code that runs the agent
 * @param rules version of routing and policy
 * @param rulesHash of their text
 * @param prompts version by prompt name
 * @param hash over all of these
 */
public record Bundle(String build, String rules, Digest rulesHash, Map<String, String> prompts, Digest hash) {
    public Bundle {
        prompts = java.util.Collections.unmodifiableMap(new TreeMap<>(prompts));
    }

    public static Bundle of(String build, String rules, Digest rulesHash, Map<String, String> prompts) {
        return new Bundle(
                build,
                rules,
                rulesHash,
                prompts,
                Digest.of(String.join("\n", build, rules, rulesHash.hex(), new TreeMap<>(prompts).toString())));
    }
}
