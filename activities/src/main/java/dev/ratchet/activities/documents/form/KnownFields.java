package dev.ratchet.activities.documents.form;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.Proposal;
import dev.ratchet.workflows.contract.invoice.DocumentActivities.ProveFields;
import dev.ratchet.workflows.contract.invoice.ExtractedFields;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import dev.ratchet.workflows.contract.record.StepRecord;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run's record knows of the fields of its document: those that a model or a person proposed last, taken or not.
 *
 * @param by who proposed them, as the trail names it; empty when nobody did
 * @param problems what was wrong with them
 * @param text where the content store keeps the text of the document; absent when it is none
 */
public record KnownFields(
        ExtractedFields fields,
        String by,
        List<Finding> problems,
        @Nullable Digest text) {

    @SuppressWarnings("NullAway") // a form may be empty where an invoice may not
    private static final ExtractedFields NONE = new ExtractedFields(
            null, null, null, null, null, null, null, null, null, null, null, InvoiceFacts.Kind.INVOICE, List.of());

    public KnownFields {
        problems = List.copyOf(problems);
    }

    /** The same with other fields. */
    public KnownFields with(ExtractedFields others) {
        return new KnownFields(others, by, problems, text);
    }

    /** @param steps of a run, oldest first */
    public static KnownFields of(List<StepRecord> steps) {
        KnownFields known = new KnownFields(NONE, "", List.of(), null);
        for (StepRecord step : steps) {
            JsonNode result = tree(step.result());
            JsonNode reading = result.path("reading").path("value");
            Digest text = reading.path("reading").asText().equals("text")
                    ? new Digest(reading.path("text").asText())
                    : known.text();
            known = fields(step)
                    .map(fields -> new KnownFields(fields, step.step().planner(), problems(result), text))
                    .orElse(new KnownFields(known.fields(), known.by(), known.problems(), text));
        }
        return known;
    }

    private static Optional<ExtractedFields> fields(StepRecord step) {
        if (step.proposal() == null) {
            return Optional.empty();
        }
        try {
            Proposal proposal = CanonicalJson.read(step.proposal(), Proposal.class);
            JsonNode fields = tree(proposal.arguments()).path("fields");
            return proposal.name().equals(ProveFields.ACTION) && fields.isObject()
                    ? Optional.of(CanonicalJson.read(fields.toString(), ExtractedFields.class))
                    : Optional.empty();
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static List<Finding> problems(JsonNode result) {
        List<Finding> problems = new ArrayList<>();
        if (result.path("failure").asText().equals("person_rejected")) {
            problems.add(new Finding(
                    result.path("code").asText(), "", result.path("why").asText()));
        }
        for (JsonNode each : result.path("reading").path("value").path("findings")) {
            problems.add(CanonicalJson.read(each.toString(), Finding.class));
        }
        return problems;
    }

    private static JsonNode tree(String json) {
        return CanonicalJson.read(json, JsonNode.class);
    }
}
