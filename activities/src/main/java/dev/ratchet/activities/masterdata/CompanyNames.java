package dev.ratchet.activities.masterdata;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Names of companies as they are compared: without case, accents, punctuation and legal form. */
final class CompanyNames {
    /** As they are left when punctuation is gone: {@code S.A.R.L.} is one word, {@code GmbH & Co. KG} three. */
    private static final List<String> LEGAL_FORMS = List.of(
            "AG",
            "AB",
            "AS",
            "BV",
            "BVBA",
            "CO",
            "COMPANY",
            "CORP",
            "CORPORATION",
            "DOO",
            "EG",
            "EK",
            "EURL",
            "EV",
            "GBR",
            "GESMBH",
            "GMBH",
            "INC",
            "KFT",
            "KG",
            "KGAA",
            "LIMITED",
            "LLC",
            "LTD",
            "MBH",
            "NV",
            "OHG",
            "OY",
            "PLC",
            "SA",
            "SARL",
            "SAS",
            "SASU",
            "SE",
            "UND",
            "AND",
            "SL",
            "SNC",
            "SPA",
            "SRL",
            "SRO",
            "UG",
            "ZOO",
            "ZRT");

    private CompanyNames() {}

    /** Absent when nothing is left that could be compared. */
    static @Nullable String key(String name) {
        String bare = Normalizer.normalize(name, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .replace("ß", "ss")
                .toUpperCase(Locale.ROOT)
                .replaceAll("(?<=\\p{L})\\.(?=\\s*\\p{L}\\b)", "")
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
        List<String> words = Arrays.asList(bare.split(" "));
        String key = words.stream().filter(word -> !LEGAL_FORMS.contains(word)).collect(Collectors.joining());
        String kept = key.isEmpty() ? String.join("", words) : key;
        return kept.isEmpty() ? null : kept;
    }
}
