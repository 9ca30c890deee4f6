package dev.ratchet.workflows.contract.policy;

import dev.ratchet.workflows.contract.Digest;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides how a run of one agent behaves, by version.
 *
 * @param build id of the code that runs the agent
 * @param prompts version by prompt name, of this agent's prompts
 * @param models model name by tier, of the tiers that this agent asks
 * @param rules version of the agent's rule book
 * @param rulesHash of its text
 * @param retrieval the usual configuration of retrieval and the hash of the file that has all of them; absent for an agent that
 *     searches no library
 */
public record Bundle(
        String agent,
        String build,
        SortedMap<String, String> prompts,
        SortedMap<String, String> models,
        String rules,
        Digest rulesHash,
        @Nullable String retrieval) {
    public Bundle {
        prompts = Collections.unmodifiableSortedMap(new TreeMap<>(prompts));
        models = Collections.unmodifiableSortedMap(new TreeMap<>(models));
    }

    public static Bundle of(
            String agent, String build, Map<String, String> prompts, Map<String, String> models, Rulebook rules) {
        return new Bundle(agent, build, new TreeMap<>(prompts), new TreeMap<>(models), rules.version(), rules.hash());
    }

    /** Of an agent that searches no library. */
    public Bundle(
            String agent,
            String build,
            SortedMap<String, String> prompts,
            SortedMap<String, String> models,
            String rules,
            Digest rulesHash) {
        this(agent, build, prompts, models, rules, rulesHash, null);
    }

    public Bundle retrieving(@Nullable String configurations) {
        return new Bundle(agent, build, prompts, models, rules, rulesHash, configurations);
    }

    /** Of all of it. */
    public Digest hash() {
        String all = String.join("\n", agent, build, prompts.toString(), models.toString(), rules, rulesHash.hex());
        return Digest.of(retrieval == null ? all : all + "\n" + retrieval);
    }

    /** For a person, in one line. */
    public String text() {
        return build + ", rules " + rules + " " + rulesHash.brief() + ", prompts "
                + (prompts.isEmpty() ? "none" : prompts) + ", models " + (models.isEmpty() ? "none" : models)
                + (retrieval == null ? "" : ", retrieval " + retrieval) + ", bundle " + hash().brief();
    }
}
