package dev.ratchet.activities.grounding;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers with what they count, in English and German notations. {@code 1.234} has two readings. */
final class Quantities {
    private static final Pattern NUMBER = Pattern.compile(
            "(?<![\\p{L}\\d.,_])(?:[-\\u2212](?=\\d))?(?:\\d{1,3}(?:([.,'\\u2019 \\u00A0\\u202F])\\d{3}(?:\\1\\d{3})*)(?:[.,]\\d{1,6})?|\\d+(?:[.,]\\d{1,6})?)(?![\\d])(?!\\p{L}*\\d)");
    private static final Pattern SCALE = Pattern.compile(
            "^[\\s\\u00A0-]*(thousand|tausend|tsd\\.?|million(?:s|en)?|mio\\.?|mn|m(?=\\s*(?:€|\\$|£|EUR|USD))|billion(?:s)?|bn|milliarden?|mrd\\.?)(?![\\p{L}])",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern AFTER = Pattern.compile(
            "^[\\s\\u00A0-]*(€|\\$|£|¥|%|‰|°\\s?[CF]|degrees?\\s(?:Celsius|Fahrenheit)|Grad\\s(?:Celsius|Fahrenheit)|[\\p{L}µ]+(?![\\p{L}'’])(?:[²³]|/[\\p{L}]+|\\^[23])?(?:\\s(?:cents?|Prozent))?)");
    private static final Pattern BEFORE = Pattern.compile("(€|\\$|£|¥|EUR|USD|GBP|CHF|JPY)[\\s\\u00A0]?$");

    private static final Map<String, String> UNITS = units();
    private static final Map<String, Integer> NUMERALS = numerals();

    /** Words before which a number counts nothing of its own: "in 2024 the", "section 4 of". */
    private static final String NO_UNIT = "";

    /**
     * @param values every reading
     * @param unit in one spelling; a stem where it is an ordinary word; empty where nothing is counted
     * @param known whether the unit is one of measure or money
     * @param at where the number begins
     */
    record Quantity(List<BigDecimal> values, String unit, boolean known, int at) {
        /** Whether the stem is of a word for this unit of measure. */
        boolean isOf(String stem) {
            return known
                    && UNITS.entrySet().stream()
                            .anyMatch(each -> each.getValue().equals(unit)
                                    && Words.stem(each.getKey()).equals(stem));
        }

        boolean sameValue(Quantity other) {
            return values.stream().anyMatch(mine -> other.values.stream().anyMatch(its -> its.compareTo(mine) == 0));
        }

        /** What has no unit of its own may stand for what has one; never the other way round. */
        boolean sameUnit(Quantity shown) {
            if (unit.isEmpty() || unit.equals(shown.unit)) {
                return true;
            }
            return !known && !shown.known;
        }
    }

    private Quantities() {}

    /** Of a text from which dates are blanked out. */
    static List<Quantity> in(String text) {
        List<Quantity> found = new ArrayList<>();
        Matcher number = NUMBER.matcher(text);
        for (int at = 0; number.find(at); at = Math.max(number.end(), at + 1)) {
            String rest = text.substring(number.end());
            Matcher scale = SCALE.matcher(rest);
            BigDecimal times = BigDecimal.ONE;
            if (scale.find()) {
                times = scale(scale.group(1));
                rest = rest.substring(scale.end());
            }
            found.add(
                    quantity(readings(number.group(), times), text.substring(0, number.start()), rest, number.start()));
        }
        numerals(text, found);
        return found;
    }

    private static Quantity quantity(List<BigDecimal> values, String before, String rest, int at) {
        Matcher currency = BEFORE.matcher(before);
        if (currency.find()) {
            return new Quantity(values, UNITS.getOrDefault(unitKey(currency.group(1)), ""), true, at);
        }
        Matcher after = AFTER.matcher(rest);
        if (!after.find()) {
            return new Quantity(values, NO_UNIT, false, at);
        }
        String word = after.group(1).replaceAll("\\s(cents?|Prozent)$", "");
        String unit = UNITS.get(unitKey(after.group(1)));
        unit = unit == null ? UNITS.get(unitKey(word)) : unit;
        if (unit != null) {
            return new Quantity(values, unit, true, at);
        }
        String folded = Words.fold(word);
        boolean counts = folded.length() > 2 && !Words.isFunction(folded) && !Opposites.isNegator(folded);
        return new Quantity(values, counts ? Words.stem(folded) : NO_UNIT, false, at);
    }

    private static void numerals(String text, List<Quantity> found) {
        for (Matcher m = Pattern.compile("[\\p{L}]+").matcher(text); m.find(); ) {
            Integer value = NUMERALS.get(Words.fold(m.group()));
            if (value != null) {
                String rest = text.substring(m.end());
                Matcher scale = SCALE.matcher(rest);
                BigDecimal times = BigDecimal.ONE;
                if (scale.find()) {
                    times = scale(scale.group(1));
                    rest = rest.substring(scale.end());
                }
                found.add(quantity(List.of(BigDecimal.valueOf(value).multiply(times)), "", rest, m.start()));
            }
        }
    }

    private static BigDecimal scale(String word) {
        String folded = Words.fold(word);
        if (folded.startsWith("t")) {
            return BigDecimal.valueOf(1_000);
        }
        return folded.startsWith("b") || folded.startsWith("milliard") || folded.startsWith("mrd")
                ? BigDecimal.valueOf(1_000_000_000)
                : BigDecimal.valueOf(1_000_000);
    }

    private static List<BigDecimal> readings(String printed, BigDecimal times) {
        String number = printed.replace('\u2212', '-').replaceAll("['\u2019 \u00A0\u202F]", "");
        int last = Math.max(number.lastIndexOf(','), number.lastIndexOf('.'));
        Set<BigDecimal> values = new TreeSet<>();
        if (last < 0) {
            values.add(new BigDecimal(number));
        } else {
            boolean both = number.indexOf(',') >= 0 && number.indexOf('.') >= 0;
            boolean repeated = number.indexOf(number.charAt(last)) != last;
            String whole = number.substring(0, last).replaceAll("[.,]", "");
            if (!repeated) {
                values.add(new BigDecimal(whole + "." + number.substring(last + 1)));
            }
            if (number.length() - last - 1 == 3 && !both) {
                values.add(new BigDecimal(number.replaceAll("[.,]", "")));
            }
        }
        return values.stream().map(value -> value.multiply(times)).toList();
    }

    private static String unitKey(String unit) {
        return unit.length() == 1 && !Character.isLetter(unit.charAt(0)) ? unit : Words.fold(unit.replace(" ", ""));
    }

    private static Map<String, String> units() {
        Map<String, String> units = new TreeMap<>();
        for (String line : """
                % percent prozent percentage vh
                ‰ permille promille
                EUR € euro euros
                USD $ usd dollar dollars
                GBP £ gbp sterling
                CHF chf franken francs
                JPY ¥ jpy yen
                cent cents ct
                kg kilogram kilograms kilogramm kilogramme kilo kilos
                g gram grams gramm
                mg milligram milligrams milligramm
                t ton tons tonne tonnes tonnen
                lb lbs pound pounds pfund
                km kilometre kilometres kilometer kilometers kilometern
                m metre metres meter meters metern
                cm centimetre centimetres centimeter centimeters zentimeter
                mm millimetre millimetres millimeter millimeters
                inch inches zoll
                ft foot feet
                mi mile miles meile meilen
                m2 m² sqm quadratmeter
                m3 m³ kubikmeter
                l litre litres liter liters
                ml millilitre millilitres milliliter milliliters
                gal gallon gallons
                ms millisecond milliseconds millisekunden
                s second seconds sekunde sekunden sec
                min minute minutes minuten
                h hour hours stunde stunden hr hrs
                day days tag tage tagen tages
                wd workingday workingdays werktag werktage werktagen arbeitstag arbeitstage arbeitstagen
                week weeks woche wochen
                month months monat monate monaten
                year years jahr jahre jahren
                W watt watts
                kW kilowatt kilowatts
                MW megawatt megawatts
                kWh kilowattstunden
                V volt volts
                A amp amps ampere amperes
                mA milliampere milliamperes milliamps
                Hz hertz
                kHz
                MHz
                GHz
                bar
                psi
                Pa pascal
                kPa
                N newton newtons
                Nm
                °C °c celsius degreecelsius degreescelsius gradcelsius
                °F °f fahrenheit degreefahrenheit degreesfahrenheit gradfahrenheit
                deg degree degrees grad
                KB kilobyte kilobytes
                MB megabyte megabytes
                GB gigabyte gigabytes
                TB terabyte terabytes
                km/h kmh
                mph
                m/s
                rpm
                dB decibel
                """.lines().toList()) {
            String[] names = line.strip().split("\\s+");
            for (String name : names) {
                units.put(unitKey(name), names[0]);
            }
        }
        return units;
    }

    private static Map<String, Integer> numerals() {
        Map<String, Integer> numerals = new LinkedHashMap<>();
        String[] words = """
                zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty
                null zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn zwanzig
                """.strip().split("\\s+");
        for (int i = 0; i < words.length; i++) {
            int at = i % 20;
            numerals.put(words[i], at == 0 ? 0 : at + 1);
        }
        String[] tens =
                "thirty forty fifty sixty seventy eighty ninety hundred dreissig vierzig funfzig sechzig siebzig achtzig neunzig hundert"
                        .split(" ");
        for (int i = 0; i < tens.length; i++) {
            numerals.put(tens[i], (i % 8 + 3) * 10);
        }
        return numerals;
    }
}
