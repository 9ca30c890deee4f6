package dev.ratchet.activities.approval;

import dev.ratchet.activities.approval.Approvals.Refused;
import dev.ratchet.activities.masterdata.MasterData.Person;
import dev.ratchet.workflows.contract.ApprovalActivities.Request;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Money;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Whether a person's consent to a request is taken. Pure; the ledger asks the same again for itself. */
final class Consent {
    private Consent() {}

    /**
     * @param request absent when nothing waits under that workflow id
     * @param seen the intent as the person saw it
     * @param broughtInBy everybody who is on record as having brought the document's bytes in
     * @param person absent when there is none by that id
     */
    static void require(
            Optional<Request> request,
            Digest seen,
            String approver,
            Set<String> broughtInBy,
            Optional<Person> person,
            Instant now)
            throws Refused {
        Request open = request.orElseThrow(() ->
                new Refused("NOT_WAITING", "nothing waits for a decision under this id; it may have been decided"));
        if (!now.isBefore(open.expiresAt())) {
            throw new Refused(
                    "REQUEST_EXPIRED", "the request ended at " + open.expiresAt() + "; submit the document again");
        }
        Money amount = open.amount();
        if (open.intent() == null || amount == null) {
            throw new Refused(
                    "NOTHING_TO_APPROVE",
                    "there is no entry to consent to yet: mend what the reasons name and have it rechecked, or deny it");
        }
        if (!open.intent().equals(seen)) {
            throw new Refused(
                    "INTENT_CHANGED",
                    "the entry is no longer the one that was shown; look at the new one and decide again");
        }
        if (approver.equals(open.submitter()) || broughtInBy.contains(approver)) {
            throw new Refused(
                    "APPROVER_IS_SUBMITTER", approver + " brought the document in; somebody else must approve it");
        }
        if (broughtInBy.isEmpty()) {
            throw new Refused(
                    "SUBMITTER_UNKNOWN",
                    "nobody is on record as having brought this document in, so nobody can be told apart from them;"
                            + " let somebody else than the approver 'ratchet submit' it, then approve");
        }
        Person known = person.orElseThrow(() -> new Refused(
                "APPROVER_UNKNOWN",
                "there is no person '" + approver + "' in the master data; load them under people"));
        requireAuthority(open, amount, known);
    }

    private static void requireAuthority(Request open, Money amount, Person person) throws Refused {
        if (!person.roles().contains(open.role())) {
            throw new Refused(
                    "APPROVER_ROLE", person.id() + " does not have the role '" + open.role() + "' that this needs");
        }
        Long limit = person.limits().get(amount.currency());
        if (limit == null) {
            throw new Refused(
                    "APPROVER_LIMIT",
                    person.id() + " has no limit in " + amount.currency() + "; this is " + amount.text());
        }
        if (amount.minor() > limit || amount.minor() < -limit) {
            throw new Refused(
                    "APPROVER_LIMIT",
                    person.id() + " may approve up to " + new Money(amount.currency(), limit).text() + "; this is "
                            + amount.text());
        }
    }
}
