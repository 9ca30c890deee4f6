package dev.ratchet.activities.documents.proof;

import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** International bank account numbers (ISO 13616), with their check digits (ISO 7064, mod 97-10). */
final class Iban {
    private static final Pattern FORM = Pattern.compile("[A-Z]{2}\\d{2}[A-Z0-9]{11,30}");
    private static final Pattern IN_TEXT =
            Pattern.compile("(?<![A-Za-z0-9])[A-Za-z]{2}\\d{2}(?:[ \\u00A0-]?[A-Za-z0-9]){11,30}");

    /** The length of an IBAN for each country, from the registry of ISO 13616. */
    private static final Map<String, Integer> LENGTHS = lengths("AD24 AE23 AL28 AT20 BA20 BE16 BG22 BY28 CH21 CY28 CZ24"
            + " DE22 DK18 EE20 ES24 FI18 FR27 GB22 GE22 GI23 GR27 HR21 HU28 IE22 IL23 IS26 IT27 KW30 LI21 LT20 LU20 LV21"
            + " MC27 MD24 ME22 MK19 MT31 MU30 NL18 NO15 PL28 PT25 QA29 RO24 RS22 SA24 SE24 SI19 SK24 SM27 TN24 TR26 UA29"
            + " VA22");

    private Iban() {}

    static String bare(String number) {
        return number.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    }

    static boolean isValid(String bare) {
        if (!FORM.matcher(bare).matches()) {
            return false;
        }
        StringBuilder digits = new StringBuilder();
        (bare.substring(4) + bare.substring(0, 4)).chars().forEach(c -> digits.append(Character.digit(c, 36)));
        return new BigInteger(digits.toString()).mod(BigInteger.valueOf(97)).intValue() == 1;
    }

    /** The valid IBANs in a text, without spaces. Each must have its country's length. */
    static Set<String> in(String text) {
        Set<String> found = new LinkedHashSet<>();
        Matcher m = IN_TEXT.matcher(text);
        for (int from = 0; m.find(from); from = m.start() + 4) {
            String bare = bare(m.group());
            int length = LENGTHS.getOrDefault(bare.substring(0, 2), Integer.MAX_VALUE);
            if (bare.length() >= length && isValid(bare.substring(0, length))) {
                found.add(bare.substring(0, length));
            }
        }
        return found;
    }

    private static Map<String, Integer> lengths(String registry) {
        Map<String, Integer> lengths = new TreeMap<>();
        for (String each : registry.split(" ")) {
            lengths.put(each.substring(0, 2), Integer.valueOf(each.substring(2)));
        }
        return lengths;
    }
}
