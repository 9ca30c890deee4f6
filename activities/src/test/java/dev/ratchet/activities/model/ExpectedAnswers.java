package dev.ratchet.activities.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a model that reads well would answer about the documents of {@code ../shared/data/invoices/documents}: the JSON
 * beside each file, in the vocabulary of {@code record_fields}, each value with the span of the text that shows it.
 * Where the text does not show a required value, the value itself stands as its evidence, and nobody should believe it.
 */
public final class ExpectedAnswers {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern IBAN =
            Pattern.compile("IBAN\\s*:?\\s*([A-Z]{2}\\d{2}(?: ?[A-Z0-9]){11,30})(?![A-Z0-9])");

    private final JsonNode expected;
    private final String text;

    private ExpectedAnswers(JsonNode expected, String text) {
        this.expected = expected;
        this.text = text;
    }

    /**
     * The whole answer, {@code {"action": …, "arguments": …}}; {@code ask_person} where the JSON lacks what every
     * invoice has.
     *
     * @param json the file beside the document: a list of one object
     * @param text of the document, as the model would see it
     */
    public static ObjectNode of(Path json, String text) throws IOException {
        return new ExpectedAnswers(JSON.readTree(Files.readString(json)).path(0), text).answer();
    }

    private ObjectNode answer() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        for (String required : new String[] {"invoice_number", "date", "currency", "amount"}) {
            if (!expected.has(required)) {
                answer.put("action", "ask_person").putObject("arguments").put("reason", "FIELDS_MISSING");
                return answer;
            }
        }
        answer.put("action", "record_fields").putObject("arguments").set("fields", fields());
        return answer;
    }

    private ObjectNode fields() {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        String number = string("invoice_number");
        fields.set("number", claim(number, Spans.of(number, text)));
        LocalDate date = LocalDate.parse(string("date"));
        fields.set("issueDate", claim(date.toString(), Spans.ofDate(date, text)));
        fields.set("supplierName", shown(expected.has("partner_name") ? "partner_name" : "issuer"));
        fields.set("supplierTaxId", taxId());
        fields.set("currency", claim(string("currency"), Spans.ofCurrency(string("currency"), text)));
        fields.set("net", shownAmount("amount_untaxed"));
        fields.set("tax", expected.has("amount_tax") ? shownAmount("amount_tax") : restOfTotal());
        BigDecimal gross = decimal(expected.path("amount"));
        fields.set("gross", claim(gross.toPlainString(), Spans.ofAmount(gross, text)));
        fields.set("iban", expected.has("iban") ? shown("iban") : namedIban());
        fields.set("orderNumber", shown(expected.has("purchase_order_id") ? "purchase_order_id" : "order_id"));
        fields.putNull("correctedNumber");
        fields.put("kind", "INVOICE");
        fields.set("lines", lines());
        return fields;
    }

    private ArrayNode lines() {
        ArrayNode lines = JsonNodeFactory.instance.arrayNode();
        for (JsonNode line : expected.path("lines")) {
            JsonNode price = line.path(line.has("price_unit") ? "price_unit" : "price");
            JsonNode amount = line.has("price_subtotal") ? line.path("price_subtotal") : price;
            if (amount.isMissingNode()) {
                continue;
            }
            Optional<String> evidence = Spans.ofAmount(decimal(amount), text);
            ObjectNode read = lines.addObject();
            boolean priced = line.has("qty") && !price.isMissingNode() && !line.has("discount");
            read.put(
                    "quantity",
                    priced ? decimal(line.path("qty")).stripTrailingZeros().toPlainString() : null);
            read.put("unitPrice", priced ? decimal(price).toPlainString() : null);
            read.put("amount", decimal(amount).toPlainString());
            read.put("evidence", evidence.orElse(decimal(amount).toPlainString()));
        }
        return lines;
    }

    private JsonNode taxId() {
        for (String field : new String[] {"vat", "static_vat", "gstin", "siren", "partner_coc"}) {
            JsonNode claim = shown(field);
            if (!claim.isNull()) {
                return claim;
            }
        }
        return JsonNodeFactory.instance.nullNode();
    }

    /** Null where the JSON does not know it, or the text does not show it: then a model would not report it either. */
    private JsonNode shown(String field) {
        Optional<String> evidence = expected.has(field) ? Spans.of(string(field), text) : Optional.empty();
        return evidence.<JsonNode>map(span -> claim(string(field), Optional.of(span)))
                .orElseGet(JsonNodeFactory.instance::nullNode);
    }

    private JsonNode shownAmount(String field) {
        if (!expected.has(field)) {
            return JsonNodeFactory.instance.nullNode();
        }
        BigDecimal amount = decimal(expected.path(field));
        Optional<String> evidence = Spans.ofAmount(amount, text);
        return evidence.<JsonNode>map(span -> claim(amount.toPlainString(), Optional.of(span)))
                .orElseGet(JsonNodeFactory.instance::nullNode);
    }

    /** The JSON of some leaves out the VAT that its document shows. */
    private JsonNode restOfTotal() {
        if (!expected.has("amount_untaxed")) {
            return JsonNodeFactory.instance.nullNode();
        }
        BigDecimal rest = decimal(expected.path("amount")).subtract(decimal(expected.path("amount_untaxed")));
        return Spans.ofAmount(rest, text)
                .<JsonNode>map(span -> claim(rest.toPlainString(), Optional.of(span)))
                .orElseGet(JsonNodeFactory.instance::nullNode);
    }

    /** The JSON of some leaves out the account that its document names. */
    private JsonNode namedIban() {
        Matcher iban = IBAN.matcher(text);
        if (!iban.find()) {
            return JsonNodeFactory.instance.nullNode();
        }
        String shown = iban.group(1).strip();
        return claim(shown.replace(" ", ""), Optional.of(shown));
    }

    private static ObjectNode claim(String value, Optional<String> evidence) {
        return JsonNodeFactory.instance.objectNode().put("value", value).put("evidence", evidence.orElse(value));
    }

    private String string(String field) {
        return expected.path(field).asText();
    }

    private static BigDecimal decimal(JsonNode amount) {
        BigDecimal value = new BigDecimal(amount.asText());
        return value.setScale(Math.max(2, value.scale()), RoundingMode.UNNECESSARY);
    }
}
