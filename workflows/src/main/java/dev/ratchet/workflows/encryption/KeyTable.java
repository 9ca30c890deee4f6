package dev.ratchet.workflows.encryption;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.TenantId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * The keys of an installation: a file of JSON that is worth nothing without its master key. It is a value; each change gives a new
 * one.
 *
 * @param master id of the master key that wrapped the keys
 * @param keys of all tenants, the oldest first; of each tenant at most one is active, and at most one is next
 */
public record KeyTable(String master, List<WrappedKey> keys) {
    private static final ObjectMapper JSON = CanonicalJson.mapper();

    public KeyTable {
        if (master == null || keys == null) {
            throw new IllegalArgumentException(
                    "a key table has 'master', the id of its master key, and 'keys', a list");
        }
        keys = List.copyOf(keys);
        SortedSet<String> seen = new TreeSet<>();
        for (WrappedKey key : keys) {
            requireNew(seen, key.id(), "two keys have the id '" + key.id() + "'");
            if (key.state() != KeyState.OLD) {
                String place = key.state() + " of " + key.tenant();
                requireNew(seen, place, "two keys are " + place + "; one may be");
            }
        }
    }

    private static void requireNew(SortedSet<String> seen, String what, String why) {
        if (!seen.add(what)) {
            throw new IllegalArgumentException(why);
        }
    }

    public static KeyTable empty(MasterKey master) {
        return new KeyTable(master.id(), List.of());
    }

    /** @throws IllegalArgumentException with one sentence that says what is wrong, and quotes no key */
    public static KeyTable parse(String json) {
        try {
            KeyTable table = JSON.readValue(json, KeyTable.class);
            if (table != null) {
                return table;
            }
        } catch (JsonProcessingException e) {
            if (e.getCause() instanceof IllegalArgumentException wrong) {
                throw new IllegalArgumentException("is no key table: " + wrong.getMessage(), wrong);
            }
            // the parser's own message quotes the file
        }
        throw new IllegalArgumentException(
                "is no key table: it should be JSON as 'ratchet-worker encryption-keys create' writes it");
    }

    /** What {@link #parse} reads. */
    public String text() {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a key table is JSON", e);
        }
    }

    /**
     * With a new key, made by chance.
     *
     * @param id that no key of the table has or had
     */
    public KeyTable with(String id, TenantId tenant, KeyState state, LocalDate made, MasterKey master) {
        requireMaster(master);
        List<WrappedKey> more = new ArrayList<>(keys);
        more.add(WrappedKey.generate(id, tenant, state, made, master));
        return new KeyTable(this.master, more);
    }

    /**
     * The tenant's next key writes from now on, and the active one reads.
     *
     * @throws IllegalArgumentException when there is no next key
     */
    public KeyTable activated(TenantId tenant) {
        WrappedKey next = of(tenant, KeyState.NEXT)
                .orElseThrow(() -> new IllegalArgumentException(
                        tenant + " has no key that is next; 'ratchet-worker encryption-keys rotate' makes one"));
        return changed(key -> {
            if (key.id().equals(next.id())) {
                return key.as(KeyState.ACTIVE);
            }
            return key.tenant().equals(tenant) && key.state() == KeyState.ACTIVE ? key.as(KeyState.OLD) : key;
        });
    }

    /**
     * Without an old key: what it encrypted is unreadable for ever.
     *
     * @throws IllegalArgumentException when there is no such key, or it is not old
     */
    public KeyTable without(TenantId tenant, String id) {
        WrappedKey gone = keys.stream()
                .filter(key -> key.id().equals(id) && key.tenant().equals(tenant))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        tenant + " has no key '" + id + "'; 'ratchet-worker encryption-keys list' shows its keys"));
        if (gone.state() != KeyState.OLD) {
            throw new IllegalArgumentException(
                    "the key '" + id + "' is " + gone.state() + "; only one that is OLD is retired");
        }
        return new KeyTable(
                master, keys.stream().filter(key -> !key.id().equals(id)).toList());
    }

    /**
     * The same keys of all tenants, wrapped by another master key.
     *
     * @throws IllegalArgumentException when {@code from} is not the table's master key, or a key is not what it was
     */
    public KeyTable rewrapped(MasterKey from, MasterKey to) {
        requireMaster(from);
        return new KeyTable(
                to.id(), keys.stream().map(key -> key.rewrapped(from, to)).toList());
    }

    private KeyTable changed(UnaryOperator<WrappedKey> change) {
        return new KeyTable(master, keys.stream().map(change).toList());
    }

    /** Of a tenant, the one in a state that one key alone may have. */
    public Optional<WrappedKey> of(TenantId tenant, KeyState state) {
        return keys.stream()
                .filter(key -> key.tenant().equals(tenant) && key.state() == state)
                .findFirst();
    }

    /**
     * The tenant's keys, ready for use.
     *
     * @throws IllegalArgumentException when this is not the table's master key, or one of the tenant's keys is not what it was
     */
    public Unwrapped unwrap(TenantId tenant, MasterKey master) {
        requireMaster(master);
        SortedMap<String, PayloadKey> found = new TreeMap<>();
        for (WrappedKey key : keys) {
            if (key.tenant().equals(tenant)) {
                found.put(key.id(), key.unwrap(master));
            }
        }
        return new Unwrapped(of(tenant, KeyState.ACTIVE).map(key -> found.get(key.id())), found);
    }

    /**
     * Keys of one tenant in memory.
     *
     * @param active one of {@code keys}
     */
    public record Unwrapped(Optional<PayloadKey> active, SortedMap<String, PayloadKey> keys) {
        public Optional<PayloadKey> find(String id) {
            return Optional.ofNullable(keys.get(id));
        }
    }

    private void requireMaster(MasterKey given) {
        if (!given.id().equals(master)) {
            throw new IllegalArgumentException("its keys are wrapped by the master key '" + master
                    + "', and the one given is '" + given.id() + "'");
        }
    }
}
