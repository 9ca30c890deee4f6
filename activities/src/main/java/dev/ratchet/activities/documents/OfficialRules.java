package dev.ratchet.activities.documents;

import com.helger.diagnostics.error.IError;
import com.helger.diver.api.coord.DVRCoordinate;
import com.helger.io.resource.inmemory.ReadableResourceByteArray;
import com.helger.phive.api.execute.ValidationExecutionManager;
import com.helger.phive.api.executorset.IValidationExecutorSet;
import com.helger.phive.api.executorset.ValidationExecutorSetRegistry;
import com.helger.phive.api.result.ValidationResult;
import com.helger.phive.api.validity.IValidityDeterminator;
import com.helger.phive.en16931.EN16931Validation;
import com.helger.phive.xml.source.IValidationSourceXML;
import com.helger.phive.xml.source.ValidationSourceXML;
import dev.ratchet.workflows.contract.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The official EN 16931 rules: the XML schema, then the Schematron of the CEN validation artefacts as phive packages
 * them. Compiled once per process; the first document costs seconds unless {@link #warm()} came before.
 */
public final class OfficialRules {
    private static final String PREFIX = "EN16931:";
    private static final Pattern RULE =
            Pattern.compile("^\\s*\\[([A-Z][A-Za-z0-9]*(?:-[A-Za-z0-9]+){1,4})\\]\\s*-?\\s*(.*)$", Pattern.DOTALL);

    /** The syntaxes that have rules of their own. */
    enum Syntax {
        UBL_INVOICE(EN16931Validation.VID_UBL_INVOICE_1316),
        UBL_CREDIT_NOTE(EN16931Validation.VID_UBL_CREDIT_NOTE_1316),
        CII(EN16931Validation.VID_CII_1316);

        private final DVRCoordinate rules;

        Syntax(DVRCoordinate rules) {
            this.rules = rules;
        }
    }

    private final ValidationExecutorSetRegistry<IValidationSourceXML> registry = new ValidationExecutorSetRegistry<>();

    public OfficialRules() {
        EN16931Validation.initEN16931(registry);
    }

    /** Compiles all rules and pushes small documents through them, so that the first real one is not the slow one. */
    public void warm() {
        for (Syntax syntax : Syntax.values()) {
            for (int i = 0; i < 3; i++) {
                check(syntax, WarmUp.document(syntax));
            }
        }
    }

    /** What the rules call fatal, one finding per rule broken; warnings are left out. */
    List<Finding> check(Syntax syntax, byte[] xml) {
        IValidationExecutorSet<IValidationSourceXML> rules = registry.getOfID(syntax.rules);
        List<Finding> findings = new ArrayList<>();
        for (ValidationResult result : ValidationExecutionManager.executeValidation(
                IValidityDeterminator.createDefault(),
                rules,
                ValidationSourceXML.create(new ReadableResourceByteArray("document", xml)),
                Locale.US)) {
            for (IError error : result.getErrorList()) {
                if (error.isError()) {
                    findings.add(finding(error));
                }
            }
        }
        return findings.stream().distinct().toList();
    }

    /**
     * A rule's own text tells no content of the document and is passed on; a schema's error quotes it and is not.
     */
    private static Finding finding(IError error) {
        String text = String.valueOf(error.getErrorText(Locale.US));
        Matcher rule = RULE.matcher(text);
        String id = error.getErrorID();
        if (rule.matches()) {
            return new Finding(
                    PREFIX + rule.group(1),
                    place(error),
                    rule.group(2).replaceAll("\\s+", " ").strip());
        }
        if (id != null && id.matches("[A-Z][A-Z0-9]*(-[A-Za-z0-9]+)+")) {
            return new Finding(PREFIX + id, place(error), "The document breaks this rule of EN 16931.");
        }
        return new Finding(
                PREFIX + "SCHEMA", place(error), "The XML does not follow its schema. It should be valid against it.");
    }

    /** The element as the rules name it, without namespaces, or the line of the file. */
    private static String place(IError error) {
        String field = error.getErrorFieldName();
        if (field != null && !field.isBlank()) {
            return field.replaceAll("\\*:|\\[namespace-uri\\(\\)='[^']*'\\]|Q\\{[^}]*\\}|[a-z]+:(?=[A-Z])", "");
        }
        int line = error.getErrorLocation().getLineNumber();
        return line > 0 ? "line " + line + " of the file" : "document";
    }
}
