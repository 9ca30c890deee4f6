package dev.ratchet.activities.ledger;

import dev.ratchet.activities.approval.ApprovalKeys;
import dev.ratchet.activities.approval.AuthorizationCheck;
import dev.ratchet.activities.approval.PostgresApprovals;
import dev.ratchet.activities.content.PostgresContentStore;
import dev.ratchet.activities.database.Database;
import dev.ratchet.activities.effect.BroughtIn;
import dev.ratchet.activities.effect.EffectKind;
import dev.ratchet.activities.effect.Permitted;
import dev.ratchet.activities.effect.PostgresEffects;
import dev.ratchet.activities.verification.DiscrepancyKind;
import dev.ratchet.activities.verification.PostgresBooksVerifier;
import dev.ratchet.activities.verification.Verification;
import dev.ratchet.workflows.contract.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What posts to the books in tests, and what people's consent goes through. */
public final class Posted {
    private static final List<EffectKind> KINDS = List.of(new PostingEffect());

    private Posted() {}

    public static BroughtIn effects(Database database, ApprovalKeys keys) {
        return effects(database, Permitted.keys(keys));
    }

    static BroughtIn effects(Database database, AuthorizationCheck.Keys keys) {
        return new BroughtIn(new PostgresEffects(database, keys, KINDS), database, KINDS);
    }

    /** What does not fit, but for what these postings leave out: consents, documents, and a rule book. */
    public static List<Verification.OfKind> misfits(Database database, ApprovalKeys keys, TenantId tenant) {
        Set<DiscrepancyKind> leftOut = EnumSet.of(
                DiscrepancyKind.CONSENT_MISSING,
                DiscrepancyKind.SUBMITTER_MISMATCH,
                DiscrepancyKind.CONTENT_MISSING,
                DiscrepancyKind.RULE_BOOK_MISSING);
        try {
            return new PostgresBooksVerifier(database, Permitted.keys(keys), new PostgresContentStore(database))
                    .verify(tenant, null).discrepancies().stream()
                            .filter(found -> !leftOut.contains(found.kind()))
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static PostgresApprovals approvals(Database database, ApprovalKeys keys) {
        return new PostgresApprovals(database, keys, Permitted.keys(keys), effects(database, keys));
    }
}
