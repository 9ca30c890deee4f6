package dev.ratchet.activities.verification;

import dev.ratchet.activities.content.ContentStore.Held;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.effect.Approval;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the database holds that some entries rest on.
 *
 * @param permissions as kept with the effects, by intent
 * @param uses intents by the ids of the approvals that are on record as used for them
 * @param consents by id; empty when the row is no consent
 * @param uploads by document
 * @param held by document
 * @param runs by run
 */
record Proofs(
        Map<String, String> permissions,
        Map<String, String> uses,
        Map<String, Optional<Approval>> consents,
        Map<String, List<Upload>> uploads,
        Map<Digest, Held> held,
        Map<RunRef, RunRows> runs) {

    record Upload(String person, Instant at) {}

    /**
     * A run's record as its rows.
     *
     * @param summary as JSON
     * @param steps of each row of the trail, as JSON, in the order in which they arrived
     */
    record RunRows(String summary, int lastStep, List<String> steps) {}
}
