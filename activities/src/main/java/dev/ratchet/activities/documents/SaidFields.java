package dev.ratchet.activities.documents;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.Proposal;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.effect.PersonStatement;
import dev.ratchet.workflows.contract.invoice.DocumentActivities.ProveFields;
import dev.ratchet.workflows.contract.invoice.ExtractedFields;
import java.io.UncheckedIOException;
import java.util.function.Predicate;

/**
 * Fields that a person signed. A run is not believed: whose words they are is looked up in the signature, here.
 *
 * @param agent whose runs people propose fields to
 * @param signed whether a statement is signed by a key of the people's that is valid now
 */
public record SaidFields(String agent, Predicate<PersonStatement> signed) {

    /**
     * The fields that a person proposed to the run of this document.
     *
     * @throws IllegalArgumentException when no person did
     */
    ExtractedFields fields(DocumentRef document, PersonStatement said) {
        if (!signed.test(said)) {
            throw new IllegalArgumentException(
                    "what " + said.person() + " is to have said is not signed by a key that is known here");
        }
        Proposal proposal = said.proposal();
        String run = RunRef.workflowId(agent, document.tenant(), document.digest());
        if (!said.tenant().equals(document.tenant())
                || !said.run().workflowId().equals(run)
                || proposal == null
                || !proposal.name().equals(ProveFields.ACTION)) {
            throw new IllegalArgumentException("what " + said.person() + " said are no fields of this document");
        }
        try {
            JsonNode arguments = CanonicalJson.read(proposal.arguments(), JsonNode.class);
            return CanonicalJson.read(arguments.path("fields").toString(), ExtractedFields.class);
        } catch (UncheckedIOException e) {
            throw new IllegalArgumentException("what " + said.person() + " said are no fields of an invoice", e);
        }
    }
}
