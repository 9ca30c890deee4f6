package dev.ratchet.activities.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratchet.Needs;
import dev.ratchet.activities.calls.MemoryModelCalls;
import dev.ratchet.activities.calls.ReceivedAnswers;
import dev.ratchet.activities.calls.RecordedCalls;
import dev.ratchet.activities.model.provider.Aimock;
import dev.ratchet.activities.model.question.ActionSchemas;
import dev.ratchet.activities.model.tier.OneModel;
import dev.ratchet.activities.telemetry.CallTelemetry;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.ModelActivities;
import dev.ratchet.workflows.contract.ModelActivities.Answer;
import dev.ratchet.workflows.contract.ModelActivities.Proposed;
import dev.ratchet.workflows.contract.ModelActivities.Question;
import dev.ratchet.workflows.contract.ModelActivities.Unusable;
import dev.ratchet.workflows.contract.ModelTier;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.invoice.ExtractedFields;
import dev.ratchet.workflows.invoice.InvoiceAction;
import io.opentelemetry.api.OpenTelemetry;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real documents, a real chat server, and what the activity makes of right and wrong answers. */
class AlterationTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> LEGAL = List.of("record_fields", "ask_person");

    private final MemoryContentStore contents = new MemoryContentStore();
    private final ActionSchemas schemas = new ActionSchemas(Map.of("invoice", List.of(InvoiceAction.Kind.values())));
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void theRightAnswersFitTheSchemaAndTheirEvidenceIsInTheDocument() throws IOException {
        int claims = 0;
        List<String> unproven = new ArrayList<>();
        for (Path document : documents()) {
            String text = text(document);
            ObjectNode answer = ExpectedAnswers.of(json(document), text);
            assertThat(schemas.broken(schemas.legal("invoice", LEGAL), answer.toString()))
                    .as(document.toString())
                    .isEmpty();
            for (var evidence : answer.findValuesAsText("evidence")) {
                claims++;
                if (!text.contains(evidence)) {
                    unproven.add(document.getFileName() + ": " + evidence);
                }
            }
            if (answer.path("action").asText().equals("record_fields")) {
                JSON.treeToValue(answer.at("/arguments/fields"), ExtractedFields.class);
            }
        }
        System.out.println(claims + " claims, of which the text does not show: " + unproven);
        assertThat(claims).isGreaterThan(80);
        assertThat(unproven).hasSizeLessThan(claims / 10);
    }

    @Test
    void whatTheActivityMakesOfEachAlteration() throws IOException {
        Path document = Needs.sharedData("invoices/documents/coolblue1.pdf");
        String text = text(document);
        ObjectNode right = ExpectedAnswers.of(json(document), text);
        Map<Alteration, String> seen = new EnumMap<>(Alteration.class);
        for (Alteration alteration : Alteration.values()) {
            try (Aimock aimock = Aimock.start(List.of(alteration.fixture("BEGIN DOCUMENT", right)))) {
                seen.put(alteration, outcome(aimock, text, right));
            }
        }
        assertThat(seen)
                .containsEntry(Alteration.WRONG_TOTAL, "record_fields, altered")
                .containsEntry(Alteration.EVIDENCE_NOT_IN_DOCUMENT, "record_fields, altered")
                .containsEntry(Alteration.OTHER_IBAN, "record_fields, altered")
                .containsEntry(Alteration.SWAPPED_DATE, "record_fields, altered")
                .containsEntry(Alteration.EXTRA_FIELD, "record_fields, altered")
                .containsEntry(Alteration.TRUNCATED, "CUT_OFF")
                .containsEntry(Alteration.NOT_JSON, "NOT_JSON")
                .containsEntry(Alteration.INSTRUCTION_OBEYED, "post_entry, altered")
                .containsEntry(Alteration.TOO_MANY_REQUESTS, "MODEL_UNAVAILABLE, again after PT1S")
                .containsEntry(Alteration.CONNECTION_CUT, "MODEL_UNAVAILABLE, again after null")
                .hasSize(10);
        try (Aimock aimock = Aimock.start(List.of(Aimock.saying("BEGIN DOCUMENT", right.toString(), "stop")))) {
            assertThat(outcome(aimock, text, right)).isEqualTo("record_fields, as it was");
        }
    }

    private String outcome(Aimock aimock, String text, ObjectNode right) throws IOException {
        Digest digest = contents.put(TenantId.DEFAULT, text.getBytes(StandardCharsets.UTF_8))
                .digest();
        ModelActivitiesImpl activities = new ModelActivitiesImpl(
                OneModel.asking(aimock.client()),
                schemas,
                contents,
                new RecordedCalls(new MemoryModelCalls(), contents, ReceivedAnswers.NOWHERE, timer),
                new CallTelemetry(OpenTelemetry.noop()),
                timer,
                () -> Heartbeat.NONE);
        try {
            Answer answer = activities.propose(new Question(
                    TenantId.DEFAULT,
                    new RunRef("invoice/default/x", "run"),
                    0,
                    "invoice",
                    ModelTier.SMALL,
                    "invoice-extract@1",
                    List.of(new ModelActivities.Data("DOCUMENT", digest)),
                    LEGAL,
                    null,
                    4_000));
            if (answer instanceof Proposed proposed) {
                boolean same = proposed.proposal()
                        .arguments()
                        .equals(right.path("arguments").toString());
                return proposed.proposal().name() + (same ? ", as it was" : ", altered");
            }
            return ((Unusable) answer).code();
        } catch (ApplicationFailure e) {
            return e.getType() + ", again after " + e.getNextRetryDelay();
        }
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.list(Needs.sharedData("invoices/documents"))) {
            return files.filter(file -> !file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    private static Path json(Path document) {
        return document.resolveSibling(document.getFileName().toString().replaceFirst("\\.[a-z]+$", ".json"));
    }

    private static String text(Path document) throws IOException {
        if (document.toString().endsWith(".txt")) {
            return Files.readString(document);
        }
        try (PDDocument pdf = Loader.loadPDF(document.toFile())) {
            return new PDFTextStripper().getText(pdf);
        }
    }
}
