package dev.ratchet.activities.documents;

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
 * One document on its way through the official rules: sees it be parsed, which is cheap, and asks the rules, which is not,
 * when it is asked.
 */
final class RuleCheck {
    private final Validators validators;
    private final Validators.Validator validator;
    private final BuildingContentHandler tree;
    private final Function<XdmNode, List<Breach>> rules;
    private final List<Breach> ofSchema = new ArrayList<>();

    /** @param rules what a document that follows its schema breaks of the others */
    RuleCheck(Validators validators, BuildingContentHandler tree, Function<XdmNode, List<Breach>> rules) {
        this.validators = validators;
        this.validator = validators.borrow();
        this.tree = tree;
        this.rules = rules;
        validator.handler().setErrorHandler(new SchemaErrors());
    }

    /** To be told of every event of one document. */
    ContentHandler events() {
        return new Tee(validator.handler(), tree);
    }

    /** To be told of its comments: Saxon's handlers are both, which their type does not say. */
    LexicalHandler comments() {
        return (LexicalHandler) tree;
    }

    /** All of the document has been seen. */
    void seen() {
        if (ofSchema.isEmpty()) {
            validators.giveBack(validator);
        }
    }

    /** What a document that was seen breaks: of its schema, or, when it follows that, of the rules that are fatal. */
    List<Breach> breaches() {
        if (!ofSchema.isEmpty()) {
            return ofSchema;
        }
        try {
            return rules.apply(tree.getDocumentNode());
        } catch (SaxonApiException e) {
            throw new IllegalStateException("there is no tree of a document that follows its schema", e);
        }
    }

    private final class SchemaErrors extends DefaultHandler {
        @Override
        public void error(SAXParseException e) {
            ofSchema.add(new Breach("", "", e.getLineNumber(), ""));
        }

        @Override
        public void fatalError(SAXParseException e) {
            error(e);
        }
    }
}
