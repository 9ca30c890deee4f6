package dev.ratchet.activities.documents.rules;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.activities.documents.refusal.Refusal.RefusedException;
import dev.ratchet.activities.documents.xml.Xml;
import java.io.StringReader;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import net.sf.saxon.s9api.BuildingContentHandler;
import org.junit.jupiter.api.Test;
import org.xml.sax.ext.LexicalHandler;

class RuleCheckTest {
    @Test
    void what_goes_wrong_in_the_rules_is_not_the_documents_fault() throws Exception {
        IllegalStateException fault = new IllegalStateException("a fault in the rules");
        BuildingContentHandler faulty = (BuildingContentHandler) Proxy.newProxyInstance(
                RuleCheckTest.class.getClassLoader(),
                new Class<?>[] {BuildingContentHandler.class, LexicalHandler.class},
                (self, method, arguments) -> {
                    if (method.getName().equals("startElement")) {
                        throw fault;
                    }
                    return null;
                });
        ValidatorPool anything = new ValidatorPool(SchemaFactory.newDefaultInstance()
                .newSchema(new StreamSource(new StringReader(
                        "<schema xmlns='http://www.w3.org/2001/XMLSchema'><element name='a'/></schema>"))));

        assertThatThrownBy(() -> Xml.parse(xml("<a/>"), root -> new RuleCheck(anything, faulty, tree -> List.of())))
                .isSameAs(fault);
        assertThatThrownBy(() -> Xml.parse(xml("<a>"), root -> new RuleCheck(anything, faulty, tree -> List.of())))
                .isInstanceOf(RefusedException.class);
    }

    private static byte[] xml(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
