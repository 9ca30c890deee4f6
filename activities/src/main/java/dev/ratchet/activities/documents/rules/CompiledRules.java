package dev.ratchet.activities.documents.rules;

import com.helger.io.resource.IReadableResource;
import com.helger.phive.api.executor.IValidationExecutor;
import com.helger.phive.api.executorset.IValidationExecutorSet;
import com.helger.phive.xml.schematron.ValidationExecutorSchematron;
import com.helger.phive.xml.source.IValidationSourceXML;
import com.helger.phive.xml.xsd.ValidationExecutorXSD;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.validation.Schema;
import net.sf.saxon.lib.Feature;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.SAXDestination;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.Xslt30Transformer;
import net.sf.saxon.s9api.XsltExecutable;

/**
 * The schema and the compiled Schematron of one phive rule set, run without phive. Phive parses a document once for the
 * schema and once for the Schematron, and reads the report through a DOM and JAXB; that takes half of its time. This
 * class saves that time: schema and Schematron receive the events of a parse that happens anyway, the report is read
 * while it is written, and assertions that can lead to no finding do not run. The findings are the same; {@code
 * OfficialRulesTest} compares them with those of phive.
 *
 * <p>Threads may share it: schema and stylesheet are immutable, everything else is made for each document.
 */
final class CompiledRules {
    /** A tree and a stylesheet can be used only with the Saxon processor that made them. */
    private final Processor saxon;

    private final String schematronPath;
    private final XsltExecutable schematron;
    private final ValidatorPool validators;

    private CompiledRules(Processor saxon, Schema schema, String schematronPath, XsltExecutable schematron) {
        this.saxon = saxon;
        this.schematronPath = schematronPath;
        this.schematron = schematron;
        this.validators = new ValidatorPool(schema);
    }

    /** Compiles a rule set. This takes seconds. */
    static CompiledRules of(IValidationExecutorSet<IValidationSourceXML> rules) {
        Processor saxon = new Processor(false);
        saxon.setConfigurationProperty(Feature.ALLOW_EXTERNAL_FUNCTIONS, false);
        saxon.setConfigurationProperty(Feature.ALLOWED_PROTOCOLS, "");
        try (InputStream xslt = schematron(rules).getInputStream()) {
            return new CompiledRules(
                    saxon,
                    schema(rules),
                    schematron(rules).getPath(),
                    saxon.newXsltCompiler()
                            .compile(SchematronTrimmer.trim(saxon, xslt).asSource()));
        } catch (SaxonApiException | IOException e) {
            throw new IllegalStateException("the rules " + rules.getID().getAsSingleID() + " do not compile", e);
        }
    }

    /** The rules of a rule set with another schema and the same Schematron. Compiles only the schema. */
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

    /** Begins the check of a document that is about to be parsed. */
    RuleCheck begin() {
        try {
            return new RuleCheck(validators, saxon.newDocumentBuilder().newBuildingContentHandler(), this::ofRules);
        } catch (SaxonApiException e) {
            throw new IllegalStateException("no tree can be built for the official rules", e);
        }
    }

    /**
     * Runs the Schematron. It fails on a document that repeats an element which a rule expects once and which the
     * schema lets repeat. Such a document breaks the syntax; phive reports the same. The error message quotes the
     * document, so it is neither shown nor logged.
     */
    private List<RuleViolation> ofRules(XdmNode document) {
        SvrlReader report = new SvrlReader();
        Xslt30Transformer rules = schematron.load30();
        rules.setErrorReporter(quoted -> {});
        try {
            rules.setGlobalContextItem(document);
            rules.applyTemplates(document, new SAXDestination(report));
            return report.violationes();
        } catch (SaxonApiException e) {
            return List.of(new RuleViolation("", "", 0, ""));
        }
    }
}
