package dev.ratchet.worker.attack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.worker.attack.Intruder.Answer;
import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.effect.Authorization;
import dev.ratchet.workflows.contract.effect.EffectActivities;
import dev.ratchet.workflows.contract.effect.Intent;
import dev.ratchet.workflows.contract.effect.Permission;
import dev.ratchet.workflows.contract.invoice.Booking;
import dev.ratchet.workflows.contract.invoice.BooksActivities.Consultation;
import dev.ratchet.workflows.contract.invoice.BooksActivities.Query;
import dev.ratchet.workflows.contract.invoice.DocumentReading;
import dev.ratchet.workflows.invoice.InvoiceWorkflow;
import java.util.Objects;
import java.util.function.BiFunction;

/** What the workers attest to whoever asks as a run of this document would. */
record GenuineParts(
        DocumentRef document,
        RunRef run,
        Attested<DocumentReading> reading,
        Intent intent,
        Authorization grant,
        Attested<Permission> permission) {

    /** @param call asks one activity */
    static GenuineParts of(DocumentRef document, BiFunction<String, JsonNode, Answer> call) {
        RunRef run = run(document);
        Attested<DocumentReading> reading = CanonicalJson.read(
                answered(call.apply("DocumentRead", CanonicalJson.tree(document))),
                Attested.class,
                DocumentReading.class);
        Consultation found = CanonicalJson.read(
                answered(call.apply(
                                "BooksConsult",
                                CanonicalJson.tree(new Query(run, document, reading, null, null, null))))
                        .toString(),
                Consultation.class);
        Attested<Permission> permission =
                Objects.requireNonNull(found.consulted().permission());
        Intent intent = Booking.of(
                        document,
                        ((DocumentReading.Structured) reading.value()).facts(),
                        found.consulted().books(),
                        null)
                .orElseThrow()
                .intent();
        return new GenuineParts(
                document,
                run,
                reading,
                intent,
                new Authorization.PolicyGrant(
                        intent.digest(),
                        permission.value().rule(),
                        "1",
                        permission.value().rules()),
                permission);
    }

    static RunRef run(DocumentRef document) {
        return new RunRef(InvoiceWorkflow.workflowId(document.tenant(), document.digest()), "a run of mine");
    }

    private static JsonNode answered(Answer answer) {
        if (answer.value() == null) {
            throw new AssertionError(answer.failed());
        }
        return answer.value();
    }

    /** The request to perform exactly this. */
    JsonNode request() {
        return CanonicalJson.tree(new EffectActivities.Request(document.tenant(), run, intent, grant, permission));
    }
}
