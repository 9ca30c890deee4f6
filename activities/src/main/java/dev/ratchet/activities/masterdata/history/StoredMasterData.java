package dev.ratchet.activities.masterdata.history;

import dev.ratchet.activities.masterdata.history.MasterDataRows.Company;
import dev.ratchet.activities.masterdata.history.MasterDataRows.Order;
import dev.ratchet.activities.masterdata.history.MasterDataRows.Person;
import dev.ratchet.activities.masterdata.history.MasterDataRows.Supplier;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.TenantId;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** What is in force, as the tables have it. */
final class StoredMasterData {
    private static final String SUPPLIERS = """
            SELECT json_build_object('id', s.id, 'name', s.name, 'active', s.active, 'orderRequired', s.order_required,
                'taxIds', coalesce((SELECT json_agg(t.tax_id) FROM supplier_tax_id t
                    WHERE t.tenant = s.tenant AND t.supplier = s.id), '[]'::json),
                'accounts', coalesce((SELECT json_agg(json_build_object('fingerprint', a.fingerprint, 'masked', a.masked))
                    FROM supplier_account a WHERE a.tenant = s.tenant AND a.supplier = s.id), '[]'::json),
                'ceilings', coalesce((SELECT json_object_agg(c.currency, c.minor) FROM supplier_ceiling c
                    WHERE c.tenant = s.tenant AND c.supplier = s.id), '{}'::json))
            FROM supplier s WHERE s.tenant = :tenant AND (:all OR s.id = ANY(:keys))""";

    private static final String ORDERS = """
            SELECT json_build_object('key', o.number_key, 'supplier', o.supplier, 'number', o.number,
                'currency', o.currency, 'total', o.total)
            FROM purchase_order o WHERE o.tenant = :tenant AND (:all OR o.number_key = ANY(:keys))""";

    private static final String PEOPLE = """
            SELECT json_build_object('id', p.id, 'roles', p.roles,
                'limits', coalesce((SELECT json_object_agg(l.currency, l.minor) FROM person_limit l
                    WHERE l.tenant = p.tenant AND l.person = p.id), '{}'::json))
            FROM person p WHERE p.tenant = :tenant AND (:all OR p.id = ANY(:keys))""";

    private static final String COMPANIES = """
            SELECT json_build_object('id', c.id,
                'names', coalesce((SELECT json_agg(json_build_object('name', n.name, 'key', n.name_key))
                    FROM company_name n WHERE n.tenant = c.tenant AND n.company = c.id), '[]'::json),
                'taxIds', coalesce((SELECT json_agg(t.tax_id) FROM company_tax_id t
                    WHERE t.tenant = c.tenant AND t.company = c.id), '[]'::json))
            FROM company c WHERE c.tenant = :tenant AND (:all OR c.id = ANY(:keys))""";

    private final Handle handle;
    private final String tenant;

    StoredMasterData(Handle handle, TenantId tenant) {
        this.handle = handle;
        this.tenant = tenant.value();
    }

    MasterDataRows all() {
        return new MasterDataRows(
                rows(SUPPLIERS, true, List.of(), Supplier.class),
                rows(ORDERS, true, List.of(), Order.class),
                rows(PEOPLE, true, List.of(), Person.class),
                rows(COMPANIES, true, List.of(), Company.class));
    }

    /** Those that the others name; an order also where another supplier has one of the same number. */
    MasterDataRows named(MasterDataRows others) {
        return new MasterDataRows(
                rows(SUPPLIERS, false, keys(others.suppliers(), Supplier::id), Supplier.class),
                rows(ORDERS, false, keys(others.orders(), Order::key), Order.class),
                rows(PEOPLE, false, keys(others.people(), Person::id), Person.class),
                rows(COMPANIES, false, keys(others.companies(), Company::id), Company.class));
    }

    boolean hasPeople() {
        try (Query query = handle.createQuery("SELECT EXISTS (SELECT FROM person WHERE tenant = :tenant)")) {
            return query.bind("tenant", tenant).mapTo(Boolean.class).one();
        }
    }

    int peopleWith(String role) {
        try (Query query =
                handle.createQuery("SELECT count(*) FROM person WHERE tenant = :tenant AND :role = ANY(roles)")) {
            return query.bind("tenant", tenant)
                    .bind("role", role)
                    .mapTo(Integer.class)
                    .one();
        }
    }

    private <T> List<T> rows(String sql, boolean all, List<String> keys, Class<T> type) {
        try (Query query = handle.createQuery(sql)) {
            return query
                    .bind("tenant", tenant)
                    .bind("all", all)
                    .bindArray("keys", String.class, keys)
                    .mapTo(String.class)
                    .list()
                    .stream()
                    .map(json -> CanonicalJson.read(json, type))
                    .toList();
        }
    }

    private static <T> List<String> keys(List<T> rows, Function<T, String> key) {
        return rows.stream().map(key).distinct().toList();
    }
}
