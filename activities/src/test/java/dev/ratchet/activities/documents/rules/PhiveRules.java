package dev.ratchet.activities.documents.rules;

import com.helger.diagnostics.error.IError;
import com.helger.io.resource.inmemory.ReadableResourceByteArray;
import com.helger.phive.api.execute.ValidationExecutionManager;
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
import java.util.Objects;

/** The official rules as phive runs them, to compare with {@link OfficialRules}. */
final class PhiveRules {
    private final ValidationExecutorSetRegistry<IValidationSourceXML> registry = new ValidationExecutorSetRegistry<>();

    PhiveRules() {
        EN16931Validation.initEN16931(registry);
    }

    List<Finding> check(OfficialRules.Syntax syntax, byte[] xml) {
        List<Finding> findings = new ArrayList<>();
        for (ValidationResult result : ValidationExecutionManager.executeValidation(
                IValidityDeterminator.createDefault(),
                registry.getOfID(syntax.rules),
                ValidationSourceXML.create(new ReadableResourceByteArray("document", xml)),
                Locale.US)) {
            for (IError error : result.getErrorList()) {
                if (error.isError()) {
                    findings.add(OfficialRules.finding(violation(error)));
                }
            }
        }
        return findings.stream().distinct().toList();
    }

    private static RuleViolation violation(IError error) {
        return new RuleViolation(
                Objects.requireNonNullElse(error.getErrorID(), ""),
                Objects.requireNonNullElse(error.getErrorFieldName(), ""),
                error.getErrorLocation().getLineNumber(),
                Objects.requireNonNullElse(error.getErrorText(Locale.US), ""));
    }
}
