package dev.ratchet.workflows.agent.rules;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The facts that an agent's rules may speak about, by name and type.
 *
 * @param routing for the route; {@link #AUTHORITY} is one of them for every agent
 * @param policy for whose authority is needed
 */
public record RuleFacts(SortedMap<String, FactType> routing, SortedMap<String, FactType> policy) {
    /** A text: what policy decided, an {@link Authority}; empty where policy was not asked. */
    public static final String AUTHORITY = "authority";

    public RuleFacts {
        SortedMap<String, FactType> all = new TreeMap<>(routing);
        all.put(AUTHORITY, FactType.TEXT);
        routing = Collections.unmodifiableSortedMap(all);
        policy = Collections.unmodifiableSortedMap(new TreeMap<>(policy));
    }

    /**
     * Facts declared as two records: each component is one, under its name in lower snake case. A String or an enum is a text,
     * a long or an int a number, a boolean a flag.
     *
     * @throws IllegalArgumentException for a component of any other type
     */
    public static RuleFacts of(Class<? extends Record> routing, Class<? extends Record> policy) {
        return new RuleFacts(FactRecord.types(routing), FactRecord.types(policy));
    }

    /**
     * The values of such a record, by the same names; none of them is null.
     *
     * @throws IllegalArgumentException when one is
     */
    public static SortedMap<String, Object> values(Record facts) {
        return FactRecord.values(facts);
    }
}
