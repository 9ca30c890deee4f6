package dev.ratchet.activities.masterdata;

import java.util.List;
import java.util.Map;

/**
 * What a master data file says, each row with the line it began on. Amounts by currency are minor units.
 *
 * @param people ids may be e-mail addresses
 */
record MasterFile(List<Supplier> suppliers, List<Order> orders, List<Person> people, List<Company> companies) {

    /** A value and where it was written: {@code field} is a path such as {@code suppliers[2].taxIds[0]}. */
    record At(String text, int line, String field) {}

    /** @param taxIds without spaces and punctuation, in upper case; {@code accounts} as written */
    record Supplier(
            At id,
            String name,
            List<At> taxIds,
            List<At> accounts,
            boolean active,
            boolean orderRequired,
            Map<String, Long> autoPostUpTo) {}

    record Order(At number, At supplier, String currency, long total) {}

    /**
     * Ourselves.
     *
     * @param taxIds without spaces and punctuation, in upper case
     */
    record Company(At id, List<At> names, List<At> taxIds) {}

    record Person(At id, List<String> roles, Map<String, Long> limit) {}
}
