package dev.ratchet.activities.documents.xml;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
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
 * Parsers that load nothing from outside a document. Making a parser costs as much as parsing a small invoice, so each
 * is used for several documents; not for ever, because a parser keeps every name that it has read. Threads may share
 * the pool.
 */
final class ParserPool {
    /** Documents that one parser reads. */
    private static final int USES = 200;

    /** A parser that has read a larger document is not used again. */
    private static final int MOST_BYTES = 1 << 20;

    private final SAXParserFactory factory;
    private final Queue<Parser> idle = new ConcurrentLinkedQueue<>();

    ParserPool() {
        try {
            this.factory = factory();
        } catch (SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("this Java has no XML parser that can be made safe", e);
        }
    }

    /**
     * The handler must refuse a document type. It is told of the document type before the parser reads the
     * declarations.
     */
    private static SAXParserFactory factory() throws SAXException, ParserConfigurationException {
        SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
        factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        factory.setXIncludeAware(false);
        return factory;
    }

    /**
     * @throws SAXException from the handler, or a {@code SAXParseException} with the line where the document is not
     *     well-formed
     */
    void parse(byte[] xml, DefaultHandler2 handler) throws IOException, SAXException {
        Parser waiting = idle.poll();
        Parser parser = waiting == null ? new Parser() : waiting;
        parser.parse(new ByteArrayInputStream(xml), handler);
        if (xml.length <= MOST_BYTES && parser.uses < USES) {
            idle.add(parser);
        }
    }

    /** As {@link #parse(byte[], DefaultHandler2)}, with a parser that is not used again. */
    void parse(InputStream xml, DefaultHandler2 handler) throws IOException, SAXException {
        new Parser().parse(xml, handler);
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

        void parse(InputStream xml, DefaultHandler2 handler) throws IOException, SAXException {
            uses++;
            reader.setContentHandler(handler);
            reader.setEntityResolver(handler);
            reader.setErrorHandler(handler);
            reader.setProperty("http://xml.org/sax/properties/lexical-handler", handler);
            reader.parse(new InputSource(xml));
        }
    }
}
