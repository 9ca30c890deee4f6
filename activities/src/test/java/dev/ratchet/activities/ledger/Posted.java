package dev.ratchet.activities.ledger;

import dev.ratchet.activities.approval.ApprovalKeys;
import dev.ratchet.activities.approval.PostgresApprovals;
import dev.ratchet.activities.database.Database;
import dev.ratchet.activities.effect.BroughtIn;
import dev.ratchet.activities.effect.EffectKind;
import dev.ratchet.activities.effect.Permitted;
import dev.ratchet.activities.effect.PostgresEffects;
import java.util.List;

/** What posts to the books in tests, and what people's consent goes through. */
public final class Posted {
    private static final List<EffectKind> KINDS = List.of(new PostingEffect());

    private Posted() {}

    public static BroughtIn effects(Database database, ApprovalKeys keys) {
        return new BroughtIn(new PostgresEffects(database, Permitted.keys(keys), KINDS), database, KINDS);
    }

    static PostgresApprovals approvals(Database database, ApprovalKeys keys) {
        return new PostgresApprovals(database, keys, Permitted.keys(keys), effects(database, keys));
    }
}
