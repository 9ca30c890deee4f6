package dev.ratchet.activities.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Changes every amount of every valid invoice alone and reads the result. What passes must be on a short list of amounts
 * that no arithmetic binds, each with its reason; the changes are made to the text, by this test's own eyes.
 */
class MutationTest {
    private static final Pattern AMOUNT =
            Pattern.compile("<((?:\\w+:)?\\w*Amount)(?:\\s[^>]*)?>\\s*([+-]?[\\d.]+)\\s*</\\1>");

    /** The end of an element's path, and why a change there leaves a document that still adds up. */
    private static final Map<String, String> FREE = new TreeMap<>(Map.of(
            "Price/AllowanceCharge/Amount",
                    "a price discount without a gross price: EN 16931 lets BT-147 stand alone, and nothing follows from it",
            "TaxTotal/TaxAmount in the VAT currency",
                    "BT-111 is BT-110 at a rate of exchange that EN 16931 does not state",
            "TaxTotalAmount in the VAT currency", "BT-111 is BT-110 at a rate of exchange that EN 16931 does not state",
            "PriceAmount within rounding",
                    "quantity ÷ base quantity is so small that the change is less than half a minor unit of the line"));

    private static final OfficialRules RULES = new OfficialRules();
    private static final DocumentReader READER = new DocumentReader(RULES);

    @Test
    void no_changed_amount_passes_unless_the_document_still_adds_up() throws Exception {
        List<Path> files = new ArrayList<>(RealInvoicesTest.files("ubl"));
        files.addAll(RealInvoicesTest.files("cii"));
        int valid = 0;
        int mutants = 0;
        int ours = 0;
        int official = 0;
        Map<String, Integer> consistent = new TreeMap<>();
        List<String> holes = new ArrayList<>();
        for (Path file : files) {
            String xml = Files.readString(file);
            if (!findings(xml).isEmpty()) {
                continue;
            }
            valid++;
            for (Matcher amount = AMOUNT.matcher(xml); amount.find(); ) {
                for (String changed : changes(amount.group(2))) {
                    mutants++;
                    String mutant = xml.substring(0, amount.start(2)) + changed + xml.substring(amount.end(2));
                    List<String> codes = findings(mutant);
                    if (codes.stream().anyMatch(code -> !code.startsWith("EN16931:"))) {
                        ours++;
                    } else if (!codes.isEmpty()) {
                        official++;
                    } else {
                        String path = freePath(xml, amount, new BigDecimal(changed));
                        consistent.merge(path, 1, Integer::sum);
                        if (!FREE.containsKey(path)) {
                            holes.add(file.getFileName() + ": " + path + " " + amount.group(2) + " -> " + changed);
                        }
                    }
                }
            }
        }
        System.out.printf(
                "%d valid files, %d mutants: %d caught by our arithmetic, %d by EN 16931 only, %d still consistent%n",
                valid,
                mutants,
                ours,
                official,
                consistent.values().stream().mapToInt(i -> i).sum());
        consistent.forEach((path, count) -> System.out.println("  " + count + " × " + path + ": " + FREE.get(path)));
        assertThat(valid).isGreaterThanOrEqualTo(15);
        assertThat(mutants).isGreaterThan(1000);
        assertThat(holes).isEmpty();
    }

    private static List<String> findings(String xml) {
        DocumentReader.Read read = READER.read(xml.getBytes(StandardCharsets.UTF_8));
        if (read instanceof DocumentReader.Structured structured) {
            return structured.findings().stream().map(f -> f.code()).toList();
        }
        return List.of(((DocumentReader.Refused) read).unreadable().code());
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

    /** Where the amount stands, in the words of {@link #FREE} when it is one of those, seen in the text around it. */
    private static String freePath(String xml, Matcher amount, BigDecimal changed) {
        String path = path(xml, amount.start());
        if (path.endsWith("TaxTotal/TaxAmount") || path.endsWith("TaxTotalAmount")) {
            Matcher tax = Pattern.compile("TaxCurrencyCode>([A-Z]{3})<").matcher(xml);
            Matcher own = Pattern.compile("(?:Document|Invoice)CurrencyCode>([A-Z]{3})<")
                    .matcher(xml);
            if (tax.find()
                    && own.find()
                    && amount.group().contains('"' + tax.group(1) + '"')
                    && !tax.group(1).equals(own.group(1))) {
                return (path.endsWith("TaxTotalAmount") ? "TaxTotalAmount" : "TaxTotal/TaxAmount")
                        + " in the VAT currency";
            }
        }
        if (path.endsWith("Price/AllowanceCharge/Amount")) {
            String rest = xml.substring(amount.end(), xml.indexOf("AllowanceCharge>", amount.end()));
            String before = xml.substring(xml.lastIndexOf("AllowanceCharge>", amount.start()), amount.start());
            return rest.contains("BaseAmount") || before.contains("BaseAmount") ? path : "Price/AllowanceCharge/Amount";
        }
        if (path.endsWith("Price/PriceAmount") && withinRounding(xml, amount, changed)) {
            return "PriceAmount within rounding";
        }
        return path;
    }

    private static boolean withinRounding(String xml, Matcher amount, BigDecimal changed) {
        int line = xml.lastIndexOf("<cac:InvoiceLine", amount.start());
        String element = xml.substring(line, xml.indexOf("</cac:InvoiceLine", line));
        BigDecimal quantity = number(element, "InvoicedQuantity");
        BigDecimal per = number(element, "BaseQuantity");
        BigDecimal net = number(element, "LineExtensionAmount");
        BigDecimal exact = changed.multiply(quantity)
                .divide(per.signum() == 0 ? BigDecimal.ONE : per, 30, java.math.RoundingMode.HALF_UP);
        return !element.substring(0, element.indexOf("Price>")).contains("AllowanceCharge")
                && exact.subtract(net).abs().compareTo(new BigDecimal("0.005")) <= 0;
    }

    private static BigDecimal number(String element, String name) {
        Matcher m = Pattern.compile(name + "[^>]*>\\s*([+-]?[\\d.]+)").matcher(element);
        return m.find() ? new BigDecimal(m.group(1)) : BigDecimal.ZERO;
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
