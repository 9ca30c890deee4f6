package dev.ratchet.activities.masterdata;

import dev.ratchet.activities.attestation.AccountFingerprints;
import dev.ratchet.activities.database.Database;
import dev.ratchet.activities.masterdata.history.Change;
import dev.ratchet.activities.masterdata.history.ConfirmationKeys;
import dev.ratchet.activities.masterdata.history.MasterDataHistory;
import dev.ratchet.activities.masterdata.history.NotConfirmed;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.invoice.BooksFacts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** Master data in PostgreSQL. Account numbers are kept as fingerprint and masked form only. */
public final class PostgresMasterData implements MasterData {
    private static final String PERSON = """
            SELECT p.roles, l.currency, l.minor FROM person p
            LEFT JOIN person_limit l ON l.tenant = p.tenant AND l.person = p.id
            WHERE p.tenant = :tenant AND p.id = :id""";

    private final Jdbi jdbi;
    private final AccountFingerprints accounts;
    private final ConfirmationKeys keys;

    /**
     * @param accounts that are kept instead of account numbers; the same as of those who read documents
     * @param keys that sign what a second person confirms
     */
    public PostgresMasterData(Database database, AccountFingerprints accounts, ConfirmationKeys keys) {
        this.jdbi = database.jdbi();
        this.accounts = accounts;
        this.keys = keys;
    }

    @Override
    public Loaded load(TenantId tenant, String person, String yaml) throws InvalidMasterData {
        MasterFileReader reader = new MasterFileReader();
        MasterFile file = reader.read(yaml);
        Digest fingerprint = accounts.ofText(tenant, yaml);
        return jdbi.inTransaction(handle -> {
            MasterDataHistory history = history(handle, tenant);
            history.lock();
            Loading loading = new Loading(handle, tenant, accounts);
            loading.check(file, reader.problems());
            if (!reader.problems().isEmpty()) {
                throw new InvalidMasterData(reader.problems().byLine());
            }
            Change change = history.load(person, fingerprint, loading.rows(file));
            return new Loaded(
                    file.suppliers().size(), file.orders().size(), file.people().size(), change, history.mayConfirm());
        });
    }

    @Override
    public Change confirm(TenantId tenant, long number, String hash, String person) throws NotConfirmed {
        return jdbi.inTransaction(handle -> {
            MasterDataHistory history = history(handle, tenant);
            history.lock();
            boolean hasRole = person(handle, tenant, person)
                    .filter(known -> known.roles().contains(LOADING_ROLE))
                    .isPresent();
            return history.confirm(number, hash, person, hasRole);
        });
    }

    @Override
    public List<Change> pending(TenantId tenant) {
        return jdbi.withHandle(handle -> history(handle, tenant).pending());
    }

    @Override
    public List<Change> history(TenantId tenant, int most) {
        return jdbi.withHandle(handle -> history(handle, tenant).last(most));
    }

    @Override
    public MasterDataHistory.Verified verifyHistory(TenantId tenant) {
        return jdbi.inTransaction(
                TransactionIsolationLevel.REPEATABLE_READ,
                handle -> history(handle, tenant).verify());
    }

    private MasterDataHistory history(Handle handle, TenantId tenant) {
        return new MasterDataHistory(handle, tenant, keys);
    }

    @Override
    public String propose(List<Seen> invoices) {
        return Proposing.yaml(invoices);
    }

    @Override
    public boolean hasPeople(TenantId tenant) {
        return jdbi.withHandle(handle -> {
            try (Query query = handle.createQuery("SELECT EXISTS (SELECT FROM person WHERE tenant = :tenant)")) {
                return query.bind("tenant", tenant.value()).mapTo(Boolean.class).one();
            }
        });
    }

    @Override
    public Optional<Person> person(TenantId tenant, String id) {
        return jdbi.withHandle(handle -> person(handle, tenant, id));
    }

    /** For those who decide inside a transaction of their own. */
    public static Optional<Person> person(Handle handle, TenantId tenant, String id) {
        record Limit(Set<String> roles, String currency, long minor) {}
        try (Query query = handle.createQuery(PERSON)) {
            List<Limit> rows = query.bind("tenant", tenant.value())
                    .bind("id", id)
                    .map((row, context) -> new Limit(
                            Set.of((String[]) row.getArray("roles").getArray()),
                            String.valueOf(row.getString("currency")),
                            row.getLong("minor")))
                    .list();
            if (rows.isEmpty()) {
                return Optional.empty();
            }
            Map<String, Long> limits = new TreeMap<>();
            rows.forEach(row -> limits.put(row.currency(), row.minor()));
            limits.remove("null");
            return Optional.of(new Person(id, rows.get(0).roles(), limits));
        }
    }

    @Override
    public List<BooksFacts> lookAll(List<Question> questions) {
        return questions.isEmpty() ? List.of() : jdbi.withHandle(handle -> Lookup.facts(handle, questions));
    }
}
