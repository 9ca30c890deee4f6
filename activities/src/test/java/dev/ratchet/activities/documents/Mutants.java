package dev.ratchet.activities.documents;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Changes each amount of an invoice, one at a time. The changes are made to the text, so they do not depend on the
 * parser of the product.
 */
public final class Mutants {
    private static final Pattern AMOUNT =
            Pattern.compile("<((?:\\w+:)?\\w*Amount)(?:\\s[^>]*)?>\\s*([+-]?[\\d.]+)\\s*</\\1>");

    /** What no total rests on. A change of it may be too small to be noticed, and then changes nothing that is booked. */
    static final Map<String, String> FREE = new TreeMap<>(
            Map.of(
                    "VAT in the VAT currency",
                    "BT-111 is BT-110 at a rate of exchange that EN 16931 does not state",
                    "the base of a percentage",
                    "the percentage of the changed base still rounds to the same allowance or charge",
                    "a price",
                    "quantity ÷ base quantity is so small that the product rounds to the same amount, or a discount has no gross price"));

    private Mutants() {}

    /** @param element the index at which the element of the changed amount begins */
    public record Mutant(String original, int element, String after) {
        public String xml() {
            Matcher amount = amount();
            return original.substring(0, amount.start(2)) + after + original.substring(amount.end(2));
        }

        /** The path of the amount, or its key in {@link #FREE}. */
        public String place() {
            return freePath(original, amount());
        }

        /** The name of the changed element. */
        public String name() {
            return amount().group(1);
        }

        /** Whether no total rests on the changed amount. */
        public boolean isFree() {
            return FREE.containsKey(place());
        }

        private Matcher amount() {
            Matcher amount = AMOUNT.matcher(original);
            if (!amount.find(element)) {
                throw new IllegalStateException("no amount at " + element);
            }
            return amount;
        }

        @Override
        public String toString() {
            return place() + " " + amount().group(2) + " -> " + after;
        }
    }

    /** Each amount with ±0.01, with ±1.00 and multiplied by 10. */
    public static List<Mutant> of(String xml) {
        List<Mutant> mutants = new ArrayList<>();
        for (Matcher amount = AMOUNT.matcher(xml); amount.find(); ) {
            for (String changed : changes(amount.group(2))) {
                mutants.add(new Mutant(xml, amount.start(), changed));
            }
        }
        return mutants;
    }

    private static List<String> changes(String printed) {
        BigDecimal value = new BigDecimal(printed);
        List<String> changed = new ArrayList<>();
        for (String delta : List.of("0.01", "-0.01", "1.00", "-1.00")) {
            changed.add(value.add(new BigDecimal(delta)).toPlainString());
        }
        if (value.signum() != 0) {
            changed.add(value.multiply(BigDecimal.TEN).toPlainString());
        }
        return changed;
    }

    /** The path of the amount, or its key in {@link #FREE}, found in the text around it. */
    private static String freePath(String xml, Matcher amount) {
        String path = path(xml, amount.start());
        if (path.endsWith("TaxTotal/TaxAmount") || path.endsWith("MonetarySummation/TaxTotalAmount")) {
            Matcher tax = Pattern.compile("TaxCurrencyCode>([A-Z]{3})<").matcher(xml);
            Matcher own = Pattern.compile("(?:Document|Invoice)CurrencyCode>([A-Z]{3})<")
                    .matcher(xml);
            if (tax.find()
                    && own.find()
                    && amount.group().contains('"' + tax.group(1) + '"')
                    && !tax.group(1).equals(own.group(1))) {
                return "VAT in the VAT currency";
            }
        }
        if (path.endsWith("AllowanceCharge/BaseAmount") || path.endsWith("AllowanceCharge/BasisAmount")) {
            return path.contains("Price/") ? "a price" : "the base of a percentage";
        }
        return path.contains("Line/Price/") || path.contains("TradePrice/") ? "a price" : path;
    }

    private static String path(String xml, int at) {
        List<String> open = new ArrayList<>();
        Matcher tag = Pattern.compile("<!--.*?-->|<(/?)(?:\\w+:)?(\\w+)(?:\"[^\"]*\"|[^>\"])*?(/?)>", Pattern.DOTALL)
                .matcher(xml);
        while (tag.find() && tag.start() <= at) {
            if (tag.group(2) == null || "/".equals(tag.group(3))) {
                continue;
            }
            if (tag.group(1).isEmpty()) {
                open.add(tag.group(2));
            } else {
                open.remove(open.size() - 1);
            }
        }
        return String.join("/", open);
    }
}
