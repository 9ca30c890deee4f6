package dev.ratchet.activities.documents;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The one XML parser: no document type, no entity, no other file, bounded depth and number of elements. Embedded
 * attachments are skipped, not kept.
 */
final class Xml {
    static final int MOST_DEPTH = 48;
    static final int MOST_ELEMENTS = 400_000;

    private static final XMLInputFactory FACTORY = factory();

    private Xml() {}

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("nothing outside the document is read");
        });
        return factory;
    }

    /** Whether these bytes, in any of the encodings XML allows without declaration, begin like markup. */
    static boolean looksLikeXml(byte[] bytes) {
        for (int i = 0; i < Math.min(bytes.length, 512); i++) {
            int b = bytes[i] & 0xFF;
            if (b == '<') {
                return true;
            }
            boolean markOrSpace = b == 0 || b == 0xEF || b == 0xBB || b == 0xBF || b == 0xFE || b == 0xFF || b == 0x20;
            if (!markOrSpace && b != '\n' && b != '\r' && b != '\t') {
                return false;
            }
        }
        return false;
    }

    static XmlElement parse(byte[] bytes) throws Refusal.RefusedException {
        XMLStreamReader reader = null;
        try {
            reader = FACTORY.createXMLStreamReader(new ByteArrayInputStream(bytes));
            return tree(reader);
        } catch (XMLStreamException | RuntimeException e) {
            int line = e instanceof XMLStreamException at && at.getLocation() != null
                    ? at.getLocation().getLineNumber()
                    : reader == null ? 1 : reader.getLocation().getLineNumber();
            throw Refusal.XML_BROKEN.refuse(Math.max(1, line));
        }
    }

    private static XmlElement tree(XMLStreamReader reader) throws XMLStreamException, Refusal.RefusedException {
        Deque<XmlElement> open = new ArrayDeque<>();
        XmlElement root = null;
        int elements = 0;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> throw Refusal.XML_DOCTYPE.refuse();
                case XMLStreamConstants.START_ELEMENT -> {
                    if (++elements > MOST_ELEMENTS || open.size() >= MOST_DEPTH) {
                        throw Refusal.XML_TOO_DEEP.refuse(MOST_DEPTH, MOST_ELEMENTS);
                    }
                    XmlElement element = start(reader);
                    if (open.isEmpty()) {
                        root = element;
                    } else {
                        open.getFirst().add(element);
                    }
                    open.push(element);
                }
                case XMLStreamConstants.END_ELEMENT -> open.pop();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> keep(reader, open.peek());
                default -> {}
            }
        }
        if (root == null) {
            throw Refusal.XML_BROKEN.refuse(1);
        }
        return root;
    }

    /** Whether an element of this local name holds an embedded file, in either syntax. */
    static boolean isAttachment(String name) {
        return name.contains("Binary");
    }

    private static void keep(XMLStreamReader reader, @Nullable XmlElement in) {
        if (in != null && !isAttachment(in.name)) {
            in.text(reader.getText());
        }
    }

    private static XmlElement start(XMLStreamReader reader) {
        String namespace = reader.getNamespaceURI();
        XmlElement element = new XmlElement(
                namespace == null ? "" : namespace,
                reader.getLocalName(),
                reader.getLocation().getLineNumber());
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            element.attribute(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        return element;
    }
}
