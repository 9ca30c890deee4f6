package dev.ratchet.activities.documents;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;
import org.xml.sax.ext.DefaultHandler2;

/**
 * Parsers that reach for nothing outside a document. Making one costs as much as parsing a small invoice with it, so they are
 * used again; not for ever, because a parser keeps every name that it ever read. May be shared between threads.
 */
final class Parsers {
    /** Documents that one parser reads, and bytes of the largest after which it is kept. */
    static final int USES = 200;

    private static final int MOST_BYTES = 1 << 20;

    private final SAXParserFactory factory;
    private final Queue<Parser> idle = new ConcurrentLinkedQueue<>();

    Parsers() {
        try {
            this.factory = factory();
        } catch (SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("this Java has no XML parser that can be made safe", e);
        }
    }

    /** A document type is the handler's to refuse: it is told before anything in it is read. */
    private static SAXParserFactory factory() throws SAXException, ParserConfigurationException {
        SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
        factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        factory.setXIncludeAware(false);
        return factory;
    }

    /** @throws SAXException the handler's, or a {@code SAXParseException} that says where the document is not well-formed */
    void parse(byte[] xml, DefaultHandler2 handler) throws IOException, SAXException {
        Parser waiting = idle.poll();
        Parser parser = waiting == null ? new Parser() : waiting;
        parser.parse(xml, handler);
        if (xml.length <= MOST_BYTES && parser.uses < USES) {
            idle.add(parser);
        }
    }

    private final class Parser {
        private final XMLReader reader;
        private int uses;

        Parser() throws SAXException {
            try {
                this.reader = factory.newSAXParser().getXMLReader();
            } catch (ParserConfigurationException e) {
                throw new IllegalStateException("this Java makes XML parsers no longer", e);
            }
        }

        void parse(byte[] xml, DefaultHandler2 handler) throws IOException, SAXException {
            uses++;
            reader.setContentHandler(handler);
            reader.setEntityResolver(handler);
            reader.setErrorHandler(handler);
            reader.setProperty("http://xml.org/sax/properties/lexical-handler", handler);
            reader.parse(new InputSource(new ByteArrayInputStream(xml)));
        }
    }
}
