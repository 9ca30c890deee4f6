package dev.ratchet.activities.approval;

import dev.ratchet.activities.masterdata.MasterData.Person;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the database knows that bears on the authorization of one effect.
 *
 * @param now by the database's clock
 * @param used ids of those that an effect has consumed
 * @param approvers by id, those who exist
 * @param broughtIn whether somebody is on record for each document, and for what the run was started with
 * @param uploaders everybody who uploaded what the run was started with, or a document that the effect is made of
 */
record ApprovalFacts(
        Instant now, Set<String> used, Map<String, Person> approvers, boolean broughtIn, Set<String> uploaders) {

    ApprovalFacts {
        used = Set.copyOf(used);
        approvers = Map.copyOf(approvers);
        uploaders = Set.copyOf(uploaders);
    }

    /** The same, when these ids are used, too. */
    ApprovalFacts withUsed(Set<String> ids) {
        Set<String> all = new HashSet<>(used);
        all.addAll(ids);
        return new ApprovalFacts(now, all, approvers, broughtIn, uploaders);
    }
}
