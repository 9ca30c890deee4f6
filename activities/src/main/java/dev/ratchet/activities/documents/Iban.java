package dev.ratchet.activities.documents;

import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** International bank account numbers, ISO 13616, with their check digits by ISO 7064 mod 97-10. */
final class Iban {
    private static final Pattern FORM = Pattern.compile("[A-Z]{2}\\d{2}[A-Z0-9]{11,30}");
    private static final Pattern IN_TEXT =
            Pattern.compile("(?<![A-Za-z0-9])[A-Za-z]{2}\\d{2}(?:[ \\u00A0-]?[A-Za-z0-9]){11,30}");

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

    /** The valid ones a text shows, without spaces. What follows an IBAN may look like more of it: shorter ends are tried. */
    static Set<String> in(String text) {
        Set<String> found = new LinkedHashSet<>();
        for (Matcher m = IN_TEXT.matcher(text); m.find(); ) {
            String bare = bare(m.group());
            for (int length = bare.length(); length >= 15; length--) {
                if (isValid(bare.substring(0, length))) {
                    found.add(bare.substring(0, length));
                    break;
                }
            }
        }
        return found;
    }
}
