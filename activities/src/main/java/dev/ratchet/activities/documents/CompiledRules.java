package dev.ratchet.activities.documents;

import com.helger.io.resource.IReadableResource;
import com.helger.phive.api.executor.IValidationExecutor;
import com.helger.phive.api.executorset.IValidationExecutorSet;
import com.helger.phive.xml.schematron.ValidationExecutorSchematron;
import com.helger.phive.xml.source.IValidationSourceXML;
import com.helger.phive.xml.xsd.ValidationExecutorXSD;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.ValidatorHandler;
import net.sf.saxon.lib.Feature;
import net.sf.saxon.s9api.BuildingContentHandler;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.SAXDestination;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.Xslt30Transformer;
import net.sf.saxon.s9api.XsltExecutable;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.DefaultHandler;

/**
 * The schema and the compiled Schematron of one phive rule set, run without phive, which parses a document once for each
 * of them and reads the report through a DOM and JAXB: half of its time. Here one parse feeds the schema and the tree that
 * the rules walk, and the report is read as it is written. The verdicts are the same; {@code OfficialRulesTest} holds
 * them against phive's.
 *
 * <p>May be shared between threads: schema and stylesheet are immutable, everything else is made for each document.
 */
final class CompiledRules {
    /** Saxon's trees and stylesheets belong to the processor that made them. */
    private final Processor saxon;

    private final Schema schema;
    private final String schematronPath;
    private final XsltExecutable schematron;
    private final SAXParserFactory parsers;

    private CompiledRules(Processor saxon, Schema schema, String schematronPath, XsltExecutable schematron) {
        this.saxon = saxon;
        this.schema = schema;
        this.schematronPath = schematronPath;
        this.schematron = schematron;
        try {
            this.parsers = parsers();
        } catch (SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("this Java has no XML parser that can be made safe", e);
        }
    }

    /** Compiles; seconds. */
    static CompiledRules of(IValidationExecutorSet<IValidationSourceXML> rules) {
        Processor saxon = new Processor(false);
        saxon.setConfigurationProperty(Feature.ALLOW_EXTERNAL_FUNCTIONS, false);
        saxon.setConfigurationProperty(Feature.ALLOWED_PROTOCOLS, "");
        try (InputStream xslt = schematron(rules).getInputStream()) {
            return new CompiledRules(
                    saxon,
                    schema(rules),
                    schematron(rules).getPath(),
                    saxon.newXsltCompiler().compile(new StreamSource(xslt)));
        } catch (SaxonApiException | IOException e) {
            throw new IllegalStateException("the rules " + rules.getID().getAsSingleID() + " do not compile", e);
        }
    }

    /** For a rule set that differs in its schema alone: compiles only that. */
    CompiledRules withSchemaOf(IValidationExecutorSet<IValidationSourceXML> rules) {
        if (!schematron(rules).getPath().equals(schematronPath)) {
            throw new IllegalStateException(rules.getID().getAsSingleID() + " has a Schematron of its own");
        }
        return new CompiledRules(saxon, schema(rules), schematronPath, schematron);
    }

    private static Schema schema(IValidationExecutorSet<IValidationSourceXML> rules) {
        return executor(rules, ValidationExecutorXSD.class).getSchemaProvider().get();
    }

    private static IReadableResource schematron(IValidationExecutorSet<IValidationSourceXML> rules) {
        return executor(rules, ValidationExecutorSchematron.class)
                .getValidationArtefact()
                .getRuleResource();
    }

    private static <E> E executor(IValidationExecutorSet<IValidationSourceXML> rules, Class<E> kind) {
        List<E> found = new ArrayList<>();
        for (IValidationExecutor<IValidationSourceXML> each : rules.executors()) {
            if (kind.isInstance(each)) {
                found.add(kind.cast(each));
            }
        }
        if (found.size() != 1 || rules.executors().size() != 2) {
            throw new IllegalStateException(rules.getID().getAsSingleID() + " is not one schema and one Schematron");
        }
        return found.get(0);
    }

    private static SAXParserFactory parsers() throws SAXException, ParserConfigurationException {
        SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
        factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
        factory.setXIncludeAware(false);
        return factory;
    }

    /** What a document breaks: of its schema, or, when it follows that, of the rules that are fatal. */
    List<Breach> breaches(byte[] xml) {
        BuildingContentHandler tree;
        List<Breach> ofSchema;
        XdmNode document;
        try {
            tree = saxon.newDocumentBuilder().newBuildingContentHandler();
            ofSchema = parse(xml, tree);
            if (!ofSchema.isEmpty()) {
                return ofSchema;
            }
            document = tree.getDocumentNode();
        } catch (SaxonApiException | ParserConfigurationException | IOException | SAXException e) {
            throw new IllegalStateException("a document could not be parsed for the official rules", e);
        }
        return ofRules(document);
    }

    private List<Breach> parse(byte[] xml, BuildingContentHandler tree)
            throws ParserConfigurationException, IOException, SAXException {
        SchemaErrors errors = new SchemaErrors();
        try {
            ValidatorHandler validator = schema.newValidatorHandler();
            validator.setErrorHandler(errors);
            XMLReader reader = parsers.newSAXParser().getXMLReader();
            reader.setContentHandler(new Tee(validator, tree));
            reader.setProperty("http://xml.org/sax/properties/lexical-handler", tree);
            reader.setErrorHandler(errors);
            reader.parse(new InputSource(new ByteArrayInputStream(xml)));
        } catch (SAXParseException e) {
            errors.error(e);
        }
        return errors.breaches;
    }

    /**
     * Some rules compare what may occur once, and cannot be asked of a document that has it twice and that the schema
     * does not mind: it breaks the syntax, which is all phive says of it, too. The reason quotes the document, so it is
     * neither shown nor logged.
     */
    private List<Breach> ofRules(XdmNode document) {
        SvrlReader report = new SvrlReader();
        Xslt30Transformer rules = schematron.load30();
        rules.setErrorReporter(quoted -> {});
        try {
            rules.setGlobalContextItem(document);
            rules.applyTemplates(document, new SAXDestination(report));
            return report.breaches();
        } catch (SaxonApiException e) {
            return List.of(new Breach("", "", 0, ""));
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
