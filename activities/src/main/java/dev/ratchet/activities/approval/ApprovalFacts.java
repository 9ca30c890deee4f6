package dev.ratchet.activities.approval;

import dev.ratchet.activities.masterdata.MasterData.Person;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the database knows of the approvals of one effect.
 *
 * @param now by the database's clock
 * @param used ids of those that an effect has consumed
 * @param approvers by id, those who exist
 * @param uploaders everybody who uploaded what the run was started with, or a document that the effect is made of
 */
record ApprovalFacts(Instant now, Set<String> used, Map<String, Person> approvers, Set<String> uploaders) {

    /** Of an effect that nobody approved. */
    static final ApprovalFacts NONE = new ApprovalFacts(Instant.EPOCH, Set.of(), Map.of(), Set.of());

    ApprovalFacts {
        used = Set.copyOf(used);
        approvers = Map.copyOf(approvers);
        uploaders = Set.copyOf(uploaders);
    }

    /** The same, when these ids are used, too. */
    ApprovalFacts withUsed(Set<String> ids) {
        Set<String> all = new HashSet<>(used);
        all.addAll(ids);
        return new ApprovalFacts(now, all, approvers, uploaders);
    }
}
