package dev.ratchet.activities.documents.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XPathCompiler;
import net.sf.saxon.s9api.XdmItem;
import net.sf.saxon.s9api.XdmNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code OfficialRulesTest} compares findings on documents; this test compares the rules themselves. */
class SchematronTrimmerTest {
    private final Processor saxon = new Processor(false);

    @ParameterizedTest
    @CsvSource({"ubl/EN16931-UBL-validation.xslt, 690", "cii/EN16931-CII-validation.xslt, 440"})
    void every_fatal_rule_stays_and_most_warnings_go(String stylesheet, int warnings)
            throws SaxonApiException, IOException {
        XdmNode whole;
        XdmNode trimmed;
        try (InputStream once = open(stylesheet);
                InputStream again = open(stylesheet)) {
            whole = saxon.newDocumentBuilder().build(new StreamSource(once));
            trimmed = SchematronTrimmer.trim(saxon, again);
        }

        assertThat(asked(trimmed, "fatal")).isNotEmpty().isEqualTo(asked(whole, "fatal"));
        assertThat(asked(whole, "warning").size() - asked(trimmed, "warning").size())
                .isGreaterThanOrEqualTo(warnings);
        assertThat(values(trimmed, "//xsl:template/concat(@match, ' ', @mode, ' ', @priority)"))
                .isEqualTo(values(whole, "//xsl:template/concat(@match, ' ', @mode, ' ', @priority)"));
        assertThat(values(trimmed, "//svrl:fired-rule | //svrl:active-pattern")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "warning; not(a:b/c); false",
                "warning; not((a|b)/@c); false",
                "fatal; not(a:b/c); true",
                "warning; a:b/c; true",
                "warning; not(a[b]/c); true",
                "warning; not(a = 'b'); true",
                "warning; not(a eq b); true",
                "warning; not(number(a)); true",
                "warning; not(a) or not(b + 1); true",
            })
    void a_question_that_may_fail_or_be_fatal_stays(String flag, String test, boolean stays)
            throws SaxonApiException, IOException {
        String stylesheet = """
                <xsl:stylesheet version="2.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                    xmlns:svrl="http://purl.oclc.org/dsdl/svrl">
                  <xsl:template match="x"><xsl:choose><xsl:when test="%s"/><xsl:otherwise>
                    <svrl:failed-assert><xsl:attribute name="flag">%s</xsl:attribute></svrl:failed-assert>
                  </xsl:otherwise></xsl:choose></xsl:template>
                </xsl:stylesheet>
                """.formatted(test, flag);

        XdmNode trimmed =
                SchematronTrimmer.trim(saxon, new ByteArrayInputStream(stylesheet.getBytes(StandardCharsets.UTF_8)));

        assertThat(values(trimmed, "//xsl:when/string(@test)")).isEqualTo(stays ? List.of(test) : List.of());
    }

    private List<String> asked(XdmNode stylesheet, String flag) throws SaxonApiException {
        return values(
                stylesheet,
                "//svrl:failed-assert[xsl:attribute[@name = 'flag'] = '" + flag
                        + "']/concat(ancestor::xsl:template/@match, ': ', ../../xsl:when/@test, ': ', .)");
    }

    private List<String> values(XdmNode stylesheet, String path) throws SaxonApiException {
        XPathCompiler xpath = saxon.newXPathCompiler();
        xpath.declareNamespace("xsl", "http://www.w3.org/1999/XSL/Transform");
        xpath.declareNamespace("svrl", "http://purl.oclc.org/dsdl/svrl");
        return xpath.evaluate(path, stylesheet).stream()
                .map(XdmItem::getStringValue)
                .toList();
    }

    private static InputStream open(String stylesheet) {
        InputStream found =
                SchematronTrimmerTest.class.getResourceAsStream("/external/schematron/1.3.16/" + stylesheet);
        assertThat(found).as(stylesheet).isNotNull();
        return found;
    }
}
