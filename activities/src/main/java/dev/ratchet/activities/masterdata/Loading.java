package dev.ratchet.activities.masterdata;

import dev.ratchet.activities.attestation.AccountFingerprints;
import dev.ratchet.activities.masterdata.history.MasterDataRows;
import dev.ratchet.activities.yaml.YamlFields.Value;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.invoice.BankAccount;
import dev.ratchet.workflows.contract.invoice.BusinessKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Holds one file against what a tenant has already, in the transaction of the handle, and makes rows of it. */
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

    /** Notes what the file contradicts in what is already there. */
    void check(MasterFile file, Problems problems) {
        Set<String> inFile = new HashSet<>();
        file.suppliers().forEach(supplier -> inFile.add(supplier.id().text()));
        Map<String, String> owners = owners(file);
        for (MasterFile.Supplier supplier : file.suppliers()) {
            for (Value taxId : supplier.taxIds()) {
                String owner = owners.get(taxId.text());
                if (owner != null && !inFile.contains(owner)) {
                    problems.add(
                            taxId.line(),
                            taxId.field(),
                            "already belongs to supplier '" + owner + "'; take it away there in the same file");
                }
            }
        }
        Set<String> known = known(file);
        for (MasterFile.Order order : file.orders()) {
            String supplier = order.supplier().text();
            if (!inFile.contains(supplier) && !known.contains(supplier)) {
                problems.add(
                        order.supplier().line(),
                        order.supplier().field(),
                        "names supplier '" + supplier + "', which is neither in this file nor loaded before");
            }
        }
    }

    /** What the file would write. */
    MasterDataRows rows(MasterFile file) {
        return new MasterDataRows(
                file.suppliers().stream().map(this::supplier).toList(),
                file.orders().stream().map(Loading::order).toList(),
                file.people().stream().map(Loading::person).toList(),
                file.companies().stream().map(Loading::company).toList());
    }

    private MasterDataRows.Supplier supplier(MasterFile.Supplier supplier) {
        return new MasterDataRows.Supplier(
                supplier.id().text(),
                supplier.name(),
                supplier.active(),
                supplier.orderRequired(),
                supplier.taxIds().stream().map(Value::text).toList(),
                supplier.accounts().stream().map(Value::text).map(account).toList(),
                new TreeMap<>(supplier.autoPostUpTo()));
    }

    private static MasterDataRows.Order order(MasterFile.Order order) {
        String number = order.number().text();
        return new MasterDataRows.Order(
                BusinessKey.number(number), order.supplier().text(), number, order.currency(), order.total());
    }

    private static MasterDataRows.Company company(MasterFile.Company company) {
        return new MasterDataRows.Company(
                company.id().text(),
                company.names().stream()
                        .map(Value::text)
                        .map(name -> new MasterDataRows.Name(name, Objects.requireNonNull(CompanyNames.key(name))))
                        .toList(),
                company.taxIds().stream().map(Value::text).toList());
    }

    private static MasterDataRows.Person person(MasterFile.Person person) {
        return new MasterDataRows.Person(person.id().text(), person.roles(), new TreeMap<>(person.limit()));
    }

    private Map<String, String> owners(MasterFile file) {
        List<String> taxIds = file.suppliers().stream()
                .flatMap(supplier -> supplier.taxIds().stream().map(Value::text))
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
}
