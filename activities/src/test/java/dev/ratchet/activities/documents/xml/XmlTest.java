package dev.ratchet.activities.documents.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.activities.documents.refusal.Refusal.RefusedException;
import dev.ratchet.activities.documents.rules.OfficialRules;
import dev.ratchet.activities.documents.rules.OfficialRules.Syntax;
import dev.ratchet.activities.documents.rules.RuleCheck;
import dev.ratchet.activities.documents.rules.WarmUp;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class XmlTest {
    private static final OfficialRules RULES = new OfficialRules();

    @Test
    void elements_have_their_lines_attributes_and_texts() throws RefusedException {
        XmlElement root = Xml.parse(xml("<a xmlns='urn:x'>\n  <b k='v'>1<!-- -->2</b>\n<c\n/><b> 3 &lt; 4 </b></a>"));

        assertThat(root.namespace).isEqualTo("urn:x");
        assertThat(root.all("b")).extracting(XmlElement::text).containsExactly("12", "3 < 4");
        assertThat(root.all("b").get(0).attribute("k")).isEqualTo("v");
        assertThat(root.children()).extracting(child -> child.line).containsExactly(2, 4, 4);
    }

    @Test
    void attachments_are_not_kept() throws RefusedException {
        XmlElement root = Xml.parse(xml("<a><EmbeddedDocumentBinaryObject>QUJD</EmbeddedDocumentBinaryObject></a>"));

        assertThat(root.children().get(0).text()).isEmpty();
    }

    @Test
    void rules_are_called_by_the_root_and_see_the_whole_document() throws RefusedException {
        byte[] invoice = WarmUp.document(Syntax.UBL_INVOICE);
        List<String> roots = new ArrayList<>();
        Xml.Document<RuleCheck> document = Xml.parse(invoice, root -> {
            roots.add(root.name + " with " + root.children().size());
            return RULES.begin(Syntax.UBL_INVOICE);
        });

        assertThat(roots).containsExactly("Invoice with 0");
        assertThat(document.root().children()).hasSizeGreaterThan(5);
        assertThat(document.listener()).isNotNull();
        assertThat(OfficialRules.findings(document.listener()))
                .extracting(finding -> finding.code())
                .contains("EN16931:BR-04")
                .doesNotContain("EN16931:SCHEMA");
    }

    @Test
    void rules_that_cannot_be_had_are_not_the_documents_fault() {
        IllegalStateException none = new IllegalStateException("the rules do not compile");

        assertThatThrownBy(() -> Xml.parse(xml("<a/>"), root -> {
                    throw none;
                }))
                .isSameAs(none);
    }

    /** A parser that has failed on a document is not used for the next one. */
    @Test
    void a_bad_document_leaves_no_trace() throws RefusedException {
        for (int i = 0; i < 10; i++) {
            for (String bad : List.of("<a><b>", "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "<a>&x;</a>", "<a/><b/>")) {
                assertThatThrownBy(() -> Xml.parse(xml(bad))).isInstanceOf(RefusedException.class);
            }
            assertThat(Xml.parse(xml("<a>1</a>")).text()).isEqualTo("1");
        }
    }

    private static byte[] xml(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
