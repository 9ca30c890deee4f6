package dev.ratchet.activities.approval;

import dev.ratchet.workflows.contract.effect.EffectActivities.Refused;
import java.util.Locale;

/**
 * Every reason for which an authorization does not cover an effect, or a person's consent is not taken. The names are
 * frozen: they are the codes on the wire.
 */
enum Refusal {
    PERMISSION_FORGED("no worker attested what the rules permit the run '%s'"),
    PERMISSION_STALE(
            "what the rules permit was looked up %s days ago, and they may permit something else now; have it rechecked"),
    GRANT_MISMATCH("the grant names rule '%s', and what was attested names rule '%s' or another rule book"),
    INTENT_MISMATCH("the authorization is for another intent than this one"),
    APPROVAL_MISSING("'%s' needs a person's approval and has none"),
    APPROVAL_FORGED("approval %s is not signed by a key that is known here"),
    APPROVAL_KEY("approval %s is signed by key %s, which was not valid at %s"),
    APPROVAL_MISMATCH("approval %s is for another tenant, run or intent"),
    APPROVAL_EXPIRED("approval %s expired at %s; it must be given again"),
    APPROVAL_USED("approval %s has already been used"),
    APPROVAL_ROLE("the approval was given as '%s', and rule '%s' asks for '%s'"),
    APPROVAL_REPEATED("%s approved more than once; each approval must be another person's"),

    APPROVER_IS_SUBMITTER("%s submitted or uploaded what this is about; somebody else must approve it"),
    APPROVER_SAID_IT("%s says what the document does not show; somebody else must approve it"),
    APPROVER_UNKNOWN("there is no person '%s' in the master data; load them under people"),
    APPROVER_ROLE("%s does not have the role '%s' that this needs"),
    APPROVER_LIMIT("%s may approve up to %s; this is %s"),

    STATEMENT_FORGED("what %s is to have said is not signed by a key that is known here"),
    STATEMENT_KEY("what %s said is signed by key %s, which was not valid at %s"),
    STATEMENT_MISMATCH("what %s said was said to another run, or to another request of this one"),
    STATEMENT_EXPIRED("what %s said expired at %s; it must be said again"),
    STATEMENT_ROLE(
            "%s neither brought this in nor has the role '%s'; let somebody say it who has the role in the master data"),

    NOT_WAITING("nothing waits for a decision under this id; it may have been decided"),
    REQUEST_EXPIRED("the request ended at %s; start the run again"),
    NOTHING_TO_APPROVE(
            "there is nothing to consent to yet: mend what the findings name and have it rechecked, or deny it"),
    INTENT_CHANGED("what would happen is no longer what was shown; look at it again and decide again"),
    SUBMITTER_UNKNOWN(
            "nobody is on record as having uploaded what this run is about; submit it with 'ratchet submit' or"
                    + " 'ratchet start'");

    private final String sentence;

    Refusal(String sentence) {
        this.sentence = sentence;
    }

    Refused because(Object... figures) {
        return new Refused(name(), String.format(Locale.ROOT, sentence, figures), null);
    }
}
