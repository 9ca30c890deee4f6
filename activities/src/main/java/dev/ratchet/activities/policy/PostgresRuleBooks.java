package dev.ratchet.activities.policy;

import dev.ratchet.activities.database.Database;
import dev.ratchet.workflows.agent.rules.CompiledRules;
import dev.ratchet.workflows.agent.rules.InvalidRules;
import dev.ratchet.workflows.contract.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/**
 * Keeps each book in PostgreSQL when it comes into force, before any run can be ruled by it; later processes find it there
 * by its hash. What was compiled stays in memory.
 */
public final class PostgresRuleBooks implements RuleBooks {
    private final Jdbi jdbi;
    private final Map<String, AgentRules> inForce = new TreeMap<>();
    private final Map<Key, CompiledRules> compiled = new ConcurrentHashMap<>();

    /** Two agents may write the same text and mean their own facts by it. */
    private record Key(String agent, Digest hash) {}

    /** @param books the one in force for each agent that has rules */
    public PostgresRuleBooks(Database database, List<AgentRules> books) {
        this.jdbi = database.jdbi();
        for (AgentRules rules : books) {
            inForce.put(rules.agent(), rules);
            compiled.put(new Key(rules.agent(), rules.compiled().book().hash()), rules.compiled());
        }
        jdbi.useTransaction(handle -> books.forEach(rules -> keep(handle, rules)));
    }

    private static void keep(Handle handle, AgentRules rules) {
        try (Update update = handle.createUpdate("""
                INSERT INTO rule_book (agent, hash, version, yaml) VALUES (:agent, :hash, :version, :yaml)
                ON CONFLICT DO NOTHING""")) {
            update.bind("agent", rules.agent())
                    .bind("hash", rules.compiled().book().hash().hex())
                    .bind("version", rules.compiled().book().version())
                    .bind("yaml", rules.yaml())
                    .execute();
        }
    }

    @Override
    public CompiledRules inForce(String agent) {
        return known(agent).compiled();
    }

    private AgentRules known(String agent) {
        AgentRules rules = inForce.get(agent);
        if (rules == null) {
            throw new IllegalArgumentException(
                    "no agent '" + agent + "' has a rule book here; these have: " + inForce.keySet());
        }
        return rules;
    }

    @Override
    public CompiledRules byHash(String agent, Digest hash) throws InvalidRules {
        AgentRules current = known(agent);
        Key key = new Key(agent, hash);
        CompiledRules before = compiled.get(key);
        if (before != null) {
            return before;
        }
        String yaml = kept(agent, hash)
                .orElseThrow(() -> new IllegalArgumentException(
                        "agent '" + agent + "' never had a rule book with the hash " + hash.brief()));
        String name = "rule book " + hash.brief() + " of agent '" + agent + "'";
        CompiledRules earlier = RulebookFile.compile(name, yaml, current.facts());
        if (!earlier.book().hash().equals(hash)) {
            throw new InvalidRules(name + " was altered: its text now has the hash "
                    + earlier.book().hash().brief());
        }
        compiled.put(key, earlier);
        return earlier;
    }

    private Optional<String> kept(String agent, Digest hash) {
        try (Handle handle = jdbi.open();
                Query query = handle.createQuery("SELECT yaml FROM rule_book WHERE agent = :agent AND hash = :hash")) {
            return query.bind("agent", agent)
                    .bind("hash", hash.hex())
                    .mapTo(String.class)
                    .findOne();
        }
    }
}
