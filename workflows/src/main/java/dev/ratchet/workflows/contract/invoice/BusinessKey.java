package dev.ratchet.workflows.contract.invoice;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Pattern;

/** What makes two documents the same claim: who, what kind, and the number in any spelling. */
public final class BusinessKey {
    private static final Pattern BETWEEN_RUNS =
            Pattern.compile("[^\\p{L}\\p{N}]+|(?<=\\p{L})(?=\\p{N})|(?<=\\p{N})(?=\\p{L})");
    private static final Pattern LEADING_ZEROS = Pattern.compile("^0+(?=\\p{N})");

    private BusinessKey() {}

    /** {@code supplier/kind/number}, the number in its {@link #number normal spelling}. */
    public static String of(String supplierId, InvoiceFacts.Kind kind, String invoiceNumber) {
        return supplierId + "/" + kind.name() + "/" + number(invoiceNumber);
    }

    /** Of another document with the same number: the key, and after a {@code #} what tells it apart. */
    static String again(String key, LocalDate date, long size, String currency) {
        return key + "#" + date + "/" + size + "/" + currency;
    }

    /** Of the entry that reverses another one: each can be reversed once. */
    public static String reversal(String supplierId, long reversed) {
        return supplierId + "/REVERSAL/" + reversed;
    }

    /**
     * An invoice number without what people vary: compatibility forms (NFKC), case, spaces, punctuation, and the zeros
     * in front of each run of digits. {@code "RE-2026/0042"}, {@code "re 2026 42"} and {@code "RE2026-42"}... are told
     * apart only where letters or digits differ; digit runs stay separated, so that {@code 1-23} is not {@code 12-3}.
     */
    public static String number(String invoiceNumber) {
        String upper = Normalizer.normalize(invoiceNumber, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT);
        StringBuilder key = new StringBuilder();
        for (String run : BETWEEN_RUNS.split(upper)) {
            String bare = LEADING_ZEROS.matcher(run).replaceFirst("");
            if (!bare.isEmpty()) {
                if (key.length() > 0 && isDigit(key.charAt(key.length() - 1)) && isDigit(bare.charAt(0))) {
                    key.append('.');
                }
                key.append(bare);
            }
        }
        return key.length() == 0 ? upper.strip() : key.toString();
    }

    private static boolean isDigit(char c) {
        return Character.isDigit(c);
    }
}
