package dev.ratchet.activities.documents.rules;

import dev.ratchet.activities.documents.xml.Xml;
import org.xml.sax.Attributes;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.XMLFilterImpl;

/**
 * Passes every event to two handlers. The validator of a schema could pass the events on itself, but it adds the
 * default attributes of its schema, and the rules are written for documents as they were sent.
 *
 * <p>Of an embedded attachment, the second handler receives only the beginning: no rule reads it, and it can be a
 * thousand times as large as the invoice.
 */
final class DuplicatingFilter extends XMLFilterImpl {
    private final ContentHandler second;
    private boolean attachment;
    private boolean begun;

    DuplicatingFilter(ContentHandler first, ContentHandler second) {
        setContentHandler(first);
        this.second = second;
    }

    @Override
    public void startDocument() throws SAXException {
        super.startDocument();
        second.startDocument();
    }

    @Override
    public void endDocument() throws SAXException {
        super.endDocument();
        second.endDocument();
    }

    @Override
    public void startPrefixMapping(String prefix, String uri) throws SAXException {
        super.startPrefixMapping(prefix, uri);
        second.startPrefixMapping(prefix, uri);
    }

    @Override
    public void endPrefixMapping(String prefix) throws SAXException {
        super.endPrefixMapping(prefix);
        second.endPrefixMapping(prefix);
    }

    @Override
    public void startElement(String uri, String name, String qualified, Attributes attributes) throws SAXException {
        super.startElement(uri, name, qualified, attributes);
        second.startElement(uri, name, qualified, attributes);
        attachment = Xml.isAttachment(name);
        begun = false;
    }

    @Override
    public void endElement(String uri, String name, String qualified) throws SAXException {
        super.endElement(uri, name, qualified);
        second.endElement(uri, name, qualified);
        attachment = false;
    }

    @Override
    public void characters(char[] characters, int start, int length) throws SAXException {
        super.characters(characters, start, length);
        if (attachment && begun) {
            return;
        }
        second.characters(characters, start, length);
        begun |= attachment && !new String(characters, start, length).isBlank();
    }

    @Override
    public void ignorableWhitespace(char[] characters, int start, int length) throws SAXException {
        super.ignorableWhitespace(characters, start, length);
        second.ignorableWhitespace(characters, start, length);
    }

    @Override
    public void processingInstruction(String target, String data) throws SAXException {
        super.processingInstruction(target, data);
        second.processingInstruction(target, data);
    }
}
