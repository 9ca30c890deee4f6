package dev.ratchet.activities.masterdata.history;

import dev.ratchet.activities.masterdata.history.Change.Event;
import dev.ratchet.activities.masterdata.history.ConfirmationKeys.Signature;
import dev.ratchet.activities.masterdata.history.ConfirmationKeys.Statement;
import dev.ratchet.activities.masterdata.history.MasterDataRows.Company;
import dev.ratchet.activities.masterdata.history.MasterDataRows.Order;
import dev.ratchet.activities.masterdata.history.MasterDataRows.Person;
import dev.ratchet.activities.masterdata.history.MasterDataRows.Supplier;
import dev.ratchet.workflows.contract.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Follows a history from its beginning: that each record hashes to what it says and follows the one before, that its differences
 * are what it makes otherwise, that a second person confirmed what needs one, and that the tables hold what comes of it all.
 * It finds neither that the last records are missing nor that all was written anew by somebody who has the signing key.
 */
final class Verifier {
    /** A broken history breaks much: the first problems tell where. */
    static final int MOST = 20;

    private final TenantId tenant;
    private final ConfirmationKeys keys;
    private final Map<String, Supplier> suppliers = new TreeMap<>();
    private final Map<String, Order> orders = new TreeMap<>();
    private final Map<String, Person> people = new TreeMap<>();
    private final Map<String, Company> companies = new TreeMap<>();
    private final Map<Long, Change> held = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();
    private long number;
    private long inForce;
    private String head;

    Verifier(TenantId tenant, ConfirmationKeys keys) {
        this.tenant = tenant;
        this.keys = keys;
        this.head = Change.genesis(tenant.value()).hex();
    }

    void next(Change change) {
        number++;
        require(change, change.number() == number, "has the number " + change.number() + " and should have " + number);
        require(change, change.prevHash().equals(head), "does not follow the change before it");
        require(change, change.hash(tenant.value()).hex().equals(change.rowHash()), "does not hash to what it says");
        require(change, change.basedOn() == inForce, "stands on change " + change.basedOn() + ", not on " + inForce);
        head = change.rowHash();
        number = change.number();
        try {
            follow(change);
        } catch (RuntimeException unreadable) {
            require(change, false, "cannot be read");
        }
    }

    private void follow(Change change) {
        MasterDataRows rows = change.rows();
        List<Difference> differences = Differences.between(named(rows), rows);
        require(change, differences.equals(change.found()), "makes other differences than it says");
        boolean needsSecond = differences.stream().anyMatch(Difference::secondPerson);
        switch (change.event()) {
            case BOOTSTRAP -> require(change, people.isEmpty(), "is no first load: there were people");
            case APPLIED -> require(change, !needsSecond, "needed a second person and nobody confirmed it");
            case HELD -> held.put(change.number(), change);
            case CONFIRMED -> confirmed(change, held.remove(Objects.requireNonNull(change.confirms())));
        }
        if (change.event() != Event.HELD) {
            inForce = change.number();
            rows.suppliers().forEach(supplier -> suppliers.put(supplier.id(), supplier));
            rows.orders().forEach(order -> orders.put(key(order), order));
            rows.people().forEach(person -> people.put(person.id(), person));
            rows.companies().forEach(company -> companies.put(company.id(), company));
        }
    }

    private void confirmed(Change change, @Nullable Change of) {
        if (of == null || !of.content().equals(change.content()) || of.basedOn() != change.basedOn()) {
            require(change, false, "confirms what does not wait");
            return;
        }
        require(change, !of.person().equals(change.person()), "is confirmed by the person who loaded it");
        Person confirmer = people.get(change.person());
        require(
                change,
                confirmer != null && confirmer.roles().contains(MasterDataHistory.ROLE),
                "is confirmed by somebody without the role " + MasterDataHistory.ROLE);
        Signature signature =
                new Signature(Objects.requireNonNull(change.key()), Objects.requireNonNull(change.signature()));
        require(
                change,
                keys.signed(new Statement(tenant, of.rowHash(), change.person()), signature),
                "has a signature that is not by a key that is known here");
    }

    /** Holds what is stored against what came of all changes. */
    void tables(MasterDataRows stored) {
        MasterDataRows right = new MasterDataRows(
                List.copyOf(suppliers.values()),
                List.copyOf(orders.values()),
                List.copyOf(people.values()),
                List.copyOf(companies.values()));
        same("supplier ", right.suppliers(), stored.suppliers(), Supplier::id);
        same("order ", right.orders(), stored.orders(), Verifier::key);
        same("person ", right.people(), stored.people(), Person::id);
        same("own company ", right.companies(), stored.companies(), Company::id);
    }

    void unreadableTables() {
        problem("the tables hold what no change can have written");
    }

    MasterDataHistory.Verified found() {
        return new MasterDataHistory.Verified(number, head, List.copyOf(problems));
    }

    private <T> void same(String what, List<T> right, List<T> stored, Function<T, String> key) {
        Map<String, T> rest = new TreeMap<>();
        stored.forEach(row -> rest.put(key.apply(row), row));
        for (T row : right) {
            if (!row.equals(rest.remove(key.apply(row)))) {
                problem(what + key.apply(row) + " is not in the tables as its history says");
            }
        }
        rest.keySet().forEach(id -> problem(what + id + " is in the tables and not in the history"));
    }

    private MasterDataRows named(MasterDataRows rows) {
        return new MasterDataRows(
                known(rows.suppliers(), supplier -> suppliers.get(supplier.id())),
                known(rows.orders(), order -> orders.get(key(order))),
                known(rows.people(), person -> people.get(person.id())),
                known(rows.companies(), company -> companies.get(company.id())));
    }

    private static <T> List<T> known(List<T> rows, Function<T, @Nullable T> find) {
        List<T> known = new ArrayList<>();
        for (T row : rows) {
            T before = find.apply(row);
            if (before != null) {
                known.add(before);
            }
        }
        return known;
    }

    private static String key(Order order) {
        return order.key() + " of " + order.supplier();
    }

    private void require(Change change, boolean holds, String otherwise) {
        if (!holds) {
            problem("change " + change.number() + " " + otherwise);
        }
    }

    private void problem(String text) {
        if (problems.size() < MOST) {
            problems.add(text);
        }
    }
}
