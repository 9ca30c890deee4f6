package dev.ratchet.activities.masterdata.history;

import dev.ratchet.activities.masterdata.history.MasterDataRows.Company;
import dev.ratchet.activities.masterdata.history.MasterDataRows.Order;
import dev.ratchet.activities.masterdata.history.MasterDataRows.Person;
import dev.ratchet.activities.masterdata.history.MasterDataRows.Supplier;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.invoice.BankAccount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What rows make otherwise than what is in force. Two people must want what raises a limit or a ceiling, gives a role, or changes
 * how a known supplier is recognised or paid. A new supplier without a ceiling is harmless: each of its invoices goes to a person.
 */
final class Differences {
    private final List<Difference> found = new ArrayList<>();

    private Differences() {}

    static List<Difference> between(MasterDataRows before, MasterDataRows after) {
        Differences differences = new Differences();
        Map<String, Supplier> suppliers = byKey(before.suppliers(), Supplier::id);
        after.suppliers().forEach(supplier -> differences.supplier(suppliers.get(supplier.id()), supplier));
        Map<String, Order> orders = byKey(before.orders(), Differences::key);
        after.orders().forEach(order -> differences.order(orders.get(key(order)), order));
        Map<String, Person> people = byKey(before.people(), Person::id);
        after.people().forEach(person -> differences.person(people.get(person.id()), person));
        Map<String, Company> companies = byKey(before.companies(), Company::id);
        after.companies().forEach(company -> differences.company(companies.get(company.id()), company));
        return List.copyOf(differences.found);
    }

    private void supplier(@Nullable Supplier known, Supplier supplier) {
        String who = "supplier " + supplier.id();
        if (known == null) {
            harmless(who + " added: " + supplier.name() + (supplier.active() ? "" : ", not active"));
            supplier.taxIds().forEach(taxId -> harmless(who + ": tax id " + taxId + " added"));
            supplier.accounts().forEach(account -> harmless(who + ": account " + account.masked() + " added"));
        } else {
            renamed(who, known.name(), supplier.name());
            if (known.active() != supplier.active()) {
                add(who + (supplier.active() ? " active again" : " no longer active"), supplier.active());
            }
            if (known.orderRequired() != supplier.orderRequired()) {
                add(
                        who
                                + (supplier.orderRequired()
                                        ? ": every invoice needs an order"
                                        : ": no order needed any more"),
                        !supplier.orderRequired());
            }
            members(who + ": tax id ", known.taxIds(), supplier.taxIds(), taxId -> taxId, true, false);
            members(who + ": account ", known.accounts(), supplier.accounts(), BankAccount::masked, true, true);
        }
        amounts(who + ": ceiling", known == null ? Map.of() : known.ceilings(), supplier.ceilings(), 0);
    }

    private void order(@Nullable Order known, Order order) {
        String what = "order " + order.number() + " of " + order.supplier();
        String total = text(order.currency(), order.total());
        if (known == null) {
            harmless(what + " added: " + total);
        } else if (!known.currency().equals(order.currency()) || known.total() != order.total()) {
            harmless(what + ": total changed from " + text(known.currency(), known.total()) + " to " + total);
        } else {
            renamed(what, known.number(), order.number());
        }
    }

    private void person(@Nullable Person known, Person person) {
        String who = "person " + person.id();
        if (known == null) {
            harmless(who + " added");
        }
        members(who + ": role ", known == null ? List.of() : known.roles(), person.roles(), role -> role, true, false);
        // Without a limit in a currency, nothing in it may be approved: a limit of zero is more than none.
        amounts(who + ": limit", known == null ? Map.of() : known.limits(), person.limits(), -1);
    }

    /** The first name or tax id of ours makes the check of the buyer begin; each further one lets more pass. */
    private void company(@Nullable Company known, Company company) {
        String who = "own company " + company.id();
        if (known == null) {
            add(who + " added", true);
        }
        members(
                who + ": name ",
                known == null ? List.of() : known.names(),
                company.names(),
                MasterDataRows.Name::name,
                true,
                false);
        members(
                who + ": tax id ",
                known == null ? List.of() : known.taxIds(),
                company.taxIds(),
                taxId -> taxId,
                true,
                false);
    }

    private void renamed(String who, String from, String to) {
        if (!from.equals(to)) {
            harmless(who + ": '" + from + "' is now '" + to + "'");
        }
    }

    private <T> void members(
            String what,
            Collection<T> before,
            Collection<T> after,
            Function<T, String> shown,
            boolean addedNeeds,
            boolean removedNeeds) {
        after.stream()
                .filter(value -> !before.contains(value))
                .forEach(value -> add(what + shown.apply(value) + " added", addedNeeds));
        before.stream()
                .filter(value -> !after.contains(value))
                .forEach(value -> add(what + shown.apply(value) + " removed", removedNeeds));
    }

    /** @param absent what it is worth to have no amount in a currency */
    private void amounts(String what, Map<String, Long> before, Map<String, Long> after, long absent) {
        Map<String, Long> currencies = new TreeMap<>(before);
        currencies.putAll(after);
        for (String currency : currencies.keySet()) {
            Long from = before.get(currency);
            Long to = after.get(currency);
            if (to == null) {
                harmless(what + " of " + text(currency, from == null ? 0 : from) + " removed");
            } else if (from == null) {
                add(what + " of " + text(currency, to) + " given", to > absent);
            } else if (!from.equals(to)) {
                add(
                        what + (to > from ? " raised" : " lowered") + " from " + text(currency, from) + " to "
                                + text(currency, to),
                        to > from);
            }
        }
    }

    private void harmless(String text) {
        add(text, false);
    }

    private void add(String text, boolean secondPerson) {
        found.add(new Difference(text, secondPerson));
    }

    private static String text(String currency, long minor) {
        return new Money(currency, minor).text();
    }

    private static String key(Order order) {
        return order.key() + " " + order.supplier();
    }

    private static <T> Map<String, T> byKey(List<T> rows, Function<T, String> key) {
        return rows.stream().collect(Collectors.toMap(key, row -> row));
    }
}
