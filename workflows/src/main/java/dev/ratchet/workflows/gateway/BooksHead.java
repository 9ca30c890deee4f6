package dev.ratchet.workflows.gateway;

import dev.ratchet.workflows.contract.Digest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The end of the chain: what to keep elsewhere, and to hold the books against later.
 *
 * @param number of the last entry; 0 while the books are empty
 * @param hash of that entry
 */
public record BooksHead(long number, Digest hash) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,18}):([0-9a-f]{64})");

    /**
     * @param text {@code NUMBER:HASH}, as {@link #text} writes it
     * @throws IllegalArgumentException when it is not
     */
    public static BooksHead parse(String text) {
        Matcher head = TEXT.matcher(text.strip());
        if (!head.matches()) {
            throw new IllegalArgumentException("a head is NUMBER:HASH, the number of an entry and its hash of 64"
                    + " hexadecimal digits, as 'ratchet ledger verify' prints it");
        }
        return new BooksHead(Long.parseLong(head.group(1)), new Digest(head.group(2)));
    }

    public String text() {
        return number + ":" + hash;
    }
}
