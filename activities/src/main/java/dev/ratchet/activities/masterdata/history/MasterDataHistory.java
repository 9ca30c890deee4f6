package dev.ratchet.activities.masterdata.history;

import dev.ratchet.activities.masterdata.history.Change.Event;
import dev.ratchet.activities.masterdata.history.ConfirmationKeys.Signature;
import dev.ratchet.activities.masterdata.history.ConfirmationKeys.Statement;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Changes one tenant's master data, in the transaction of the handle, and tells what was changed. */
public final class MasterDataHistory {
    /** Role of those who may load master data and confirm what others loaded. */
    public static final String ROLE = "masterdata";

    private final Handle handle;
    private final TenantId tenant;
    private final ConfirmationKeys keys;
    private final StoredChanges changes;
    private final StoredMasterData inForce;

    public MasterDataHistory(Handle handle, TenantId tenant, ConfirmationKeys keys) {
        this.handle = handle;
        this.tenant = tenant;
        this.keys = keys;
        this.changes = new StoredChanges(handle, tenant);
        this.inForce = new StoredMasterData(handle, tenant);
    }

    /** One change of a tenant at a time; what is read after this stays so until the transaction ends. */
    public void lock() {
        try (Query query = handle.createQuery("SELECT lock_master_data(:tenant)::text")) {
            query.bind("tenant", tenant.value()).mapTo(String.class).one();
        }
    }

    /**
     * Records a load, after {@link #lock}. It is in force at once while there are no people, or when nothing in it needs a second
     * person; else all of it waits.
     *
     * @param file keyed fingerprint of what was loaded
     */
    public Change load(String person, Digest file, MasterDataRows rows) {
        List<Difference> differences = Differences.between(inForce.named(rows), rows);
        Event event = !inForce.hasPeople()
                ? Event.BOOTSTRAP
                : differences.stream().anyMatch(Difference::secondPerson) ? Event.HELD : Event.APPLIED;
        return changes.append(new Change(
                0,
                Instant.EPOCH,
                event,
                person,
                changes.inForce(),
                file.hex(),
                CanonicalJson.of(differences),
                CanonicalJson.of(rows),
                null,
                null,
                null,
                "",
                ""));
    }

    /**
     * Puts a held change in force, after {@link #lock}.
     *
     * @param hash of that change as the person saw it
     * @param hasRole whether the person has {@link #ROLE} now
     * @throws NotConfirmed when there is none of that number, it was confirmed already, master data has changed since, or the
     *     person may not confirm it
     */
    public Change confirm(long number, String hash, String person, boolean hasRole) throws NotConfirmed {
        Change held = changes.find(number)
                .filter(change ->
                        change.event() == Event.HELD && change.rowHash().equals(hash))
                .orElseThrow(() -> new NotConfirmed(
                        "NOT_HELD", "no change " + number + " waits; 'ratchet masterdata pending' shows which do"));
        if (!hasRole) {
            throw new NotConfirmed(
                    "CONFIRMER_ROLE",
                    person + " does not have the role '" + ROLE
                            + "' in the master data; let somebody who has it confirm");
        }
        if (held.person().equals(person)) {
            throw new NotConfirmed(
                    "SAME_PERSON", person + " loaded change " + number + "; another person must confirm it");
        }
        requireInForce(held);
        Signature signature = keys.sign(statement(held, person));
        return changes.append(new Change(
                0,
                Instant.EPOCH,
                Event.CONFIRMED,
                person,
                held.basedOn(),
                held.file(),
                held.differences(),
                held.content(),
                number,
                signature.key(),
                signature.value(),
                "",
                ""));
    }

    private void requireInForce(Change held) throws NotConfirmed {
        Change confirmation = changes.confirmationOf(held.number()).orElse(null);
        if (confirmation != null) {
            throw new NotConfirmed(
                    "CONFIRMED_ALREADY",
                    confirmation.person() + " confirmed change " + held.number() + " already, as change "
                            + confirmation.number());
        }
        long now = changes.inForce();
        if (held.basedOn() != now) {
            throw new NotConfirmed(
                    "STALE",
                    "master data has changed since change " + held.number() + " was loaded, by change " + now
                            + "; load the file again, so that its differences are those of today");
        }
    }

    private Statement statement(Change held, String person) {
        return new Statement(tenant, held.rowHash(), person);
    }

    /** How many people have {@link #ROLE} now; with fewer than two, nobody can confirm what another one loads. */
    public int mayConfirm() {
        return inForce.peopleWith(ROLE);
    }

    /** The last {@code most} records, oldest first. */
    public List<Change> last(int most) {
        return changes.last(most);
    }

    /** What waits and can still be confirmed, oldest first. */
    public List<Change> pending() {
        return changes.pending();
    }

    /** Recomputes everything that the history says, in a transaction that sees one state. */
    public Verified verify() {
        Verifier verifier = new Verifier(tenant, keys);
        changes.each(verifier::next);
        try {
            verifier.tables(inForce.all());
        } catch (UncheckedIOException e) {
            verifier.unreadableTables();
        }
        return verifier.found();
    }

    /**
     * @param head hash of the last record, or the genesis hash
     * @param problems what does not fit, at most {@link Verifier#MOST} of it; empty when all fits
     */
    public record Verified(long changes, String head, List<String> problems) {}
}
