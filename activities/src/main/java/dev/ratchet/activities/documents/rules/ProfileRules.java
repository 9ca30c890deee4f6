package dev.ratchet.activities.documents.rules;

import dev.ratchet.activities.documents.invoice.Checked;
import dev.ratchet.activities.documents.invoice.Profile;
import dev.ratchet.workflows.contract.Finding;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of the official rules of EN 16931 bind a document of a profile. A profile that extends EN 16931 replaces some;
 * those about sums are replaced by {@code Arithmetic}, which is stricter. A document that few or none of them bind needs
 * a person.
 */
public final class ProfileRules {
    private static final String PREFIX = "EN16931:";

    /** Replaced by BR-DEX-01 and 04 to 09 of the XRechnung extension 3.0. */
    private static final Set<String> XRECHNUNG_EXTENSION =
            Set.of("BR-CL-10", "BR-CL-11", "BR-CL-21", "BR-CL-24", "BR-CL-25", "BR-CL-26", "BR-CO-16");

    /** Not in the Schematron of Factur-X 1.08 EXTENDED, or replaced there by a BR-FXEXT rule. */
    private static final Set<String> EXTENDED = Set.of(
            "BR-22",
            "BR-23",
            "BR-24",
            "BR-26",
            "BR-27",
            "BR-28",
            "BR-38",
            "BR-44",
            "BR-AE-08",
            "BR-AF-08",
            "BR-AF-10",
            "BR-AG-08",
            "BR-AG-10",
            "BR-CO-04",
            "BR-CO-06",
            "BR-CO-08",
            "BR-CO-10",
            "BR-CO-11",
            "BR-CO-12",
            "BR-CO-13",
            "BR-CO-15",
            "BR-CO-16",
            "BR-CO-17",
            "BR-CO-22",
            "BR-CO-24",
            "BR-E-08",
            "BR-G-08",
            "BR-IC-08",
            "BR-O-02",
            "BR-O-03",
            "BR-O-04",
            "BR-O-08",
            "BR-O-11",
            "BR-O-12",
            "BR-O-13",
            "BR-O-14",
            "BR-S-08",
            "BR-S-09",
            "BR-S-10",
            "BR-Z-08",
            "BR-Z-10");

    /** Rules that need lines, which BASIC WL has not. */
    private static final Set<String> LINES = Set.of(
            "BR-16",
            "BR-CO-10",
            "BR-AE-01",
            "BR-AE-08",
            "BR-AF-01",
            "BR-AF-08",
            "BR-AG-01",
            "BR-AG-08",
            "BR-E-01",
            "BR-E-08",
            "BR-G-01",
            "BR-G-08",
            "BR-IC-01",
            "BR-IC-08",
            "BR-O-01",
            "BR-O-08",
            "BR-S-01",
            "BR-S-08",
            "BR-Z-01",
            "BR-Z-08");

    private ProfileRules() {}

    /** @param check absent for a syntax that EN 16931 does not have */
    public static Checked check(Profile profile, @Nullable RuleCheck check) {
        if (check == null) {
            return doubt(profile.word()
                    + " is older than the official rules, so only the sums of the document are checked.");
        }
        return switch (profile) {
            case EN_16931 -> findings(check, Set.of());
            case XRECHNUNG_EXTENSION -> findings(check, XRECHNUNG_EXTENSION);
            case EXTENDED -> findings(check, EXTENDED);
            case BASIC_WL -> findings(check, LINES);
            case MINIMUM, ZUGFERD_1 ->
                new Checked(OfficialRules.findingsOfSchema(check), List.of(), List.of())
                        .and(doubt("The rules of EN 16931 do not apply to " + profile.word()
                                + ", so only the schema and the totals are checked."));
        };
    }

    private static Checked findings(RuleCheck check, Set<String> replaced) {
        List<Finding> binding = OfficialRules.findings(check).stream()
                .filter(each -> !replaced.contains(each.code().substring(PREFIX.length())))
                .toList();
        return new Checked(binding, List.of(), List.of());
    }

    private static Checked doubt(String why) {
        return new Checked(List.of(), List.of(new Finding("NO_OFFICIAL_RULES", "BT-24", why)), List.of());
    }
}
