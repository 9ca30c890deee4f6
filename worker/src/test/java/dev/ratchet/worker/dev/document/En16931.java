package dev.ratchet.worker.dev.document;

import com.helger.diver.api.coord.DVRCoordinate;
import com.helger.io.resource.inmemory.ReadableResourceByteArray;
import com.helger.phive.api.execute.ValidationExecutionManager;
import com.helger.phive.api.executorset.ValidationExecutorSetRegistry;
import com.helger.phive.api.validity.IValidityDeterminator;
import com.helger.phive.en16931.EN16931Validation;
import com.helger.phive.xml.source.IValidationSourceXML;
import com.helger.phive.xml.source.ValidationSourceXML;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** The official rules, asked directly: the demo's documents are judged by nothing that this product wrote. */
public final class En16931 {
    private final ValidationExecutorSetRegistry<IValidationSourceXML> registry = new ValidationExecutorSetRegistry<>();

    public En16931() {
        EN16931Validation.initEN16931(registry);
    }

    /** What the schema and the rules find wrong; empty when the document is valid. */
    public List<String> errors(byte[] xml) {
        return ValidationExecutionManager.executeValidation(
                        IValidityDeterminator.createDefault(),
                        registry.getOfID(kindOf(xml)),
                        ValidationSourceXML.create(new ReadableResourceByteArray(xml)),
                        Locale.ROOT)
                .getAllErrors()
                .stream()
                .map(error -> error.getErrorID() + " " + error.getErrorText(Locale.ROOT))
                .toList();
    }

    private static DVRCoordinate kindOf(byte[] xml) {
        String text = new String(xml, StandardCharsets.UTF_8);
        if (text.contains("<rsm:CrossIndustryInvoice")) {
            return EN16931Validation.VID_CII_1316;
        }
        return text.contains("<CreditNote")
                ? EN16931Validation.VID_UBL_CREDIT_NOTE_1316
                : EN16931Validation.VID_UBL_INVOICE_1316;
    }
}
