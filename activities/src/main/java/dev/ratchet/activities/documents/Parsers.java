package dev.ratchet.activities.documents;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.validation.Schema;
import javax.xml.validation.ValidatorHandler;
import net.sf.saxon.s9api.BuildingContentHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Parsers that hold documents against one schema. Making one costs as much as parsing a small invoice with it, so they are
 * used again; not for ever, because a parser keeps every name that it ever read. May be shared between threads.
 */
final class Parsers {
    /** Documents that one parser reads, and bytes of the largest after which it is kept. */
    private static final int USES = 200;

    private static final int MOST_BYTES = 1 << 20;

    private final Schema schema;
    private final SAXParserFactory factory;
    private final Queue<Parser> idle = new ConcurrentLinkedQueue<>();

    Parsers(Schema schema) {
        this.schema = schema;
        try {
            this.factory = factory();
        } catch (SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("this Java has no XML parser that can be made safe", e);
        }
    }

    private static SAXParserFactory factory() throws SAXException, ParserConfigurationException {
        SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
        factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
        factory.setXIncludeAware(false);
        return factory;
    }

    /**
     * Builds the tree of a document.
     *
     * @return where the document does not follow the schema; then the tree may be of no use
     */
    List<Breach> parse(byte[] xml, BuildingContentHandler tree)
            throws ParserConfigurationException, IOException, SAXException {
        Parser waiting = idle.poll();
        Parser parser = waiting == null ? new Parser() : waiting;
        List<Breach> breaches = parser.parse(xml, tree);
        if (breaches.isEmpty() && xml.length <= MOST_BYTES && parser.uses < USES) {
            idle.add(parser);
        }
        return breaches;
    }

    private final class Parser {
        private final XMLReader reader;
        private final ValidatorHandler validator;
        private int uses;

        Parser() throws ParserConfigurationException, SAXException {
            this.reader = factory.newSAXParser().getXMLReader();
            this.validator = schema.newValidatorHandler();
        }

        List<Breach> parse(byte[] xml, BuildingContentHandler tree) throws IOException, SAXException {
            uses++;
            SchemaErrors errors = new SchemaErrors();
            validator.setErrorHandler(errors);
            reader.setContentHandler(new Tee(validator, tree));
            reader.setProperty("http://xml.org/sax/properties/lexical-handler", tree);
            reader.setErrorHandler(errors);
            try {
                reader.parse(new InputSource(new ByteArrayInputStream(xml)));
            } catch (SAXParseException e) {
                errors.error(e);
            }
            return errors.breaches;
        }
    }

    private static final class SchemaErrors extends DefaultHandler {
        final List<Breach> breaches = new ArrayList<>();

        @Override
        public void error(SAXParseException e) {
            breaches.add(new Breach("", "", e.getLineNumber(), ""));
        }
    }
}
