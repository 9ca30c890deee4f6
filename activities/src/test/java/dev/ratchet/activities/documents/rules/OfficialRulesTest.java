package dev.ratchet.activities.documents.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.documents.Mutants;
import dev.ratchet.activities.documents.RealInvoices;
import dev.ratchet.activities.documents.refusal.Refusal;
import dev.ratchet.activities.documents.xml.Xml;
import dev.ratchet.workflows.contract.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Our run of the official rules gives the same findings as phive, with the same words and in the same order. */
class OfficialRulesTest {
    private static final OfficialRules OURS = new OfficialRules();
    private static final PhiveRules PHIVE = new PhiveRules();

    private final Map<String, Integer> codes = new TreeMap<>();
    private final List<String> differences = new ArrayList<>();
    private int compared;

    @Test
    void the_official_rules_find_what_a_bare_document_lacks() {
        for (OfficialRules.Syntax syntax : OfficialRules.Syntax.values()) {
            assertThat(OURS.check(syntax, WarmUp.document(syntax)))
                    .as(syntax.name())
                    .extracting(Finding::code)
                    .contains("EN16931:BR-05")
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void every_real_document_has_phives_findings() throws IOException {
        for (Path file : files()) {
            compare(file.getFileName().toString(), Files.readString(file));
        }

        assertThat(differences).isEmpty();
        assertThat(compared).isGreaterThanOrEqualTo(30);
    }

    @Test
    @Tag("slow")
    void every_changed_amount_has_phives_findings() throws IOException {
        for (Path file : files()) {
            for (Mutants.Mutant mutant : Mutants.of(Files.readString(file))) {
                if (++turn % 3 == 0) {
                    compare(file.getFileName() + " at " + mutant.element() + ": " + mutant.after(), mutant.xml());
                }
            }
        }

        System.out.println(compared + " changed amounts, findings by code " + codes);
        assertThat(differences).isEmpty();
        assertThat(compared).isGreaterThan(400);
        assertThat(codes).hasSizeGreaterThan(10);
    }

    /** Changed amounts alone would break few rules, so this test changes and removes elements of every kind. */
    @Test
    @Tag("slow")
    void every_lost_emptied_doubled_or_unknown_element_has_phives_findings() throws IOException {
        for (Path file : files()) {
            String xml = Files.readString(file);
            for (Matcher leaf = LEAF.matcher(xml); leaf.find(); ) {
                for (String instead : List.of(
                        "",
                        leaf.group(1) + leaf.group(4),
                        leaf.group() + leaf.group(),
                        leaf.group(1) + "?" + leaf.group(4),
                        leaf.group(1) + leaf.group(3) + "<!-- a note -->" + leaf.group(4),
                        "<x>" + leaf.group(3) + "</x>")) {
                    if (++turn % 11 == 0) {
                        compare(
                                file.getFileName() + ": " + leaf.group() + " -> " + instead,
                                xml.substring(0, leaf.start()) + instead + xml.substring(leaf.end()));
                    }
                }
            }
        }

        System.out.println(compared + " changed elements, findings by code " + codes);
        assertThat(differences).isEmpty();
        assertThat(compared).isGreaterThan(1_000);
        assertThat(codes).containsKey("EN16931:SCHEMA").hasSizeGreaterThan(50);
    }

    /** The rules receive only the beginning of an attachment; the schema receives all of it. */
    @Test
    void every_attachment_has_phives_findings() throws IOException {
        for (Path file : files()) {
            String xml = Files.readString(file);
            Matcher attachment = ATTACHMENT.matcher(xml);
            if (attachment.find()) {
                for (String instead : List.of(
                        "",
                        " \n ",
                        "?",
                        "QUJD",
                        "QUJD<!-- a note -->REVG",
                        "QUJD\n".repeat(20_000),
                        "QUJD\n".repeat(20_000) + "?",
                        " ".repeat(100_000) + "QUJD")) {
                    compare(
                            file.getFileName() + " with " + instead.length() + " characters attached",
                            xml.substring(0, attachment.start(2)) + instead + xml.substring(attachment.end(2)));
                }
            }
        }

        assertThat(differences).isEmpty();
        assertThat(compared).isGreaterThanOrEqualTo(16);
        assertThat(codes).containsKey("EN16931:SCHEMA");
    }

    private static final Pattern ATTACHMENT =
            Pattern.compile("<((?:\\w+:)?\\w*Binary\\w*)(?:\\s[^<>]*)?>([^<]*+)</\\1>");
    private static final Pattern LEAF = Pattern.compile("(<((?:\\w+:)?\\w+)(?:\\s[^<>]*)?>)([^<>]{1,300})(</\\2>)");
    private int turn;

    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>(RealInvoices.files("ubl"));
        files.addAll(RealInvoices.files("cii"));
        return files;
    }

    private void compare(String what, String text) {
        byte[] xml = text.getBytes(StandardCharsets.UTF_8);
        OfficialRules.Syntax syntax = syntax(xml);
        if (syntax == null) {
            return;
        }
        List<Finding> expected = PHIVE.check(syntax, xml);
        List<Finding> actual = OURS.check(syntax, xml);
        compared++;
        expected.forEach(finding -> codes.merge(finding.code(), 1, Integer::sum));
        if (!actual.equals(expected)) {
            differences.add(what + "\n  phive " + expected + "\n  ours  " + actual);
        }
    }

    private static OfficialRules.Syntax syntax(byte[] xml) {
        try {
            return OfficialRules.Syntax.of(Xml.parse(xml));
        } catch (Refusal.RefusedException e) {
            return null;
        }
    }
}
