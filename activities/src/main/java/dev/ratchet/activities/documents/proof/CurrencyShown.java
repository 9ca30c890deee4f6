package dev.ratchet.activities.documents.proof;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Whether a text shows a currency: by its ISO 4217 code, or by a symbol that only this currency has. */
enum CurrencyShown {
    YES,
    UNCLEAR,
    NO;

    private static final Map<String, Pattern> SYMBOLS = Map.of(
            "EUR", Pattern.compile("€|(?<!\\p{L})euros?(?!\\p{L})", Pattern.CASE_INSENSITIVE),
            "GBP", Pattern.compile("£"),
            "PLN", Pattern.compile("zł"),
            "INR", Pattern.compile("₹|(?<!\\p{L})Rs\\b"),
            "CZK", Pattern.compile("Kč"),
            "HUF", Pattern.compile("(?<!\\p{L})Ft(?!\\p{L})"));
    private static final Map<String, Pattern> SHARED = Map.of(
            "$", Pattern.compile("USD|CAD|AUD|NZD|SGD|HKD|MXN|ARS|CLP|COP|TWD|BRL"),
            "¥", Pattern.compile("JPY|CNY"),
            "kr", Pattern.compile("SEK|NOK|DKK|ISK"));
    private static final List<String> COMMON = List.of(
            "EUR", "USD", "GBP", "CHF", "PLN", "SEK", "NOK", "DKK", "CZK", "HUF", "INR", "JPY", "CNY", "CAD", "AUD");

    /** @param near the evidence of the total; it decides when the text shows several currencies */
    static CurrencyShown in(String text, String near, String code) {
        if (word(near, code) || symbol(near, code)) {
            return YES;
        }
        boolean other = COMMON.stream().anyMatch(c -> !c.equals(code) && (word(text, c) || symbol(text, c)));
        if (word(text, code) || symbol(text, code)) {
            return other ? UNCLEAR : YES;
        }
        boolean shared = SHARED.entrySet().stream()
                .anyMatch(e ->
                        text.contains(e.getKey()) && e.getValue().matcher(code).matches());
        return shared ? UNCLEAR : NO;
    }

    private static boolean word(String text, String code) {
        return Pattern.compile("(?<!\\p{L})" + code + "(?!\\p{L})")
                .matcher(text)
                .find();
    }

    private static boolean symbol(String text, String code) {
        Pattern symbol = SYMBOLS.get(code);
        return symbol != null && symbol.matcher(text).find();
    }
}
