package dev.ratchet.activities.documents.xml;

import dev.ratchet.activities.documents.refusal.Refusal;
import dev.ratchet.activities.documents.refusal.Refusal.RefusedException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.ContentHandler;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.ext.DefaultHandler2;
import org.xml.sax.ext.LexicalHandler;

/**
 * Builds the elements of a document while it is parsed, and passes every event from the root on to a listener. It does not
 * keep embedded attachments. A refusal leaves the parser as a {@link SAXException} around a {@link RefusedException}.
 */
final class XmlBuilder<L extends XmlListener> extends DefaultHandler2 {
    private final Function<XmlElement, @Nullable L> choice;
    private final Deque<XmlElement> open = new ArrayDeque<>();
    private final Map<String, String> prefixesOfRoot = new LinkedHashMap<>(4);
    private ContentHandler events = new DefaultHandler2();
    private LexicalHandler comments = new DefaultHandler2();
    private @Nullable Locator locator;
    private @Nullable XmlElement root;
    private @Nullable L listener;
    private final Set<String> names = new HashSet<>();
    private int elements;

    /** @param choice chooses the listener, as in {@link Xml#parse(byte[], Function)} */
    XmlBuilder(Function<XmlElement, @Nullable L> choice) {
        this.choice = choice;
    }

    /** The whole document, after its end. */
    Xml.Document<L> document() {
        return new Xml.Document<>(Objects.requireNonNull(root), listener);
    }

    boolean hasListener() {
        return listener != null;
    }

    /** The line that is being parsed, from 1. */
    int line() {
        return locator == null ? 1 : locator.getLineNumber();
    }

    @Override
    public void setDocumentLocator(Locator here) {
        locator = here;
    }

    @Override
    public void startDTD(String name, @Nullable String publicId, @Nullable String systemId) throws SAXException {
        throw refused(Refusal.XML_DOCTYPE.refuse());
    }

    @Override
    public InputSource resolveEntity(
            @Nullable String name, @Nullable String publicId, @Nullable String base, String systemId)
            throws SAXException {
        throw refused(Refusal.XML_DOCTYPE.refuse());
    }

    @Override
    public void startPrefixMapping(String prefix, String uri) throws SAXException {
        if (root == null) {
            prefixesOfRoot.put(prefix, uri);
        } else {
            events.startPrefixMapping(prefix, uri);
        }
    }

    @Override
    public void endPrefixMapping(String prefix) throws SAXException {
        events.endPrefixMapping(prefix);
    }

    @Override
    public void startElement(String uri, String name, String qualified, Attributes attributes) throws SAXException {
        if (++elements > Xml.MOST_ELEMENTS || open.size() >= Xml.MOST_DEPTH) {
            throw refused(Refusal.XML_TOO_DEEP.refuse(Xml.MOST_DEPTH, Xml.MOST_ELEMENTS));
        }
        XmlElement element = new XmlElement(uri, name, line());
        count(name);
        for (int i = 0; i < attributes.getLength(); i++) {
            count(attributes.getLocalName(i));
            element.attribute(attributes.getLocalName(i), attributes.getValue(i));
        }
        XmlElement parent = open.peek();
        if (parent == null) {
            root = element;
            startListener(element);
        } else {
            parent.add(element);
        }
        open.push(element);
        events.startElement(uri, name, qualified, attributes);
    }

    private void count(String name) throws SAXException {
        if (names.add(name) && names.size() > Xml.MOST_NAMES) {
            throw refused(Refusal.XML_TOO_MANY_NAMES.refuse(Xml.MOST_NAMES));
        }
    }

    /**
     * Chooses the listener. An exception from there is wrapped, because it is not a fault of the document or of the
     * parser.
     */
    private @Nullable L choose(XmlElement start) throws SAXException {
        try {
            return choice.apply(start);
        } catch (RuntimeException e) {
            throw new SAXException(e);
        }
    }

    private void startListener(XmlElement start) throws SAXException {
        L chosen = choose(start);
        if (chosen != null) {
            listener = chosen;
            events = chosen.events();
            comments = chosen.comments();
            events.setDocumentLocator(Objects.requireNonNull(locator));
            events.startDocument();
            for (Map.Entry<String, String> prefix : prefixesOfRoot.entrySet()) {
                events.startPrefixMapping(prefix.getKey(), prefix.getValue());
            }
        }
    }

    @Override
    public void endElement(String uri, String name, String qualified) throws SAXException {
        open.pop();
        events.endElement(uri, name, qualified);
    }

    @Override
    public void characters(char[] characters, int start, int length) throws SAXException {
        XmlElement in = open.peek();
        if (in != null && !Xml.isAttachment(in.name)) {
            in.text(characters, start, length);
        }
        events.characters(characters, start, length);
    }

    @Override
    public void processingInstruction(String target, String data) throws SAXException {
        if (root != null) {
            events.processingInstruction(target, data);
        }
    }

    @Override
    public void comment(char[] characters, int start, int length) throws SAXException {
        comments.comment(characters, start, length);
    }

    @Override
    public void endDocument() throws SAXException {
        events.endDocument();
        if (listener != null) {
            listener.completed();
        }
    }

    private static SAXException refused(RefusedException why) {
        return new SAXException(why);
    }
}
