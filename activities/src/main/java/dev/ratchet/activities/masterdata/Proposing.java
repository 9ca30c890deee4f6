package dev.ratchet.activities.masterdata;

import dev.ratchet.activities.database.Json;
import dev.ratchet.activities.masterdata.MasterData.Seen;
import dev.ratchet.workflows.contract.Money;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.yaml.snakeyaml.reader.StreamReader;

/** Writes a master data file for a person to review, from invoices seen. The same invoices give the same text. */
final class Proposing {
    private static final String HEAD = """
            # PROPOSED from documents, checked by nobody. Review every line before you load it, and mind above all:
            #   accounts      money goes there: compare each with what the supplier told you, not with an invoice
            #   autoPostUpTo  up to this amount invoices are booked without a person
            """;

    private Proposing() {}

    static String yaml(List<Seen> invoices) {
        List<ProposedSupplier> suppliers = ProposedSupplier.group(invoices);
        StringBuilder yaml = new StringBuilder(HEAD);
        yaml.append(suppliers.isEmpty() ? "suppliers: []\n" : "suppliers:\n");
        suppliers.forEach(supplier -> supplier(supplier, yaml));
        orders(suppliers, yaml);
        people(suppliers, yaml);
        return yaml.toString();
    }

    private static void supplier(ProposedSupplier supplier, StringBuilder yaml) {
        yaml.append("  - id: ").append(text(supplier.id())).append('\n');
        yaml.append("    name: ").append(text(supplier.name())).append('\n');
        if (supplier.taxIds().isEmpty()) {
            yaml.append(
                    "    # REVIEW: the documents show no tax id; without one, invoices of this supplier stay unknown\n");
        }
        list("taxIds", supplier.taxIds(), yaml);
        list("accounts", supplier.accounts().values(), yaml);
        yaml.append("    active: true\n    orderRequired: false\n");
        yaml.append("    # REVIEW: a round amount above the largest invoice seen\n");
        amounts("autoPostUpTo", supplier.ceilings(), yaml);
    }

    private static void orders(List<ProposedSupplier> suppliers, StringBuilder yaml) {
        StringBuilder orders = new StringBuilder();
        for (ProposedSupplier supplier : suppliers) {
            for (ProposedSupplier.Order order : supplier.orders()) {
                orders.append("  - number: ").append(text(order.number())).append('\n');
                orders.append("    supplier: ").append(text(supplier.id())).append('\n');
                orders.append("    currency: ").append(order.currency()).append('\n');
                orders.append("    total: ")
                        .append(decimal(order.currency(), order.total()))
                        .append('\n');
            }
        }
        yaml.append("\n# REVIEW: totals are the sums of the invoices seen, not what was ordered\n");
        yaml.append(orders.length() == 0 ? "orders: []\n" : "orders:\n").append(orders);
    }

    private static void people(List<ProposedSupplier> suppliers, StringBuilder yaml) {
        Map<String, Long> clerk = new TreeMap<>();
        for (ProposedSupplier supplier : suppliers) {
            supplier.ceilings().forEach((currency, minor) -> clerk.merge(currency, minor, Math::max));
        }
        if (clerk.isEmpty()) {
            clerk.put("EUR", 100_000L);
        }
        Map<String, Long> controller = new TreeMap<>();
        clerk.forEach((currency, minor) -> controller.put(currency, Math.min(minor, Long.MAX_VALUE / 100) * 10));
        yaml.append(
                "\n# REVIEW: two invented people; put your own here, with what each may approve. Only people with the role");
        yaml.append(
                "\n# masterdata may load such a file again; what raises a limit or a ceiling, gives a role or changes an");
        yaml.append(
                "\n# account, another of them must confirm. So there should be two, or nobody can ever change that\npeople:\n");
        person("sample.clerk", "clerk, " + MasterData.LOADING_ROLE, clerk, yaml);
        person("sample.controller", "controller, " + MasterData.LOADING_ROLE, controller, yaml);
    }

    private static void person(String id, String roles, Map<String, Long> limit, StringBuilder yaml) {
        yaml.append("  - id: ").append(text(id)).append('\n');
        yaml.append("    roles: [").append(roles).append("]\n");
        amounts("limit", limit, yaml);
    }

    private static void list(String name, Collection<String> values, StringBuilder yaml) {
        yaml.append("    ").append(name).append(values.isEmpty() ? ": []\n" : ":\n");
        for (String value : new TreeSet<>(values)) {
            yaml.append("      - ").append(text(value)).append('\n');
        }
    }

    private static void amounts(String name, Map<String, Long> amounts, StringBuilder yaml) {
        yaml.append("    ").append(name).append(amounts.isEmpty() ? ": {}\n" : ":\n");
        amounts.forEach((currency, minor) -> yaml.append("      ")
                .append(currency)
                .append(": ")
                .append(decimal(currency, minor))
                .append('\n'));
    }

    private static String decimal(String currency, long minor) {
        return BigDecimal.valueOf(minor, Money.exponent(currency)).toPlainString();
    }

    /** A JSON string is a YAML scalar (YAML 1.2, 1.2) once it has no characters that YAML does not print. */
    private static String text(String value) {
        StringBuilder printable = new StringBuilder();
        value.codePoints()
                .map(c -> c < ' ' || !StreamReader.isPrintable(c) ? ' ' : c)
                .forEach(printable::appendCodePoint);
        return Json.write(printable.toString());
    }
}
