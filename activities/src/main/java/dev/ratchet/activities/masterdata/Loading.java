package dev.ratchet.activities.masterdata;

import dev.ratchet.activities.attestation.AccountFingerprints;
import dev.ratchet.activities.masterdata.MasterData.Problem;
import dev.ratchet.activities.masterdata.MasterFile.At;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.invoice.BankAccount;
import dev.ratchet.workflows.contract.invoice.BusinessKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/** Writes one file's rows into a tenant's master data, in the transaction of the handle. */
final class Loading {
    private final Handle handle;
    private final String tenant;
    private final Function<String, BankAccount> account;

    /** @param accounts that are kept instead of the numbers */
    Loading(Handle handle, TenantId tenant, AccountFingerprints accounts) {
        this.handle = handle;
        this.tenant = tenant.value();
        this.account = number -> accounts.of(tenant, number);
    }

    /** One load of a tenant at a time: otherwise two could each give the same tax id to another supplier. */
    void lock() {
        handle.createQuery("SELECT pg_advisory_xact_lock(hashtextextended('ratchet.masterdata:' || :tenant, 0))::text")
                .bind("tenant", tenant)
                .mapTo(String.class)
                .one();
    }

    /** Notes what the file contradicts in what is already there. */
    void check(MasterFile file, Problems problems) {
        Set<String> inFile = new HashSet<>();
        file.suppliers().forEach(supplier -> inFile.add(supplier.id().text()));
        Map<String, String> owners = owners(file);
        for (MasterFile.Supplier supplier : file.suppliers()) {
            for (At taxId : supplier.taxIds()) {
                String owner = owners.get(taxId.text());
                if (owner != null && !inFile.contains(owner)) {
                    problems.add(new Problem(
                            taxId.line(),
                            taxId.field(),
                            "already belongs to supplier '" + owner + "'; take it away there in the same file"));
                }
            }
        }
        Set<String> known = known(file);
        for (MasterFile.Order order : file.orders()) {
            String supplier = order.supplier().text();
            if (!inFile.contains(supplier) && !known.contains(supplier)) {
                problems.add(new Problem(
                        order.supplier().line(),
                        order.supplier().field(),
                        "names supplier '" + supplier + "', which is neither in this file nor loaded before"));
            }
        }
    }

    void write(MasterFile file) {
        suppliers(file.suppliers());
        orders(file.orders());
        people(file.people());
    }

    private Map<String, String> owners(MasterFile file) {
        List<String> taxIds = file.suppliers().stream()
                .flatMap(supplier -> supplier.taxIds().stream().map(At::text))
                .toList();
        Map<String, String> owners = new HashMap<>();
        try (Query query = handle.createQuery(
                "SELECT tax_id, supplier FROM supplier_tax_id WHERE tenant = :tenant AND tax_id = ANY(:taxIds)")) {
            query.bind("tenant", tenant)
                    .bindArray("taxIds", String.class, taxIds)
                    .map((row, context) -> Map.entry(row.getString("tax_id"), row.getString("supplier")))
                    .forEach(owner -> owners.put(owner.getKey(), owner.getValue()));
        }
        return owners;
    }

    private Set<String> known(MasterFile file) {
        try (Query query = handle.createQuery("SELECT id FROM supplier WHERE tenant = :tenant AND id = ANY(:ids)")) {
            return query.bind("tenant", tenant)
                    .bindArray(
                            "ids",
                            String.class,
                            file.orders().stream()
                                    .map(order -> order.supplier().text())
                                    .toList())
                    .mapTo(String.class)
                    .set();
        }
    }

    private void suppliers(List<MasterFile.Supplier> suppliers) {
        List<String> ids = suppliers.stream().map(s -> s.id().text()).toList();
        for (String table : List.of("supplier_tax_id", "supplier_account", "supplier_ceiling")) {
            clear("DELETE FROM " + table + " WHERE tenant = :tenant AND supplier = ANY(:ids)", ids);
        }
        try (PreparedBatch rows = batch("""
                        INSERT INTO supplier (tenant, id, name, active, order_required)
                        VALUES (:tenant, :id, :name, :active, :orderRequired)
                        ON CONFLICT (tenant, id) DO UPDATE SET name = excluded.name, active = excluded.active,
                            order_required = excluded.order_required""");
                PreparedBatch taxIds = batch("INSERT INTO supplier_tax_id VALUES (:tenant, :taxId, :supplier)");
                PreparedBatch accounts =
                        batch("INSERT INTO supplier_account VALUES (:tenant, :supplier, :fingerprint, :masked)");
                PreparedBatch ceilings =
                        batch("INSERT INTO supplier_ceiling VALUES (:tenant, :supplier, :currency, :minor)")) {
            for (MasterFile.Supplier supplier : suppliers) {
                String id = supplier.id().text();
                rows.bind("tenant", tenant)
                        .bind("id", id)
                        .bind("name", supplier.name())
                        .bind("active", supplier.active())
                        .bind("orderRequired", supplier.orderRequired())
                        .add();
                supplier.taxIds()
                        .forEach(taxId -> taxIds.bind("tenant", tenant)
                                .bind("taxId", taxId.text())
                                .bind("supplier", id)
                                .add());
                for (At number : supplier.accounts()) {
                    BankAccount account = this.account.apply(number.text());
                    accounts.bind("tenant", tenant)
                            .bind("supplier", id)
                            .bind("fingerprint", account.fingerprint().hex())
                            .bind("masked", account.masked())
                            .add();
                }
                supplier.autoPostUpTo()
                        .forEach((currency, minor) -> ceilings.bind("tenant", tenant)
                                .bind("supplier", id)
                                .bind("currency", currency)
                                .bind("minor", minor)
                                .add());
            }
            List.of(rows, taxIds, accounts, ceilings).forEach(Loading::run);
        }
    }

    private void orders(List<MasterFile.Order> orders) {
        try (PreparedBatch rows = batch("""
                INSERT INTO purchase_order (tenant, number_key, supplier, number, currency, total)
                VALUES (:tenant, :key, :supplier, :number, :currency, :total)
                ON CONFLICT (tenant, number_key, supplier) DO UPDATE SET number = excluded.number,
                    currency = excluded.currency, total = excluded.total""")) {
            for (MasterFile.Order order : orders) {
                rows.bind("tenant", tenant)
                        .bind("key", BusinessKey.number(order.number().text()))
                        .bind("supplier", order.supplier().text())
                        .bind("number", order.number().text())
                        .bind("currency", order.currency())
                        .bind("total", order.total())
                        .add();
            }
            run(rows);
        }
    }

    private void people(List<MasterFile.Person> people) {
        clear(
                "DELETE FROM person_limit WHERE tenant = :tenant AND person = ANY(:ids)",
                people.stream().map(p -> p.id().text()).toList());
        try (PreparedBatch rows = batch("""
                        INSERT INTO person (tenant, id, roles) VALUES (:tenant, :id, :roles)
                        ON CONFLICT (tenant, id) DO UPDATE SET roles = excluded.roles""");
                PreparedBatch limits = batch("INSERT INTO person_limit VALUES (:tenant, :person, :currency, :minor)")) {
            for (MasterFile.Person person : people) {
                rows.bind("tenant", tenant)
                        .bind("id", person.id().text())
                        .bindArray("roles", String.class, person.roles())
                        .add();
                person.limit()
                        .forEach((currency, minor) -> limits.bind("tenant", tenant)
                                .bind("person", person.id().text())
                                .bind("currency", currency)
                                .bind("minor", minor)
                                .add());
            }
            List.of(rows, limits).forEach(Loading::run);
        }
    }

    private PreparedBatch batch(String sql) {
        return handle.prepareBatch(sql);
    }

    private static void run(PreparedBatch batch) {
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    private void clear(String sql, List<String> ids) {
        try (Update update = handle.createUpdate(sql)) {
            update.bind("tenant", tenant).bindArray("ids", String.class, ids).execute();
        }
    }
}
