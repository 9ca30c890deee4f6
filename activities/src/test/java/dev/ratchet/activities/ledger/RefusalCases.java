package dev.ratchet.activities.ledger;

import dev.ratchet.activities.approval.ApprovalKeys;
import dev.ratchet.activities.ledger.Postings.Change;
import dev.ratchet.workflows.contract.Approval;
import dev.ratchet.workflows.contract.Authorization;
import dev.ratchet.workflows.contract.JournalEntry;
import dev.ratchet.workflows.contract.LedgerActivities.Posting;
import dev.ratchet.workflows.contract.RunRef;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One posting for every code with which a ledger refuses. */
final class RefusalCases {
    private RefusalCases() {}

    static Map<String, Posting> of(Postings make, ApprovalKeys keys, Ledger ledger) {
        JournalEntry entry = make.entry("ACME", "RE-1", 119_00, Change.none());
        Approval good = make.approval(entry, "anna");
        Map<String, Posting> cases = new LinkedHashMap<>();

        Posting other = make.granted("ACME", "RE-1", 118_00);
        cases.put("INTENT_MISMATCH", new Posting(Postings.RUN, entry, other.authorization()));
        ledger.post(make.granted("ACME", "RE-0", 100_00));
        cases.put("ENTRY_ALTERED", make.granted("ACME", "RE-0", 101_00));
        cases.put("SUPPLIER_UNKNOWN", make.granted("NOBODY", "RE-1", 119_00));
        cases.put("SUPPLIER_INACTIVE", make.approved("GONE", "RE-1", 119_00, "anna"));
        cases.put("CEILING_EXCEEDED", make.granted("ACME", "RE-1", 1000_01));

        cases.put("ORDER_MISSING", make.granted("STRICT", "RE-1", 119_00));
        cases.put("ORDER_UNKNOWN", make.granted("ACME", "RE-1", 119_00, Change.order("PO-9")));
        cases.put("ORDER_CURRENCY", make.granted("ACME", "RE-1", 119_00, Change.order("PO-8")));
        cases.put("ORDER_EXCEEDED", make.granted("ACME", "RE-1", 150_01, Change.order("PO-7")));
        cases.put("CORRECTED_MISSING", make.granted("ACME", "CN-1", 19_00, Change.credit("")));
        cases.put("CORRECTED_UNKNOWN", make.granted("ACME", "CN-1", 19_00, Change.credit("RE-99")));
        cases.put("CORRECTED_EXCEEDED", make.granted("ACME", "CN-1", 100_01, Change.credit("RE-0")));
        cases.put("NEAR_DUPLICATE", make.by(new RunRef("another", "run"), make.granted("ACME", "RE-00-A", 100_00)));

        cases.put("APPROVAL_MISSING", make.approved(entry, List.of()));
        cases.put(
                "APPROVAL_FORGED",
                make.approved(entry, List.of(ApprovalKeys.generate().sign(good))));
        cases.put("APPROVAL_MISMATCH", one(make, keys, entry, "anna", "clerk", "sub", "another-run", 60));
        cases.put("APPROVAL_EXPIRED", one(make, keys, entry, "anna", "clerk", "sub", Postings.RUN.workflowId(), -1));
        cases.put("APPROVAL_USED", used(make, keys, ledger, entry));
        cases.put("APPROVAL_REPEATED", make.approved(entry, List.of(good, make.approval(entry, "anna"))));
        cases.put("APPROVER_IS_SUBMITTER", make.approved(entry, List.of(make.approval(entry, "sub"))));
        cases.put("APPROVER_UNKNOWN", make.approved(entry, List.of(make.approval(entry, "mallory"))));
        cases.put("APPROVER_ROLE", one(make, keys, entry, "anna", "controller", "sub", Postings.RUN.workflowId(), 60));
        cases.put("APPROVER_LIMIT", make.approved("ACME", "RE-1", 5000_01, "anna"));
        return cases;
    }

    private static Posting one(
            Postings make,
            ApprovalKeys keys,
            JournalEntry entry,
            String approver,
            String role,
            String submitter,
            String workflowId,
            int minutes) {
        return make.approved(
                entry,
                List.of(keys.sign(
                        make.unsigned(entry, approver, role, submitter, workflowId, Duration.ofMinutes(minutes)))));
    }

    /** The id of a consumed approval under a new, validly signed consent. */
    private static Posting used(Postings make, ApprovalKeys keys, Ledger ledger, JournalEntry entry) {
        Posting first = make.approved("CAREFUL", "RE-1", 119_00, "anna");
        ledger.post(first);
        String id = ((Authorization.Approved) first.authorization())
                .approvals()
                .get(0)
                .id();
        Approval a = make.approval(entry, "anna");
        return make.approved(
                entry,
                List.of(keys.sign(new Approval(
                        a.tenant(),
                        id,
                        a.workflowId(),
                        a.intent(),
                        a.approver(),
                        a.role(),
                        a.submitter(),
                        a.decidedAt(),
                        a.expiresAt(),
                        "",
                        ""))));
    }
}
