package dev.ratchet.activities.masterdata.history;

import dev.ratchet.workflows.contract.invoice.BankAccount;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Suppliers, orders, people and our own companies as they are kept: without account numbers, and each in one order, so that equal rows have equal
 * JSON. The database reads that JSON under these names. Amounts by currency are minor units.
 */
public record MasterDataRows(
        List<Supplier> suppliers, List<Order> orders, List<Person> people, List<Company> companies) {
    public static final MasterDataRows NONE = new MasterDataRows(List.of(), List.of(), List.of(), List.of());

    public MasterDataRows {
        suppliers = sorted(suppliers, Comparator.comparing(Supplier::id));
        orders = sorted(orders, Comparator.comparing(Order::key).thenComparing(Order::supplier));
        people = sorted(people, Comparator.comparing(Person::id));
        companies = sorted(companies, Comparator.comparing(Company::id));
    }

    /** @param taxIds without spaces and punctuation, in upper case */
    public record Supplier(
            String id,
            String name,
            boolean active,
            boolean orderRequired,
            List<String> taxIds,
            List<BankAccount> accounts,
            SortedMap<String, Long> ceilings) {
        public Supplier {
            taxIds = sorted(taxIds, Comparator.naturalOrder());
            accounts = sorted(
                    accounts,
                    Comparator.comparing(account -> account.fingerprint().hex()));
            ceilings = new TreeMap<>(ceilings);
        }
    }

    /** @param key the number without spelling */
    public record Order(String key, String supplier, String number, String currency, long total) {}

    public record Person(String id, List<String> roles, SortedMap<String, Long> limits) {
        public Person {
            roles = sorted(roles, Comparator.naturalOrder());
            limits = new TreeMap<>(limits);
        }
    }

    /**
     * Ourselves: whom documents must be addressed to.
     *
     * @param taxIds without spaces and punctuation, in upper case
     */
    public record Company(String id, List<Name> names, List<String> taxIds) {
        public Company {
            names = sorted(names, Comparator.comparing(Name::name));
            taxIds = sorted(taxIds, Comparator.naturalOrder());
        }
    }

    /** @param key the name without spelling and legal form */
    public record Name(String name, String key) {}

    private static <T> List<T> sorted(List<T> values, Comparator<? super T> order) {
        return values.stream().distinct().sorted(order).toList();
    }
}
