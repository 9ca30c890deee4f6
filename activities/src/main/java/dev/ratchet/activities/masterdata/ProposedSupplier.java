package dev.ratchet.activities.masterdata;

import dev.ratchet.activities.attestation.AccountFingerprints;
import dev.ratchet.activities.masterdata.MasterData.Seen;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.invoice.BusinessKey;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One supplier as a pile of its invoices suggests it. Invoices belong together when they share a tax id; those without
 * any when they show the same name.
 *
 * @param accounts as printed, by their bare form
 * @param ceilings by currency, in minor units
 */
record ProposedSupplier(
        String id,
        String name,
        Set<String> taxIds,
        Map<String, String> accounts,
        Map<String, Long> ceilings,
        Collection<Order> orders) {

    record Order(String number, String currency, long total) {}

    static List<ProposedSupplier> group(List<Seen> invoices) {
        List<Pile> piles = new ArrayList<>();
        for (Seen seen : invoices) {
            Pile pile = new Pile(seen);
            piles.removeIf(other -> pile.takes(other));
            piles.add(pile);
        }
        piles.sort(Comparator.comparing((Pile pile) -> pile.names.first()).thenComparing(pile -> pile.keys.first()));
        Set<String> ids = new HashSet<>();
        return piles.stream().map(pile -> pile.supplier(ids)).toList();
    }

    /** Invoices that share a key, and all their keys. */
    private static final class Pile {
        private final TreeSet<String> keys = new TreeSet<>();
        private final TreeSet<String> names = new TreeSet<>();
        private final TreeSet<String> taxIds = new TreeSet<>();
        private final List<Seen> invoices = new ArrayList<>();

        Pile(Seen seen) {
            invoices.add(seen);
            String name = seen.supplierName().strip();
            names.add(name.isEmpty() ? "?" : name.substring(0, Math.min(name.length(), 200)));
            taxIds.addAll(TaxIds.normal(seen.taxIds()));
            keys.addAll(taxIds);
            if (keys.isEmpty()) {
                keys.add(" " + BusinessKey.number(names.first()));
            }
        }

        boolean takes(Pile other) {
            if (keys.stream().noneMatch(other.keys::contains)) {
                return false;
            }
            keys.addAll(other.keys);
            names.addAll(other.names);
            taxIds.addAll(other.taxIds);
            invoices.addAll(other.invoices);
            return true;
        }

        ProposedSupplier supplier(Set<String> takenIds) {
            Map<String, String> accounts = new TreeMap<>();
            Map<String, Long> largest = new TreeMap<>();
            for (Seen seen : invoices) {
                for (String account : seen.accounts()) {
                    if (account.matches("(?=.*[A-Za-z0-9]).{1,100}")) {
                        accounts.merge(
                                AccountFingerprints.bare(account), account, (a, b) -> a.compareTo(b) <= 0 ? a : b);
                    }
                }
                if (seen.gross() > 0) {
                    largest.merge(seen.currency(), seen.gross(), Math::max);
                }
            }
            largest.replaceAll(ProposedSupplier::round);
            return new ProposedSupplier(
                    id(names.first(), takenIds), names.first(), taxIds, accounts, largest, orders().values());
        }

        /** One order per number; where its invoices are in several currencies, in the first of them. */
        private Map<String, Order> orders() {
            Map<String, Order> orders = new TreeMap<>();
            List<Seen> sorted = invoices.stream()
                    .sorted(Comparator.comparing(Seen::currency)
                            .thenComparing(seen -> String.valueOf(seen.orderNumber())))
                    .toList();
            for (Seen seen : sorted) {
                String number = seen.orderNumber();
                if (number != null && number.matches("(?=.*[A-Za-z0-9]).{1,100}") && seen.gross() > 0) {
                    Order order = new Order(number, seen.currency(), seen.gross());
                    orders.merge(
                            BusinessKey.number(number),
                            order,
                            (a, b) -> a.currency().equals(b.currency())
                                    ? new Order(a.number(), a.currency(), Math.addExact(a.total(), b.total()))
                                    : a);
                }
            }
            return orders;
        }
    }

    /** The smallest 1, 2 or 5 times a power of ten, in whole units of the currency, that is at least the amount. */
    private static long round(String currency, long gross) {
        long unit = 1;
        for (int i = 0; i < Money.exponent(currency); i++) {
            unit *= 10;
        }
        for (long power = unit; power <= Long.MAX_VALUE / 50; power *= 10) {
            for (int times : new int[] {1, 2, 5}) {
                if (times * power >= gross) {
                    return times * power;
                }
            }
        }
        return gross;
    }

    private static String id(String name, Set<String> taken) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKD)
                .toUpperCase(Locale.ROOT)
                .replaceAll("\\p{M}+", "")
                .replaceAll("[^A-Z0-9]+", "-")
                .replaceAll("^-|-$", "");
        String stem = plain.isEmpty() ? "SUPPLIER" : plain.substring(0, Math.min(plain.length(), 40));
        String id = stem;
        for (int i = 2; !taken.add(id); i++) {
            id = stem + "-" + i;
        }
        return id;
    }
}
