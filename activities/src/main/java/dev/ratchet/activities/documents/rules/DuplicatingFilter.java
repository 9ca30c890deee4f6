package dev.ratchet.activities.documents.rules;

import dev.ratchet.activities.documents.xml.Xml;
import java.util.function.BooleanSupplier;
import org.xml.sax.Attributes;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.XMLFilterImpl;

/**
 * Passes every event to two handlers. The validator of a schema could pass the events on itself, but it adds the
 * default attributes of its schema, and the rules are written for documents as they were sent.
 *
 * <p>Of an embedded attachment, the second handler receives only the beginning: no rule reads it, and it can be a
 * thousand times as large as the invoice. Of an extension of UBL it receives nothing: an extension can hold any XML,
 * no rule reads it, and the Saxon processor keeps every name for ever and has room for a million. For the same reason,
 * it receives nothing more of a document that has broken its schema; its rules never run.
 */
final class DuplicatingFilter extends XMLFilterImpl {
    private static final String EXTENSION = "ExtensionContent";

    private final ContentHandler second;
    private final BooleanSupplier followsSchema;
    private int inExtension;
    private boolean attachment;
    private boolean begun;

    /** @param followsSchema whether the first handler has found no fault so far */
    DuplicatingFilter(ContentHandler first, ContentHandler second, BooleanSupplier followsSchema) {
        setContentHandler(first);
        this.second = second;
        this.followsSchema = followsSchema;
    }

    private boolean passesOn() {
        return inExtension == 0 && followsSchema.getAsBoolean();
    }

    @Override
    public void startDocument() throws SAXException {
        super.startDocument();
        second.startDocument();
    }

    @Override
    public void endDocument() throws SAXException {
        super.endDocument();
        if (passesOn()) {
            second.endDocument();
        }
    }

    @Override
    public void startPrefixMapping(String prefix, String uri) throws SAXException {
        super.startPrefixMapping(prefix, uri);
        if (passesOn()) {
            second.startPrefixMapping(prefix, uri);
        }
    }

    @Override
    public void endPrefixMapping(String prefix) throws SAXException {
        super.endPrefixMapping(prefix);
        if (passesOn()) {
            second.endPrefixMapping(prefix);
        }
    }

    @Override
    public void startElement(String uri, String name, String qualified, Attributes attributes) throws SAXException {
        super.startElement(uri, name, qualified, attributes);
        if (passesOn()) {
            second.startElement(uri, name, qualified, attributes);
        }
        if (inExtension > 0 || name.equals(EXTENSION)) {
            inExtension++;
        }
        attachment = Xml.isAttachment(name);
        begun = false;
    }

    @Override
    public void endElement(String uri, String name, String qualified) throws SAXException {
        super.endElement(uri, name, qualified);
        if (inExtension > 0) {
            inExtension--;
        }
        if (passesOn()) {
            second.endElement(uri, name, qualified);
        }
        attachment = false;
    }

    @Override
    public void characters(char[] characters, int start, int length) throws SAXException {
        super.characters(characters, start, length);
        if ((attachment && begun) || !passesOn()) {
            return;
        }
        second.characters(characters, start, length);
        begun |= attachment && !new String(characters, start, length).isBlank();
    }

    @Override
    public void ignorableWhitespace(char[] characters, int start, int length) throws SAXException {
        super.ignorableWhitespace(characters, start, length);
        if (passesOn()) {
            second.ignorableWhitespace(characters, start, length);
        }
    }

    @Override
    public void processingInstruction(String target, String data) throws SAXException {
        super.processingInstruction(target, data);
        if (passesOn()) {
            second.processingInstruction(target, data);
        }
    }
}
