package dev.ratchet.activities.documents.rules;

import dev.ratchet.activities.documents.xml.XmlListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import net.sf.saxon.s9api.BuildingContentHandler;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XdmNode;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXParseException;
import org.xml.sax.ext.LexicalHandler;
import org.xml.sax.helpers.DefaultHandler;

/**
 * The check of one document by the official rules. It receives the events while the document is parsed, which costs
 * little. The rules run, which costs much, when the findings are asked for.
 */
public final class RuleCheck implements XmlListener {
    private final ValidatorPool validators;
    private final ValidatorPool.Validator validator;
    private final BuildingContentHandler tree;
    private final Function<XdmNode, List<RuleViolation>> rules;
    private final List<RuleViolation> ofSchema = new ArrayList<>();

    /** @param rules finds the violations of the Schematron; it is called only for a document that follows its schema */
    RuleCheck(ValidatorPool validators, BuildingContentHandler tree, Function<XdmNode, List<RuleViolation>> rules) {
        this.validators = validators;
        this.validator = validators.borrow();
        this.tree = tree;
        this.rules = rules;
        validator.handler().setErrorHandler(new SchemaErrors());
    }

    @Override
    public ContentHandler events() {
        return new DuplicatingFilter(validator.handler(), tree, ofSchema::isEmpty);
    }

    /** Saxon's handlers receive comments, too; their type does not say so. */
    @Override
    public LexicalHandler comments() {
        return (LexicalHandler) tree;
    }

    @Override
    public void completed() {
        if (ofSchema.isEmpty()) {
            validators.giveBack(validator);
        }
    }

    /**
     * The violations of a parsed document: those of its schema; if there are none, those of the Schematron that are
     * fatal.
     */
    List<RuleViolation> violationes() {
        if (!ofSchema.isEmpty()) {
            return ofSchema;
        }
        try {
            return rules.apply(tree.getDocumentNode());
        } catch (SaxonApiException e) {
            throw new IllegalStateException("there is no tree of a document that follows its schema", e);
        }
    }

    /** The violations of the schema of a parsed document. */
    List<RuleViolation> ofSchema() {
        return ofSchema;
    }

    private final class SchemaErrors extends DefaultHandler {
        @Override
        public void error(SAXParseException e) {
            ofSchema.add(new RuleViolation("", "", e.getLineNumber(), ""));
        }

        @Override
        public void fatalError(SAXParseException e) {
            error(e);
        }
    }
}
