package dev.ratchet.activities.verification;

import static dev.ratchet.activities.verification.DiscrepancyKind.APPROVAL_LATER;
import static dev.ratchet.activities.verification.DiscrepancyKind.AUTHORIZATION_MISMATCH;
import static dev.ratchet.activities.verification.DiscrepancyKind.AUTHORIZATION_REFUSED;
import static dev.ratchet.activities.verification.DiscrepancyKind.AUTHORIZATION_UNREADABLE;
import static dev.ratchet.activities.verification.DiscrepancyKind.CONSENT_CHANGED;
import static dev.ratchet.activities.verification.DiscrepancyKind.CONSENT_MISSING;
import static dev.ratchet.activities.verification.DiscrepancyKind.USE_MISSING;

import dev.ratchet.activities.approval.AuthorizationCheck;
import dev.ratchet.activities.approval.PastAuthorization;
import dev.ratchet.activities.ledger.Row;
import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.Approval;
import dev.ratchet.workflows.contract.effect.Authorization;
import dev.ratchet.workflows.contract.effect.EffectActivities.Refused;
import dev.ratchet.workflows.contract.effect.Permission;
import dev.ratchet.workflows.contract.invoice.JournalEntry;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * An entry was authorized when it was posted: a worker attested what the rules permit, and where people had to consent their
 * signatures hold, are on record, and are used for this entry.
 */
final class AuthorityCheck implements EntryCheck {
    private final AuthorizationCheck.Keys keys;
    private final RuleBookCheck rules;

    AuthorityCheck(AuthorizationCheck.Keys keys, RuleBookCheck rules) {
        this.keys = keys;
        this.rules = rules;
    }

    @Override
    public void check(Booked booked, Proofs proofs, Tally tally) {
        Row row = booked.row();
        String about = booked.about();
        Optional<Digest> intent = Digests.of(row.intent());
        String kept = proofs.permissions().get(row.intent());
        Authorization authorization = booked.authorization();
        RunRef run = booked.run();
        if (kept == null || intent.isEmpty()) {
            return; // told as the effect or the intent that is missing
        }
        if (authorization == null || run == null) {
            tally.add(AUTHORIZATION_UNREADABLE, about, "the authorization of %s cannot be read", about);
            return;
        }
        Attested<Permission> permission = CanonicalJson.read(kept, Attested.class, Permission.class);
        for (Refused refused : PastAuthorization.refuse(
                keys,
                question(row, run, intent.get(), authorization, permission),
                row.postedAt(),
                DocumentCheck.uploaders(row, proofs))) {
            tally.add(kind(refused), about, "%s: %s", about, refused.why());
        }
        rules.check(booked, permission.value(), authorization, tally);
        for (Approval approval : booked.approvals()) {
            checkRecorded(booked, approval, proofs, tally);
        }
    }

    private static AuthorizationCheck.Question question(
            Row row, RunRef run, Digest intent, Authorization authorization, Attested<Permission> permission) {
        return new AuthorizationCheck.Question(
                new TenantId(row.tenant()),
                run,
                JournalEntry.POSTING,
                intent,
                authorization,
                permission,
                true,
                null,
                Set.of());
    }

    private static DiscrepancyKind kind(Refused refused) {
        return refused.code().equals("INTENT_MISMATCH")
                ? AUTHORIZATION_MISMATCH
                : Arrays.stream(DiscrepancyKind.values())
                        .filter(kind -> kind.name().equals(refused.code()))
                        .findFirst()
                        .orElse(AUTHORIZATION_REFUSED);
    }

    private static void checkRecorded(Booked booked, Approval approval, Proofs proofs, Tally tally) {
        Row row = booked.row();
        String about = booked.about();
        if (approval.decidedAt().isAfter(row.postedAt().plus(PostgresBooksVerifier.CLOCK))) {
            tally.add(
                    APPROVAL_LATER,
                    about,
                    "%s was posted at %s and approval %s was given at %s",
                    about,
                    row.postedAt(),
                    approval.id(),
                    approval.decidedAt());
        }
        Optional<Approval> consent = proofs.consents().get(approval.id());
        if (consent == null) {
            tally.add(
                    CONSENT_MISSING,
                    about,
                    "the consent %s of %s to %s is not on record",
                    approval.id(),
                    approval.approver(),
                    about);
        } else if (!consent.equals(Optional.of(approval))) {
            tally.add(
                    CONSENT_CHANGED,
                    about,
                    "the consent %s on record is not the one that %s rests on",
                    approval.id(),
                    about);
        }
        if (!row.intent().equals(proofs.uses().get(approval.id()))) {
            tally.add(USE_MISSING, about, "approval %s is not on record as used for %s", approval.id(), about);
        }
    }
}
