package dev.ratchet.activities.budget;

import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What models may cost, in millionths of the accounting currency; absent where nothing is limited.
 *
 * @param run each
 * @param agents each agent in a month, by its name
 * @param tenant in a month
 * @param day each
 * @param over what becomes of a run whose call a budget cannot hold
 */
public record Limits(
        @Nullable Long run,
        SortedMap<String, Long> agents,
        @Nullable Long tenant,
        @Nullable Long day,
        Over over) {
    public static final Limits NONE = new Limits(null, new TreeMap<>(), null, null);

    /** What becomes of a run whose call a budget cannot hold. */
    public enum Over {
        /** It waits for a person, who may raise the budget. */
        WAIT,
        /** It ends. */
        END
    }

    /** Runs that exceed them wait. */
    public Limits(@Nullable Long run, SortedMap<String, Long> agents, @Nullable Long tenant, @Nullable Long day) {
        this(run, agents, tenant, day, Over.WAIT);
    }

    public Limits {
        agents = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(agents));
    }

    /** Of one level of what this agent spends; null when it has none. */
    public @Nullable Long of(Level level, String agent) {
        return switch (level) {
            case RUN -> run;
            case AGENT -> agents.get(agent);
            case TENANT -> tenant;
            case DAY -> day;
        };
    }
}
