package dev.ratchet.activities.documents;

import dev.ratchet.activities.documents.Refusal.RefusedException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
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
 * Builds the elements of a document that is being parsed, and hands every event from the root on to the rules that its root
 * calls for. Embedded attachments are skipped, not kept. What is refused leaves the parser as a {@link SAXException} around
 * a {@link RefusedException}.
 */
final class XmlBuilder extends DefaultHandler2 {
    private final Function<XmlElement, @Nullable RuleCheck> rules;
    private final Deque<XmlElement> open = new ArrayDeque<>();
    private final Map<String, String> prefixesOfRoot = new LinkedHashMap<>(4);
    private ContentHandler watching = new DefaultHandler2();
    private LexicalHandler watchingComments = new DefaultHandler2();
    private @Nullable Locator locator;
    private @Nullable XmlElement root;
    private @Nullable RuleCheck check;
    private int elements;

    /** @param rules as {@link Xml#parse(byte[], Function)} is given them */
    XmlBuilder(Function<XmlElement, @Nullable RuleCheck> rules) {
        this.rules = rules;
    }

    /** What was parsed, to its end. */
    Xml.Document document() {
        return new Xml.Document(Objects.requireNonNull(root), check);
    }

    boolean watched() {
        return check != null;
    }

    /** How far it has come, from 1. */
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
            watching.startPrefixMapping(prefix, uri);
        }
    }

    @Override
    public void endPrefixMapping(String prefix) throws SAXException {
        watching.endPrefixMapping(prefix);
    }

    @Override
    public void startElement(String uri, String name, String qualified, Attributes attributes) throws SAXException {
        if (++elements > Xml.MOST_ELEMENTS || open.size() >= Xml.MOST_DEPTH) {
            throw refused(Refusal.XML_TOO_DEEP.refuse(Xml.MOST_DEPTH, Xml.MOST_ELEMENTS));
        }
        XmlElement element = new XmlElement(uri, name, line());
        for (int i = 0; i < attributes.getLength(); i++) {
            element.attribute(attributes.getLocalName(i), attributes.getValue(i));
        }
        XmlElement parent = open.peek();
        if (parent == null) {
            root = element;
            letWatch(element);
        } else {
            parent.add(element);
        }
        open.push(element);
        watching.startElement(uri, name, qualified, attributes);
    }

    /** Rules that cannot be had are no fault of the document, so they do not look like the parser's. */
    private @Nullable RuleCheck rulesFor(XmlElement start) throws SAXException {
        try {
            return rules.apply(start);
        } catch (RuntimeException e) {
            throw new SAXException(e);
        }
    }

    private void letWatch(XmlElement start) throws SAXException {
        RuleCheck called = rulesFor(start);
        if (called != null) {
            check = called;
            watching = called.events();
            watchingComments = called.comments();
            watching.setDocumentLocator(Objects.requireNonNull(locator));
            watching.startDocument();
            for (Map.Entry<String, String> prefix : prefixesOfRoot.entrySet()) {
                watching.startPrefixMapping(prefix.getKey(), prefix.getValue());
            }
        }
    }

    @Override
    public void endElement(String uri, String name, String qualified) throws SAXException {
        open.pop();
        watching.endElement(uri, name, qualified);
    }

    @Override
    public void characters(char[] characters, int start, int length) throws SAXException {
        XmlElement in = open.peek();
        if (in != null && !Xml.isAttachment(in.name)) {
            in.text(characters, start, length);
        }
        watching.characters(characters, start, length);
    }

    @Override
    public void processingInstruction(String target, String data) throws SAXException {
        if (root != null) {
            watching.processingInstruction(target, data);
        }
    }

    @Override
    public void comment(char[] characters, int start, int length) throws SAXException {
        watchingComments.comment(characters, start, length);
    }

    @Override
    public void endDocument() throws SAXException {
        watching.endDocument();
        if (check != null) {
            check.seen();
        }
    }

    private static SAXException refused(RefusedException why) {
        return new SAXException(why);
    }
}
