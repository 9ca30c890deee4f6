package dev.ratchet.activities.masterdata;

import dev.ratchet.activities.yaml.YamlFields.Value;
import java.util.List;
import java.util.Map;

/**
 * What a master data file says, each row with the line it began on. Amounts by currency are minor units.
 *
 * @param people ids may be e-mail addresses
 */
record MasterFile(List<Supplier> suppliers, List<Order> orders, List<Person> people, List<Company> companies) {

    /** @param taxIds without spaces and punctuation, in upper case; {@code accounts} as written */
    record Supplier(
            Value id,
            String name,
            List<Value> taxIds,
            List<Value> accounts,
            boolean active,
            boolean orderRequired,
            Map<String, Long> autoPostUpTo) {}

    record Order(Value number, Value supplier, String currency, long total) {}

    /**
     * Ourselves.
     *
     * @param taxIds without spaces and punctuation, in upper case
     */
    record Company(Value id, List<Value> names, List<Value> taxIds) {}

    record Person(Value id, List<String> roles, Map<String, Long> limit) {}
}
